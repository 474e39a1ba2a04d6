using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>All numbers that a text about some rows may hold: those in the rows, and those computed from them.</summary>
internal sealed class RowNumbers
{
    /// <summary>With so few rows a text need not name those that it compares.</summary>
    private const int FewRows = 5;
    private const int MostCompared = 40;
    private const double Alike = 100;
    private readonly Table table;
    private readonly bool overlaps;
    private readonly double?[][] columns;
    private readonly List<int> compared;
    private readonly double[] direct;
    private readonly double[] counts;
    private readonly double[] computed;
    private readonly double[] ratios;

    /// <param name="text">The text itself: what it compares are the rows that it names, the first and last, the greatest and least.</param>
    /// <param name="written">The whole numbers in it, by which it may name rows too.</param>
    /// <param name="overlaps"><see cref="Asked.Overlaps"/></param>
    public RowNumbers(Table table, CheckedText text, IReadOnlySet<double> written, bool overlaps)
    {
        (this.table, this.overlaps) = (table, overlaps);
        columns = [.. table.Columns.Select((column, index) => column.Kind is ColumnKind.Integer or ColumnKind.Number ? table.Rows.Select(row => Number(row[index])).ToArray() : [])
            .Where(values => values.Any(value => value is not null))];
        var folded = Folding.Fold(text.Text);
        var named = Enumerable.Range(0, table.Rows.Count).Where(row => IsNamed(table.Rows[row], folded, written)).ToArray();
        compared = [.. Compared(named)];
        direct = [.. columns.SelectMany(values => values).OfType<double>(), .. table.Rows.SelectMany(row => row).SelectMany(FromOthers)];
        counts = [.. Counts(folded)];
        computed = [.. columns.SelectMany(values => Computed(values, named)), .. SameRow((one, other) => one - other)];
        ratios = [.. columns.SelectMany(values => Pairs(values, compared, (one, other) => one / other)), .. SameRow((one, other) => one / other)];
    }

    public int Rows => table.Rows.Count;

    public bool Has(WrittenNumber number, Func<Reading, double, bool> isOf) => number.Readings.Any(reading => number.Kind switch
    {
        NumberKind.Percent => direct.Concat(direct.Where(IsShare).Select(AsPercent)).Concat(Shares()).Concat(ratios.Select(AsPercent)).Concat(Changes()).Any(value => isOf(reading, value)),
        NumberKind.Times => ratios.Concat(direct).Any(value => isOf(reading, value)),
        NumberKind.Year => direct.Any(reading.IsExact) || counts.Any(reading.IsExact) || computed.Any(reading.IsExact),
        NumberKind.Decade => direct.Any(value => value >= Decade(reading, value) && value < Decade(reading, value) + 10),
        _ => (!reading.HasDecimals && counts.Any(reading.IsExact)) || direct.Concat(computed).Any(value => isOf(reading, value)) || (reading is { Unit: < 1, Value: < 1000 } && ratios.Any(value => isOf(reading, value))),
    });

    /// <summary>If amounts of this size are there, and each is on the other side of the bound.</summary>
    public bool Refute(Reading reading, Bound bound)
    {
        var alike = direct.Select(Math.Abs).Where(value => value > reading.Value / Alike && value < reading.Value * Alike).ToArray();
        return alike.Length > 0 && alike.All(value => bound == Bound.Over ? value < reading.Value : value > reading.Value);
    }

    /// <summary>"the 90s" are of whichever century the year is of.</summary>
    private static double Decade(Reading reading, double year) => reading.Value >= 100 ? reading.Value : (Math.Floor(year / 100) * 100) + reading.Value;

    private static bool IsShare(double value) => Math.Abs(value) <= 1;

    private static double AsPercent(double share) => share * 100;

    private static double? Number(object? value) => value switch
    {
        long integer => integer,
        double number when double.IsFinite(number) => number,
        _ => null,
    };

