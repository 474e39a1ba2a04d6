using System.Globalization;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>How much longer than its arguments what a function makes can be.</summary>
/// <remarks>Every allowed function whose result has no fixed length stands here, or in the tests' list of those that make nothing longer.</remarks>
internal static class FunctionGrowth
{
    /// <summary>The result is as long as all arguments together.</summary>
    private static readonly HashSet<string> Joining = new(StringComparer.Ordinal)
    {
        "textcat", "overlay", "array_cat", "array_append", "array_prepend", "numeric_mul", "numeric_div", "div", "lcm",
    };

    /// <summary>By function: which of its arguments, from 0, are put in again and again.</summary>
    private static readonly Dictionary<string, int[]> Inserting = new(StringComparer.Ordinal)
    {
        ["replace"] = [2],
        ["regexp_replace"] = [2],
        ["array_to_string"] = [1, 2],
        ["array_replace"] = [2],
        ["string_agg"] = [1],

        // Each of the pattern's groups may be the whole text.
        ["regexp_match"] = [1],
        ["regexp_matches"] = [1],
    };

    /// <summary>By function: how many bytes of the result a byte of an argument can become.</summary>
    private static readonly Dictionary<string, int> Widening = new(StringComparer.Ordinal)
    {
        // Values of other types are quoted in it: each quote and backslash is doubled.
        ["textanycat"] = 2,
        ["anytextcat"] = 2,
        ["concat"] = 2,
        ["concat_ws"] = 2,

        // The German ß, a ligature, a unit in one character.
        ["lower"] = 2,
        ["upper"] = 3,
        ["initcap"] = 3,
        ["unaccent"] = 3,

        ["like_escape"] = 2,
        ["similar_escape"] = 4,
        ["similar_to_escape"] = 4,
        ["to_char"] = 12,

        // A list's item takes eight bytes or more.
        ["string_to_array"] = 8,
        ["regexp_split_to_array"] = 8,
        ["show_trgm"] = 16,
    };

    /// <summary>Sets of which PostgreSQL's plan knows no number of rows.</summary>
    public static readonly HashSet<string> UnknownSets = new(StringComparer.Ordinal)
    {
        "unnest", "string_to_table", "regexp_split_to_table", "regexp_matches", "generate_subscripts",
    };

    public static bool Grows(string function) =>
        Joining.Contains(function) || Inserting.ContainsKey(function) || Widening.ContainsKey(function) || function == "percentile_disc";

    /// <param name="sizes">Of the arguments.</param>
    /// <exception cref="SqlRefusedException">What is put in again and again is no constant.</exception>
    public static double SizeOf(string function, SqlNode call, double[] sizes)
    {
        var widening = Widening.GetValueOrDefault(function, 1);
        return function switch
        {
            "concat" or "textanycat" or "anytextcat" => widening * sizes.Sum(),
            "concat_ws" when call.Values("funcvariadic").Contains("true") => widening * sizes.Max() * (1 + Inserted(call, function, [0])),
            "concat_ws" => widening * (sizes.Sum() + (sizes[0] * sizes.Length)),

            // The list's items without what they take in it.
            "unnest" => Math.Max(1, sizes.Max() / Widening["string_to_array"]),

            // A list of values at a list of places.
            "percentile_disc" => sizes.Aggregate((product, size) => product * size),
            _ when Joining.Contains(function) => sizes.Sum(),
            "replace" or "string_agg" => sizes.Max() * Math.Max(1, Inserted(call, function, Inserting[function])),
            _ when Inserting.TryGetValue(function, out var places) => sizes.Max() * (1 + Inserted(call, function, places)),
            _ => widening * sizes.Max(),
        };
    }

    /// <summary>If the time that the function takes grows with the length of one argument only: it copies, or looks through a text once.</summary>
    public static bool IsLinear(string function) => function is not ("numeric_mul" or "numeric_div" or "div" or "lcm") && Grows(function) && function is not ("replace" or "string_to_array");

    private static int Inserted(SqlNode call, string function, int[] places) => places.Sum(place => LengthOfConstant(call, function, place));

    /// <summary>A text's <c>:constvalue 7 [ 28 0 0 0 97 98 99 ]</c>: its length with a head of four bytes, then all of these bytes.</summary>
    private static int LengthOfConstant(SqlNode call, string function, int place)
    {
        const int head = 4;
        var argument = call.Children.Where(child => child.Label == "args").ElementAtOrDefault(place);
        while (argument is { Name: "TARGETENTRY" or "RELABELTYPE" })
        {
            argument = argument.Children[0];
        }

        return argument switch
        {
            null => 0,
            { Name: "CONST" } when argument.Values("constisnull").Contains("true") => 0,
            { Name: "CONST" } => Math.Max(0, int.Parse(argument.Values("constvalue").First(), CultureInfo.InvariantCulture) - head),
            _ => throw StatementCheck.Rule($"{function} takes a plain text for what it puts in or looks for."),
        };
    }
}
