using Hitcast.InferenceApi.Charts.Text;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>A table's reading together with what its columns are called, and the measures that can share one axis.</summary>
internal sealed class Measured
{
    /// <summary>Measures without units share an axis only where none would vanish beside another.</summary>
    private const double LargestRatio = 20;
    private const int MostSharing = 4;
    private readonly ChartRequest request;

    public Measured(Table table, ChartRequest request)
    {
        this.request = request;
        Table = table;
        Reading = TableReading.Of(table);
        Shown = Reading.Measures.Count == 0 ? [] : Reading.By is null ? Sharing() : [Reading.Measures[0]];
    }

    public Table Table { get; }

    public TableReading Reading { get; }

    /// <summary>The measures that are drawn over <see cref="TableReading.X"/>: the first, and those that share its axis.</summary>
    public IReadOnlyList<int> Shown { get; }

    public ChartLanguage Language => request.Language;

    public string Title => request.Title;

    /// <summary>Whether the drawn values may be added up to a whole.</summary>
    public bool Sums => Shown.Count > 0 && Shown.All(Summed);

    public bool HasSeries => Reading.By is not null || Shown.Count > 1;

    public ColumnLabel Label(int column)
    {
        var name = Table.Columns[column].Name;
        var found = request.Labels.FirstOrDefault(label => label.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return found ?? ColumnTitles.Of(name);
    }

    public ChartAxis Axis(int column, AxisKind kind) => new(Label(column).Title, Label(column).Unit, kind);

    /// <summary>Of several measures the unit that they share is all that is common.</summary>
    public ChartAxis ValueAxis() => Shown.Count == 1
        ? Axis(Shown[0], AxisKind.Number)
        : new(string.Join(", ", Shown.Select(column => Label(column).Title)), Label(Shown[0]).Unit, AxisKind.Number);

    public IEnumerable<double> Known(IEnumerable<int> columns) => columns.SelectMany(column => Values.Numbers(Table, column)).OfType<double>();

    private bool Summed(int column) => Label(column).Sums ?? ColumnTitles.Sums(Table.Columns[column].Name);

    private int[] Sharing()
    {
        var first = Reading.Measures[0];
        return [.. Reading.Measures.Where(column => column == first || SharesAxis(first, column)).Take(MostSharing)];
    }

    private bool SharesAxis(int first, int other)
    {
        var (unit, otherUnit) = (Label(first).Unit, Label(other).Unit);
        if (unit is not null || otherUnit is not null)
        {
            return unit == otherUnit && Summed(first) == Summed(other);
        }

        var (one, two) = (Largest(first), Largest(other));
        return Table.Columns[first].Kind == Table.Columns[other].Kind && Summed(first) == Summed(other) && one > 0 && two > 0 && Math.Max(one / two, two / one) <= LargestRatio;
    }

    private double Largest(int column) => Known([column]).Select(Math.Abs).DefaultIfEmpty().Max();
}
