using System.Globalization;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>Holds an analysed statement to the rules: views of schema ask, allowed functions and types, nothing that PostgreSQL can besides.</summary>
internal sealed class StatementCheck(AnalysedStatement statement)
{
    private const string Select = "1", RelationEntry = "0", SublinkParameter = "2", ArraySublink = "6", NeverMaterialized = "2";

    /// <summary>CURRENT_DATE to LOCALTIMESTAMP; what follows are names of users and schemas.</summary>
    private const uint LastTimeFunction = 8;

    /// <summary>Relation, subquery, join, function, VALUES, CTE, nothing, GROUP BY.</summary>
    private static readonly string[] Entries = [RelationEntry, "1", "2", "3", "5", "6", "8", "9"];

    private readonly List<SqlNode> nodes = ReadTree(statement);

    /// <summary>Functions that the statement calls, itself or through operators.</summary>
    public IEnumerable<uint> Functions => Of(StatementRules.Check.Function, StatementRules.Check.FunctionIfAny).Where(number => number != 0);

    public IEnumerable<uint> Types => Of(StatementRules.Check.Type);

    /// <summary>Relations beyond the views of schema ask.</summary>
    public IEnumerable<uint> ClosedRelations => nodes
        .Where(node => node.Name == "RANGETBLENTRY" && Single(node, "rtekind") == RelationEntry)
        .Select(node => Number(node, "relid"))

        // Up to PostgreSQL 15 a view's tree begins with two entries for the view itself.
        .Where(relation => relation != statement.View && !statement.AskViews.Contains(relation));

    /// <returns>How much more than its plan says the statement may put together in memory: 0 where it puts no rows together.</returns>
    /// <exception cref="SqlRefusedException">A rule is broken; the first is named.</exception>
    public double Refuse(SqlCatalogue catalogue)
    {
        if (statement.HasOptions)
        {
            throw Rule("WITH CHECK OPTION belongs to no question.");
        }

        foreach (var node in nodes)
        {
            RefuseShape(node);
        }

        foreach (var function in Functions.Where(function => !catalogue.AllowsFunction(function)))
        {
            throw Rule($"The function {catalogue.FunctionName(function)} may not be used: it is not among those for numbers, texts, dates and statistics.");
        }

        foreach (var type in Types.Where(type => !catalogue.AllowsType(type)))
        {
            throw Rule($"The type {catalogue.TypeName(type)} may not be used. A statement works on numbers, texts, dates, times, truth values and lists of them; whole rows are no value.");
        }

        string? NameOf(SqlNode node) => Function(node) is { } function ? catalogue.FunctionName(function) : null;
        foreach (var node in nodes)
        {
            LengthCheck.Refuse(node, NameOf(node));
        }

        var growth = GrowthCheck.Refuse(nodes, NameOf);
        if (!nodes.Any(IsCollecting(NameOf)))
        {
            return 0;
        }

        // PostgreSQL's estimate knows nothing of how many rows these make.
        return nodes.Any(node => node.Values("cterecursive").Contains("true")
            || (NameOf(node) == "generate_series" && node.Children.Any(child => child.Label == "args" && child.Name != "CONST")))
            ? throw Rule("What a recursion or a computed series makes cannot be put together into one text or list. Count it, or give the series plain bounds.")
            : growth;
    }

    /// <summary>Whether a part puts rows together into one value.</summary>
    public static Func<SqlNode, bool> IsCollecting(Func<SqlNode, string?> nameOf) =>
        node => AllowedNames.Accumulating.Contains(nameOf(node)) || (node.Name == "SUBLINK" && Single(node, "subLinkType") == ArraySublink);

    public static SqlRefusedException Rule(string reason) => new(SqlRefusal.Rule, reason);

    private static List<SqlNode> ReadTree(AnalysedStatement statement)
    {
        try
        {
            return NodeTree.Read(statement.Tree);
        }
        catch (FormatException mistake)
        {
            throw new SqlRefusedException(SqlRefusal.Rule, "The statement cannot be checked on this version of PostgreSQL.", cause: mistake);
        }
    }

    private static void RefuseShape(SqlNode node)
    {
        if (!StatementRules.Parts.ContainsKey(node.Name))
        {
            throw Rule($"{StatementRules.NameOf(node.Name)} may not be used.");
        }

        var allowed = node.Name switch
        {
            "QUERY" => Single(node, "commandType") == Select,
            "RANGETBLENTRY" => Entries.Contains(Single(node, "rtekind")),
            "PARAM" => Single(node, "paramkind") == SublinkParameter,
            "SQLVALUEFUNCTION" => Number(node, "op") <= LastTimeFunction,
            "VAR" => !Single(node, "varattno").StartsWith('-'),
            "COMMONTABLEEXPR" => Single(node, "ctematerialized") != NeverMaterialized,
            _ => true,
        };
        if (!allowed)
        {
            throw Rule(node.Name switch
            {
                "QUERY" => "A statement may only read.",
                "SQLVALUEFUNCTION" => "Names of users and schemas may not be asked for.",
                "VAR" => "PostgreSQL's own columns, such as tableoid, may not be read.",
                "COMMONTABLEEXPR" => "NOT MATERIALIZED may not be used: leave it to PostgreSQL which part of WITH it puts in where.",
                _ => $"{StatementRules.NameOf(node.Name)} may not be used in this form.",
            });
        }
    }

    private static uint? Function(SqlNode node) =>
        StatementRules.Parts.GetValueOrDefault(node.Name)?.FirstOrDefault(rule => rule.Check == StatementRules.Check.Function).Label is { } label ? Number(node, label) : null;

    private IEnumerable<uint> Of(params StatementRules.Check[] checks) => nodes
        .Where(node => StatementRules.Parts.ContainsKey(node.Name))
        .SelectMany(node => StatementRules.Parts[node.Name].Where(rule => checks.Contains(rule.Check)).SelectMany(rule => Numbers(node, rule.Label)))
        .Distinct();

    private static string Single(SqlNode node, string label) => node.Values(label).FirstOrDefault()
        ?? throw Rule($"The statement cannot be checked on this version of PostgreSQL: {node.Name} has no {label}.");

    private static uint Number(SqlNode node, string label) => Numbers(node, label).First();

    /// <summary>One number, or those of a list <c>(o 23 25)</c>; <c>&lt;&gt;</c> is the empty one.</summary>
    private static IEnumerable<uint> Numbers(SqlNode node, string label)
    {
        _ = Single(node, label);
        return node.Values(label).Where(value => value is not ("o" or "<>")).Select(value => uint.Parse(value, CultureInfo.InvariantCulture));
    }
}

/// <param name="Tree">PostgreSQL's analysis of it, as text.</param>
/// <param name="View">The number of the view that was made of it.</param>
/// <param name="HasOptions">If the view has options, which no SELECT can give.</param>
/// <param name="AskViews">The numbers of the views of schema ask.</param>
internal sealed record AnalysedStatement(string Tree, uint View, bool HasOptions, IReadOnlyCollection<uint> AskViews);
