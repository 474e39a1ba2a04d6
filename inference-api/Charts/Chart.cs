namespace Hitcast.InferenceApi.Charts;

/// <summary>A chart as data. Nothing in it is ever run, and every text of it is drawn as text.</summary>
/// <param name="X">What the values are shown by: along the bottom, or down the side for <see cref="ChartType.Bar"/>.</param>
/// <param name="Y">The values, which all series share.</param>
/// <param name="Categories">The names that <see cref="ChartPoint.X"/> counts from 0 where <paramref name="X"/> is <see cref="AxisKind.Category"/>; else empty.</param>
/// <param name="Series">In the order in which they are drawn and named; empty for <see cref="ChartType.Table"/>.</param>
/// <param name="Cells">What <see cref="ChartType.Table"/> shows; null for all others.</param>
/// <param name="Notes">Sentences for the reader in the chart's language: what was cut, summed, left out, or wished in vain.</param>
public sealed record Chart(
    ChartType Type,
    string Title,
    ChartLanguage Language,
    ChartAxis X,
    ChartAxis Y,
    IReadOnlyList<string> Categories,
    IReadOnlyList<ChartSeries> Series,
    ChartCells? Cells,
    IReadOnlyList<string> Notes);

/// <summary>What a chart looks like. In JSON by its name in lower case.</summary>
public enum ChartType
{
    /// <summary>The rows as they are, where no picture says more.</summary>
    Table,

    /// <summary>Lying bars, which leave room for long names.</summary>
    Bar,

    /// <summary>Standing bars: few short names, or years.</summary>
    Column,

    Line,

    /// <summary>A line with its area filled; several series are stacked.</summary>
    Area,

    /// <summary>Two numbers a row.</summary>
    Scatter,

    /// <summary>How often values of a number occur.</summary>
    Histogram,

    /// <summary>The parts of one whole, as lying bars in percent of it.</summary>
    Share,
}

/// <summary>The language of numbers, dates, notes and "other".</summary>
public enum ChartLanguage
{
    English,
    Spanish,
}

/// <param name="Unit">As a reader calls it, such as "USD", "minutes" or "of 10"; null where there is none.</param>
public sealed record ChartAxis(string Title, string? Unit, AxisKind Kind);

/// <summary>What the numbers along an axis mean.</summary>
public enum AxisKind
{
    /// <summary>Places in <see cref="Chart.Categories"/>.</summary>
    Category,

    Number,

    /// <summary>Calendar years.</summary>
    Year,

    /// <summary>Days since 1970-01-01.</summary>
    Date,
}

/// <param name="Name">What the legend says; empty where there is one series only.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);

/// <param name="Y">Null where it is unknown: a gap, never a zero.</param>
/// <param name="Until">The upper end of a histogram's bin, of which <paramref name="X"/> is the lower; else null.</param>
/// <param name="Name">Whose point it is, for <see cref="ChartType.Scatter"/>; else null.</param>
public sealed record ChartPoint(double X, double? Y, double? Until = null, string? Name = null);

/// <summary>A table, its values already written in the chart's language.</summary>
/// <param name="Rows">A text a column; empty where the value is unknown.</param>
public sealed record ChartCells(IReadOnlyList<ChartColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <param name="Title">With its unit.</param>
/// <param name="IsNumber">Whether it is aligned to the right.</param>
public sealed record ChartColumn(string Title, bool IsNumber);
