using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>What a table is about: values (<see cref="Measures"/>) by something (<see cref="X"/>), perhaps one series for each value of another column.</summary>
/// <param name="X">The column that the values are shown by: each of its values has one row, or one a value of <paramref name="By"/>; null where no column is such.</param>
/// <param name="By">The column whose values are the series; null where the measures are.</param>
/// <param name="Measures">Columns of numbers, in the SELECT's order.</param>
/// <param name="Names">The column that says whose a row's numbers are; null where there is none.</param>
internal sealed record TableReading(Table Table, int? X, ColumnRole XRole, int? By, IReadOnlyList<int> Measures, int? Names)
{
    private const int FewestSteps = 3;

    /// <summary>Rows of a list of things may be in order of time by chance where there are few.</summary>
    private const int FewestRowsInOrderOfTime = 4;

    /// <summary>Whether the values of <see cref="X"/> have an order of their own.</summary>
    public bool IsOrdered => XRole is not ColumnRole.Name;

    public static TableReading Of(Table table)
    {
        var roles = Enumerable.Range(0, table.Columns.Count).Select(column => ColumnRoles.Of(table, column)).ToArray();
        int[] Columns(params ColumnRole[] wanted) => [.. Enumerable.Range(0, roles.Length).Where(column => wanted.Contains(roles[column]))];
        var (times, names, measures) = (Columns(ColumnRole.Year, ColumnRole.Date, ColumnRole.Month), Columns(ColumnRole.Name), Columns(ColumnRole.Measure));
        var plain = new TableReading(table, null, ColumnRole.None, null, measures, names.Length == 0 ? null : names[0]);
        if (table.Rows.Count < 2 || measures.Length == 0)
        {
            return plain;
        }

        var things = names.Where(column => IsUnique(table, [column])).Select(column => (int?)column).FirstOrDefault();
        foreach (var time in times.Where(time => IsKnown(table, time) && IsUnique(table, [time])))
        {
            if (things is null || time < things || (table.Rows.Count >= FewestRowsInOrderOfTime && IsMonotone(table, time)))
            {
                return plain with { X = time, XRole = roles[time] };
            }
        }

        if (things is not null)
        {
            return plain with { X = things, XRole = ColumnRole.Name, Names = things };
        }

        if (Pair(table, times.Where(time => IsKnown(table, time)), names) is var (x, by))
        {
            return plain with { X = x, XRole = roles[x], By = by };
        }

        return names.Length == 0 && times.Length == 0 && measures.Length > 1 && IsSteps(table, measures[0])
            ? plain with { X = measures[0], XRole = ColumnRole.Measure, Measures = measures[1..] }
            : plain;
    }

    /// <summary>Two columns that together tell every row from the others, while neither does alone: a time, or the names of which there are more, and the series.</summary>
    private static (int X, int By)? Pair(Table table, IEnumerable<int> times, int[] names)
    {
        var rowsByTime = times.SelectMany(time => names.Select(name => (X: time, By: name)));
        var rowsByName = names.SelectMany((one, index) => names[(index + 1)..]
            .Select(other => Count(table, one) >= Count(table, other) ? (X: one, By: other) : (X: other, By: one)));
        foreach (var pair in rowsByTime.Concat(rowsByName))
        {
            if (Count(table, pair.By) > 1 && Count(table, pair.By) < table.Rows.Count && Count(table, pair.X) > 1 && IsUnique(table, [pair.X, pair.By]))
            {
                return pair;
            }
        }

        return null;
    }

    private static int Count(Table table, int column) => table.Rows.Select(row => row[column]).Distinct().Count();

    /// <summary>Whether every row has its place on an axis: NaN and numbers beyond all measure have none, as null has none.</summary>
    private static bool IsKnown(Table table, int column) => Values.Numbers(table, column).All(value => value is not null);

    private static bool IsUnique(Table table, int[] columns) => table.Rows.Select(row => (row[columns[0]], row[columns[^1]])).Distinct().Count() == table.Rows.Count;

    private static bool IsMonotone(Table table, int column)
    {
        var steps = Steps(table, column);
        return steps.TrueForAll(step => step > 0) || steps.TrueForAll(step => step < 0);
    }

    /// <summary>Whether numbers climb in equal steps, as bins do; some may be missing, but not most.</summary>
    private static bool IsSteps(Table table, int column)
    {
        if (!IsKnown(table, column) || table.Rows.Count < FewestSteps)
        {
            return false;
        }

        var steps = Steps(table, column);
        var least = steps.Min();
        return least > 0 && steps.TrueForAll(step => Math.Abs((step / least) - Math.Round(step / least)) < 1e-6) && steps.Sum() / least <= 2 * table.Rows.Count;
    }

    private static List<double> Steps(Table table, int column)
    {
        var values = Values.Numbers(table, column).Select(value => value ?? double.NaN).ToList();
        return [.. values.Zip(values.Skip(1), (one, next) => next - one)];
    }
}
