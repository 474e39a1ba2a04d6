using Hitcast.InferenceApi.Charts.Text;
using ScottPlot;
using ScottPlot.TickGenerators;
using ScottPlot.TickGenerators.TimeUnits;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>Round places along an axis and what stands at each.</summary>
internal static class Ticks
{
    private const float LabelSize = 12;

    public static string Say(AxisKind kind, double place, ChartLanguage language) => kind switch
    {
        AxisKind.Year => ChartNumbers.Year(place),
        AxisKind.Date => ChartNumbers.Date(language, place),
        _ => ChartNumbers.Compact(language, place),
    };

    /// <param name="length">Of the axis, in pixels.</param>
    public static IReadOnlyList<(double Place, string Label)> Of(AxisKind kind, CoordinateRange range, float length, ChartLanguage language, bool upright = false) => kind switch
    {
        AxisKind.Date => Dates(range, length, language),
        AxisKind.Year => Numbers(range, length, ChartNumbers.Year, upright, wholeOnly: true),
        _ => Numbers(range, length, ChartNumbers.OnAxis(language, Math.Max(Math.Abs(range.Min), Math.Abs(range.Max))), upright),
    };

    public static IReadOnlyList<(double Place, string Label)> Numbers(CoordinateRange range, float length, Func<double, string> format, bool upright, bool wholeOnly = false)
    {
        var generator = new NumericAutomatic
        {
            LabelFormatter = format,
            IntegerTicksOnly = wholeOnly,
            TargetTickCount = Math.Max(2, (int)(length / (upright ? 42 : 76))),
        };
        return Generate(generator, range, length, upright ? Edge.Left : Edge.Bottom);
    }

    private static IReadOnlyList<(double Place, string Label)> Dates(CoordinateRange range, float length, ChartLanguage language)
    {
        var generator = new DateTimeAutomatic();
        generator.LabelFormatter = date => generator.TimeUnit switch
        {
            Year => ChartNumbers.Year(date.Year),
            Month => date.Month == 1 ? ChartNumbers.Year(date.Year) : ChartNumbers.Month(language, date.Month),
            Day => $"{ChartNumbers.Year(date.Day)}\u00a0{ChartNumbers.Month(language, date.Month)}",
            _ => date.ToString("HH:mm", null),
        };
        var days = ChartNumbers.DateOf(range.Min).ToOADate() - range.Min;
        var ticks = Generate(generator, new CoordinateRange(range.Min + days, range.Max + days), length, Edge.Bottom);
        return [.. ticks.Select((tick, index) => (tick.Place - days, index == 0 && generator.TimeUnit is Month or Day
            ? WithYear(tick.Label, tick.Place)
            : tick.Label))];

        static string WithYear(string label, double place)
        {
            var year = ChartNumbers.Year(DateTime.FromOADate(place).Year);
            return label == year ? label : $"{label}\u00a0{year}";
        }
    }

    private static IReadOnlyList<(double Place, string Label)> Generate(ITickGenerator generator, CoordinateRange range, float length, Edge edge)
    {
        using var paint = Paint.NewDisposablePaint();
        generator.Regenerate(range, edge, new PixelLength(length), paint, new LabelStyle { FontSize = LabelSize });
        return [.. generator.Ticks.Where(tick => tick.IsMajor && range.Contains(tick.Position)).Select(tick => (tick.Position, tick.Label))];
    }
}