    /// <summary>Years of dates, and numbers that stand in short texts, such as "1990-1999".</summary>
    private static IEnumerable<double> FromOthers(object? value) => value switch
    {
        DateOnly date => [date.Year],
        DateTimeOffset time => [time.Year],
        string { Length: < 40 } text when text.Any(char.IsAsciiDigit) => NumberScanner.Values(text),
        _ => [],
    };

    private static bool IsNamed(object?[] row, string folded, IReadOnlySet<double> written) => row.Any(value => value switch
    {
        string { Length: > 0 and < 200 } text => KnownWords.OtherNames(text).Any(name => Folding.Fold(name) is { Length: > 3 } words && folded.Contains(words, StringComparison.Ordinal)),
        long integer => written.Contains(integer),
        DateOnly date => written.Contains(date.Year),
        _ => false,
    });

    private IEnumerable<int> Compared(int[] named) =>
        (table.Rows.Count <= FewRows ? Enumerable.Range(0, table.Rows.Count) : named.Append(0).Append(table.Rows.Count - 1)
            .Concat(columns.SelectMany(values => new[] { Array.IndexOf(values, values.Max()), Array.IndexOf(values, values.Min()) })))
        .Distinct().Take(MostCompared);

    private IEnumerable<double> Counts(string folded)
    {
        yield return table.Rows.Count;
        for (var column = 0; column < table.Columns.Count; column++)
        {
            var groups = table.Rows.Select(row => row[column]).Where(value => value is not null).GroupBy(value => value).ToArray();
            yield return groups.Length;
            yield return groups.Sum(group => group.Count());
            foreach (var group in groups.Where(group => group.Key is bool || (group.Key is string text && Folding.Fold(text) is { Length: > 3 } words && folded.Contains(words, StringComparison.Ordinal))))
            {
                yield return group.Count();
            }
        }
    }

    /// <summary>Sums and means of the column, of its first rows and of those that are named; differences of two that are compared; sums of two that are named.</summary>
    private IEnumerable<double> Computed(double?[] values, int[] named)
    {
        var known = values.OfType<double>().ToArray();
        var sorted = known.Order().ToArray();
        var middle = sorted.Length / 2;
        double[] ofColumn = [known.Average(), sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2];
        double[] sums = overlaps ? [] : [known.Sum(), named.Sum(row => values[row] ?? 0), .. FirstSums(values), .. Pairs(values, named, (one, other) => one + other)];
        return ofColumn.Concat(sums).Concat(Pairs(values, compared, (one, other) => one - other));
    }

    private static IEnumerable<double> FirstSums(double?[] values) => Enumerable.Range(2, Math.Max(0, Math.Min(9, values.Length - 1))).Select(count => values.Take(count).Sum(value => value ?? 0));

    private IEnumerable<double> Shares()
    {
        foreach (var values in overlaps ? [] : columns)
        {
            var total = values.Sum(value => value ?? 0);
            foreach (var part in compared.Select(row => values[row]).OfType<double>().Concat(FirstSums(values)))
            {
                yield return 100 * part / total;
            }
        }

        foreach (var count in counts)
        {
            yield return 100 * count / table.Rows.Count;
        }
    }

    /// <summary>By how many percent one is more than the other; by how many points, where they are shares.</summary>
    private IEnumerable<double> Changes() => ratios.Select(ratio => (ratio - 1) * 100)
        .Concat(columns.SelectMany(values => Pairs(values, compared, (one, other) => IsShare(one) && IsShare(other) ? (one - other) * 100 : one - other)));

    private static IEnumerable<double> Pairs(double?[] values, IEnumerable<int> rows, Func<double, double, double> compute) =>
        from one in rows
        from other in rows
        where one != other && values[one] is not null && values[other] is not null
        select compute(values[one]!.Value, values[other]!.Value) into value
        where double.IsFinite(value)
        select value;

    private IEnumerable<double> SameRow(Func<double, double, double> compute) =>
        from row in compared
        from one in columns
        from other in columns
        where one != other && one[row] is not null && other[row] is not null
        select compute(one[row]!.Value, other[row]!.Value) into value
        where double.IsFinite(value)
        select value;
}
