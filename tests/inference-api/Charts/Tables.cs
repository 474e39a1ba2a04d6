using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Tests.Charts;

/// <summary>Rows as questions answer them, and what is known of their columns.</summary>
internal static class Tables
{
    public static readonly Dictionary<string, ColumnLabel> Labels = new()
    {
        ["revenue"] = new("Revenue", "USD", true),
        ["budget"] = new("Budget", "USD", true),
        ["movies"] = new("Movies", null, true),
        ["average_vote"] = new("Average vote", "of 10", false),
        ["runtime"] = new("Runtime", "minutes", false),
    };

    public static ChartRequest Request(ChartType? wish = null, ChartType? proposal = null, ChartLanguage language = ChartLanguage.English, string title = "Of movies") =>
        new(title, language, Labels, wish, proposal);

    /// <param name="columns">"name:kind", with a ColumnKind in any case.</param>
    public static Table Of(string columns, params object?[][] rows) => new(
        [.. columns.Split(' ').Select(column => column.Split(':')).Select(parts => new Column(parts[0], Enum.Parse<ColumnKind>(parts[1], ignoreCase: true)))], rows, false);

    /// <summary>Names with falling values, which no list of the most has sorted: the second stands first.</summary>
    public static Table Named(string measure, int count, Func<int, object?> value)
    {
        var rows = Enumerable.Range(0, count).Select(index => new[] { $"Name {index}", value(index) }).ToArray();
        (rows[0], rows[1]) = (rows[1], rows[0]);
        return Of($"name:text {measure}:{(value(0) is long ? "integer" : "number")}", rows);
    }

    public static Table Yearly(string measure, int count, Func<int, object?> value) =>
        Of($"year:integer {measure}:number", [.. Enumerable.Range(0, count).Select(index => new[] { 1980L + index, value(index) })]);

    /// <summary>A year, a genre and a number a row.</summary>
    public static Table YearlyByGenre(string measure, int genres, Func<int, int, double> value) => Of(
        $"year:integer genre:text {measure}:number",
        [.. Enumerable.Range(0, 5).SelectMany(year => Enumerable.Range(0, genres).Select(genre => new object?[] { 2000L + year, $"Genre {genre}", value(year, genre) }))]);
}
