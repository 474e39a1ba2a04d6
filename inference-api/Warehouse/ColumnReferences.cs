using System.Globalization;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>What the columns of a statement's inner SELECTs stand for.</summary>
internal sealed class ColumnReferences
{
    private const string Subquery = "1", Join = "2", Function = "3", Values = "5", CommonTable = "6", Group = "9";

    private readonly Dictionary<SqlNode, SqlNode?> queryOf = [];

    /// <param name="nodes">Outer ones before those within.</param>
    public ColumnReferences(IReadOnlyList<SqlNode> nodes)
    {
        queryOf[nodes[0]] = null;
        foreach (var node in nodes)
        {
            foreach (var child in node.Children)
            {
                queryOf[child] = node.Name == "QUERY" ? node : queryOf[node];
            }
        }
    }

    /// <summary>The expressions of which a column takes one's value; none for a column of a view.</summary>
    /// <exception cref="SqlRefusedException">It cannot be told.</exception>
    public IEnumerable<SqlNode> Of(SqlNode column)
    {
        var query = Outward(queryOf[column], Number(column, "varlevelsup"));
        var entry = Labelled(query, "rtable").ElementAtOrDefault(Number(column, "varno") - 1) ?? throw Unknown();
        var place = column.Values("varattno").First();
        return entry.Values("rtekind").First() switch
        {
            Subquery => Targets(Labelled(entry, "subquery").Single(), place),
            CommonTable => Targets(Labelled(CommonTableOf(entry, query), "ctequery").Single(), place),
            Join => Labelled(entry, "joinaliasvars"),
            Function => Labelled(entry, "functions"),
            Values => Labelled(entry, "values_lists"),
            Group => Labelled(entry, "groupexprs"),
            _ => [],
        };
    }

    /// <summary>Of a UNION and its like, those of each of its SELECTs.</summary>
    private static IEnumerable<SqlNode> Targets(SqlNode query, string place)
    {
        if (Labelled(query, "setOperations").Any())
        {
            return Labelled(query, "rtable").SelectMany(entry => Labelled(entry, "subquery")).SelectMany(part => Targets(part, place));
        }

        var targets = Labelled(query, "targetList").ToArray();
        return targets.Where(target => target.Values("resno").Contains(place)).ToArray() is { Length: > 0 } found ? found : targets;
    }

    private SqlNode CommonTableOf(SqlNode entry, SqlNode query)
    {
        var name = entry.Values("ctename").First();
        return Labelled(Outward(query, Number(entry, "ctelevelsup")), "cteList").FirstOrDefault(table => table.Values("ctename").First() == name) ?? throw Unknown();
    }

    private SqlNode Outward(SqlNode? query, int levels)
    {
        for (; levels > 0 && query is not null; levels--)
        {
            query = queryOf[query];
        }

        return query ?? throw Unknown();
    }

    private static IEnumerable<SqlNode> Labelled(SqlNode node, string label) => node.Children.Where(child => child.Label == label);

    private static int Number(SqlNode node, string label) => int.Parse(node.Values(label).First(), CultureInfo.InvariantCulture);

    private static SqlRefusedException Unknown() => StatementCheck.Rule("The statement cannot be checked on this version of PostgreSQL: a column leads nowhere.");
}
