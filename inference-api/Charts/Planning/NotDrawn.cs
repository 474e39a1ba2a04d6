using Hitcast.InferenceApi.Charts.Text;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>The numbers that a chart leaves to the table.</summary>
internal static class NotDrawn
{
    public static IEnumerable<string> Note(Measured measured, IReadOnlyList<int> drawn)
    {
        var left = measured.Reading.Measures.Where(column => !drawn.Contains(column)).Select(column => measured.Label(column).Title).ToList();
        return left.Count == 0 ? [] : [ChartWords.NotDrawn(measured.Language, string.Join(", ", left))];
    }
}
