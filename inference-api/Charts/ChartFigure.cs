using System.Text.Json;

namespace Hitcast.InferenceApi.Charts;

/// <summary>A chart as JSON, from which the page draws (<c>Pages/wwwroot/chart.js</c>, <c>drawChart(figure)</c>).</summary>
public static class ChartFigure
{
    /// <summary>Writes one object: <c>type</c>, <c>title</c>, <c>language</c> ("en" or "es"), <c>x</c> and <c>y</c> (<c>title</c>, <c>unit</c>, <c>kind</c>),
    /// <c>categories</c>, <c>series</c> (<c>name</c>, <c>points</c> of <c>x</c>, <c>y</c>, and <c>until</c> or <c>name</c> where there is one), <c>cells</c>
    /// (<c>columns</c> of <c>title</c> and <c>number</c>, <c>rows</c> of texts; null unless the type is "table"), <c>notes</c>.</summary>
    public static void Write(Utf8JsonWriter writer, Chart chart)
    {
        writer.WriteStartObject();
        writer.WriteString("type", Name(chart.Type));
        writer.WriteString("title", chart.Title);
        writer.WriteString("language", chart.Language == ChartLanguage.Spanish ? "es" : "en");
        Write(writer, "x", chart.X);
        Write(writer, "y", chart.Y);
        Write(writer, "categories", chart.Categories);
        writer.WriteStartArray("series");
        foreach (var series in chart.Series)
        {
            Write(writer, series);
        }

        writer.WriteEndArray();
        Write(writer, chart.Cells);
        Write(writer, "notes", chart.Notes);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, ChartAxis axis)
    {
        writer.WriteStartObject(name);
        writer.WriteString("title", axis.Title);
        writer.WriteString("unit", axis.Unit);
        writer.WriteString("kind", Name(axis.Kind));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ChartSeries series)
    {
        writer.WriteStartObject();
        writer.WriteString("name", series.Name);
        writer.WriteStartArray("points");
        foreach (var (x, y, until, name) in series.Points)
        {
            writer.WriteStartObject();
            writer.WriteNumber("x", x);
            Write(writer, "y", y);
            if (until is not null)
            {
                writer.WriteNumber("until", until.Value);
            }

            if (name is not null)
            {
                writer.WriteString("name", name);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void Write(Utf8JsonWriter writer, ChartCells? cells)
    {
        if (cells is null)
        {
            writer.WriteNull("cells");
            return;
        }

        writer.WriteStartObject("cells");
        writer.WriteStartArray("columns");
        foreach (var (title, isNumber) in cells.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("title", title);
            writer.WriteBoolean("number", isNumber);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        foreach (var row in cells.Rows)
        {
            writer.WriteStartArray();
            foreach (var text in row)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
