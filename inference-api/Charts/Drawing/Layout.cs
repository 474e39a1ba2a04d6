namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>A chart laid out for a width.</summary>
internal static class Layout
{
    /// <param name="keepsLetters">Whether what no font here has letters for stays as it is, for others to draw.</param>
    public static Sketch Of(Chart chart, ChartSize size, FontBook fonts, bool keepsLetters)
    {
        var sketch = new Sketch(chart, Math.Clamp(size.Width, ChartSize.MinimumWidth, ChartSize.MaximumWidth), fonts, keepsLetters);
        switch (chart.Type)
        {
            case ChartType.Bar or ChartType.Share:
                LyingBars.Draw(sketch);
                break;
            case ChartType.Column or ChartType.Histogram:
                StandingBars.Draw(sketch);
                break;
            case ChartType.Line or ChartType.Area:
                Lines.Draw(sketch);
                break;
            case ChartType.Scatter:
                Points.Draw(sketch);
                break;
            default:
                Cells.Draw(sketch);
                break;
        }

        return sketch;
    }
}
