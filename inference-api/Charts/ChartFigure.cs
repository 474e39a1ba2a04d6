using System.Text.Json;

namespace Hitcast.InferenceApi.Charts;

/// <summary>A chart as JSON, from which the page draws (<c>Pages/wwwroot/chart.js</c>, <c>drawChart(figure)</c>).</summary>
public static class ChartFigure
{
    /// <summary>Writes one object: <c>type</c>, <c>title</c>, <c>language</c> ("en" or "es"), <c>x</c> and <c>y</c> (<c>title</c>, <c>unit</c>, <c>kind</c>),
    /// <c>categories</c>, <c>series</c> (<c>name</c>, <c>points</c>), <c>cells</c>, <c>notes</c>.</summary>
    public static void Write(Utf8JsonWriter writer, Chart chart) => throw new NotImplementedException();
}
