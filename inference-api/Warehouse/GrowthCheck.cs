using System.Globalization;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>How many times longer than what it is made of a text or list of a statement can become. PostgreSQL's settings limit sorts and hash tables, and no single value.</summary>
/// <remarks>
/// Within an expression, what is joined adds up and what is replaced multiplies; of a SELECT's expressions the largest counts; SELECTs within each other
/// multiply. Thirty nested <c>s || s</c> would otherwise make a gigabyte of a letter, and a chain of them several.
/// </remarks>
internal static class GrowthCheck
{
    private const double Maximum = 1000;

    private static readonly HashSet<string> Joining = new(StringComparer.Ordinal)
    {
        "textcat", "textanycat", "anytextcat", "concat", "concat_ws", "overlay", "array_cat", "array_append", "array_prepend", "array_replace",
    };

    /// <summary>By function: which of its arguments, from 0, is put in again and again.</summary>
    private static readonly Dictionary<string, int> Inserting = new(StringComparer.Ordinal)
    {
        ["replace"] = 2,
        ["regexp_replace"] = 2,
        ["array_to_string"] = 1,
        ["string_agg"] = 1,
    };

    /// <param name="nodes">Outer ones before those within.</param>
    /// <param name="nameOf">The name of the function that a node calls; null where it calls none.</param>
    /// <returns>From 1 to 1000.</returns>
    /// <exception cref="SqlRefusedException">It could become longer, or without end.</exception>
    public static double Refuse(IReadOnlyList<SqlNode> nodes, Func<SqlNode, string?> nameOf)
    {
        var growth = new Dictionary<SqlNode, double>();
        var queries = new Dictionary<SqlNode, double>();
        foreach (var node in nodes.Reverse())
        {
            // A query within has been counted at its own place.
            var inner = node.Children.Where(child => child.Name != "QUERY").Select(child => growth[child]).DefaultIfEmpty(1);
            growth[node] = OfNode(node, nameOf(node), inner);
            queries[node] = node.Children.Aggregate(node.Name == "QUERY" ? growth[node] : 1, (product, child) => product * queries[child]);
            if (queries[node] > Maximum)
            {
                throw StatementCheck.Rule("The statement joins texts or lists again and again. Join fewer of them.");
            }

            if (node.Name == "COMMONTABLEEXPR" && node.Values("cterecursive").Contains("true") && queries[node] > 1)
            {
                throw StatementCheck.Rule("A recursion may not join texts or lists, which could grow without end.");
            }
        }

        return queries[nodes[0]];
    }

    private static double OfNode(SqlNode node, string? function, IEnumerable<double> inner) => function switch
    {
        not null when Joining.Contains(function) => inner.Sum(),
        not null when Inserting.TryGetValue(function, out var place) => inner.Max() * Math.Max(1, LengthOfConstant(node, function, place)),
        _ when node.Name == "ARRAYEXPR" => inner.Sum(),
        _ => inner.Max(),
    };

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
            { Name: "CONST" } when argument.Values("constisnull").Contains("true") => 0,
            { Name: "CONST" } => int.Parse(argument.Values("constvalue").First(), CultureInfo.InvariantCulture) - head,
            _ => throw StatementCheck.Rule($"{function} takes a plain text for what it puts in."),
        };
    }
}
