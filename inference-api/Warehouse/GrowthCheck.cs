using System.Globalization;
using System.Runtime.CompilerServices;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>How long the texts, lists and numbers of a statement can become, and how much is done for one row of it.</summary>
/// <remarks>
/// PostgreSQL's settings limit sorts and hash tables, and no single value: thirty nested <c>s || s</c> would make a gigabyte of a letter. Nor does it look at the
/// time within a function or while it plans: it puts an inner SELECT's expression in wherever its column is named, so that twenty SELECTs of <c>n + n</c> within
/// each other are a million expressions. So a column counts as what it stands for, each time it is named.
/// </remarks>
internal sealed class GrowthCheck
{
    /// <summary>The longest value, in lengths of a view's longest.</summary>
    private const double MaximumSize = 1000;

    /// <summary>About a millisecond each.</summary>
    private const double MaximumWork = 3000;

    /// <summary>Of a part that does next to nothing, with what planning it takes.</summary>
    private const double Least = 0.1;

    /// <summary>A view's longest text, about, in bytes.</summary>
    private const double LongText = 1000;

    /// <summary>How many times more rows than PostgreSQL's plan says a list or text may be parted into, where it is parted again.</summary>
    private const double Parts = 20;

    /// <summary>pg_type's numbers of bool, int8, int2, int4, float4, float8, date, time, timestamp, timestamptz, interval, timetz.</summary>
    private static readonly HashSet<string> OfFixedLength = ["16", "20", "21", "23", "700", "701", "1082", "1083", "1114", "1184", "1186", "1266"];

    private readonly IReadOnlyList<SqlNode> nodes;
    private readonly Func<SqlNode, string?> nameOf;
    private readonly ColumnReferences references;
    private readonly Dictionary<SqlNode, int> places = [];
    private readonly Dictionary<SqlNode, Extent> extents = [];
    private readonly HashSet<SqlNode> open = [];

    private GrowthCheck(IReadOnlyList<SqlNode> nodes, Func<SqlNode, string?> nameOf)
    {
        (this.nodes, this.nameOf, references) = (nodes, nameOf, new(nodes));
        for (var place = 0; place < nodes.Count; place++)
        {
            places[nodes[place]] = place;
        }
    }

    /// <param name="nodes">Outer ones before those within.</param>
    /// <param name="nameOf">The name of the function that a node calls; null where it calls none.</param>
    /// <returns>How many times more than its plan says the statement may put together in memory.</returns>
    /// <exception cref="SqlRefusedException">It could become longer, or without end.</exception>
    public static double Refuse(IReadOnlyList<SqlNode> nodes, Func<SqlNode, string?> nameOf)
    {
        var check = new GrowthCheck(nodes, nameOf);
        check.Of(nodes[0]);
        if (nodes.Any(node => node.Name == "COMMONTABLEEXPR" && node.Values("cterecursive").Contains("true") && node.Children.Any(query => check.Of(query).Size > 1)))
        {
            throw StatementCheck.Rule("A recursion may not join or convert texts or lists, nor multiply decimals, which could grow without end.");
        }

        var sets = nodes.Count(node => nameOf(node) is { } name && FunctionGrowth.UnknownSets.Contains(name) && !node.Children.TrueForAll(child => child.Name == "ARRAYEXPR"));
        return nodes.Where(StatementCheck.IsCollecting(nameOf)).Select(node => check.Of(node).Size).DefaultIfEmpty(1).Max() * (sets < 2 ? 1 + (3 * sets) : Math.Pow(Parts, sets));
    }

    /// <summary>From the last part within to the first, since PostgreSQL's own stack is larger than ours; only columns lead elsewhere.</summary>
    private Extent Of(SqlNode node)
    {
        if (extents.TryGetValue(node, out var known))
        {
            return known;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new SqlRefusedException(SqlRefusal.TooLarge, "The statement has too many SELECTs within each other. Ask for less at a time.");
        }

        // A recursion's own column.
        if (!open.Add(node))
        {
            return new(1, Least);
        }

        for (var place = Last(node); place >= places[node]; place--)
        {
            if (!extents.ContainsKey(nodes[place]))
            {
                extents[nodes[place]] = Refused(OfPart(nodes[place]));
            }
        }

        open.Remove(node);
        return extents[node];
    }

    private int Last(SqlNode node)
    {
        while (node.Children.Count > 0)
        {
            node = node.Children[^1];
        }

        return places[node];
    }

    private Extent OfPart(SqlNode node)
    {
        Extent[] inner = [.. (node.Name == "VAR" ? references.Of(node) : node.Children).Select(Of)];
        var size = HasFixedLength(node) ? 1 : SizeOf(node);
        return new(size, OwnWork(node, size) + inner.Sum(part => part.Work));
    }

    private double SizeOf(SqlNode node)
    {
        var parts = node.Name switch
        {
            "VAR" => references.Of(node),
            // A UNION's own columns are those of its first SELECT.
            "QUERY" when node.Children.Exists(child => child.Label == "setOperations") => node.Children.Where(child => child.Label == "rtable"),
            "QUERY" => node.Children.Where(child => child.Label == "targetList"),
            _ => node.Children,
        };
        var sizes = parts.Select(part => Of(part).Size).DefaultIfEmpty(1).ToArray();
        return node.Name switch
        {
            "CONST" => OfConstant(node),
            "ARRAYEXPR" or "ROWEXPR" => sizes.Sum(),

            // Lists and rows are quoted in a text.
            "COERCEVIAIO" => HasFixedLength(node.Children[0]) ? 1 : 4 * sizes.Max(),
            _ when nameOf(node) is { } function => FunctionGrowth.SizeOf(function, node, sizes),
            _ => sizes.Max(),
        };
    }

    private double OwnWork(SqlNode node, double size) => nameOf(node) switch
    {
        // Taken to a thousand places.
        "ln" or "log" or "log10" or "sqrt" when !HasFixedLength(node) => 5,
        { } function when !FunctionGrowth.IsLinear(function) && Product(node) is > 1 and var product => product,
        _ => Least * size,
    };

    private double Product(SqlNode call) => call.Children.Where(child => child.Label == "args").Aggregate(1.0, (product, argument) => product * Of(argument).Size);

    private static Extent Refused(Extent extent) => extent switch
    {
        { Size: > MaximumSize } => throw StatementCheck.Rule("The statement joins texts or lists again and again. Join fewer of them."),
        { Work: > MaximumWork } => throw StatementCheck.Rule("The statement computes too much for each row, or names computed columns again and again within each other. Compute less at a time."),
        _ => extent,
    };

    private static bool HasFixedLength(SqlNode node) =>
        StatementRules.Parts.GetValueOrDefault(node.Name)?.FirstOrDefault(rule => rule.Check == StatementRules.Check.Type).Label is { } label && node.Values(label).Any(OfFixedLength.Contains);

    private static double OfConstant(SqlNode node) =>
        Math.Max(1, int.Parse(node.Values("constlen").First(), CultureInfo.InvariantCulture) < 0 && node.Values("constvalue").First() is not "<>" and var length
            ? double.Parse(length, CultureInfo.InvariantCulture) / LongText
            : 1);

    /// <param name="Size">In lengths of a view's longest value.</param>
    /// <param name="Work">For one row, all that is within included.</param>
    private readonly record struct Extent(double Size, double Work);
}
