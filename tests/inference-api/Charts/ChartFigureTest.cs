using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Charts;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Charts;

public sealed class ChartFigureTest
{
    [Fact]
    public void A_figure_says_all_that_a_page_needs_to_draw()
    {
        var figure = Write(ChartPlanner.Plan(Tables.Of("genre:text movies:integer", ["Drama", 5L], ["Comedy", null]), Tables.Request(ChartType.Line, language: ChartLanguage.Spanish)).Chart);
        Assert.Equal(("bar", "es", "Of movies"), (Text(figure, "type"), Text(figure, "language"), Text(figure, "title")));
        Assert.Equal("""{"title":"Genre","unit":null,"kind":"category"}""", figure.GetProperty("x").GetRawText());
        Assert.Equal("""["Drama","Comedy"]""", figure.GetProperty("categories").GetRawText());
        Assert.Equal("""[{"name":"","points":[{"x":0,"y":5},{"x":1,"y":null}]}]""", figure.GetProperty("series").GetRawText());
        Assert.Equal(JsonValueKind.Null, figure.GetProperty("cells").ValueKind);
        Assert.Equal(2, figure.GetProperty("notes").GetArrayLength());
    }

    [Fact]
    public void Bins_points_and_cells_have_what_is_theirs()
    {
        var bins = Write(ChartPlanner.Plan(Tables.Of("runtime:integer", [.. Enumerable.Range(0, 50).Select(index => new object?[] { 60L + index })]), Tables.Request()).Chart);
        Assert.True(bins.GetProperty("series")[0].GetProperty("points")[0].TryGetProperty("until", out _));
        var points = Write(ChartPlanner.Plan(Tables.Of("title:text budget:integer runtime:integer", ["A", 3L, 90L], ["B", 1L, 100L], ["C", 2L, 110L]), Tables.Request(ChartType.Scatter)).Chart);
        Assert.Equal("""{"x":3,"y":90,"name":"A"}""", points.GetProperty("series")[0].GetProperty("points")[0].GetRawText());
        var cells = Write(ChartPlanner.Plan(Tables.Of("revenue:integer", [5L]), Tables.Request()).Chart).GetProperty("cells");
        Assert.Equal("""{"columns":[{"title":"Revenue (USD)","number":true}],"rows":[["5"]]}""", cells.GetRawText());
    }

    private static string? Text(JsonElement figure, string name) => figure.GetProperty(name).GetString();

    private static JsonElement Write(Chart chart)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            ChartFigure.Write(writer, chart);
        }

        return JsonDocument.Parse(Encoding.UTF8.GetString(bytes.ToArray())).RootElement;
    }
}
