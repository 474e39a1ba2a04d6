using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>The page's colours (<c>Pages/wwwroot/base.css</c>, <c>chart.css</c>) on white paper.</summary>
internal static class Ink
{
    public static readonly SKColor Paper = SKColors.White;
    public static readonly SKColor Text = SKColor.Parse("#1f1b2e");
    public static readonly SKColor Soft = SKColor.Parse("#5a5568");
    public static readonly SKColor Grid = SKColor.Parse("#e6e2db");
    public static readonly SKColor Zero = SKColor.Parse("#8a8497");

    /// <summary>Told apart by lightness as well as by hue, and each at least 3:1 on paper.</summary>
    private static readonly SKColor[] Series =
    [
        SKColor.Parse("#4b3aa6"), SKColor.Parse("#c8691c"), SKColor.Parse("#0b7567"), SKColor.Parse("#cc4f8f"), SKColor.Parse("#3f8fd0"), SKColor.Parse("#7b7687"),
    ];

    public static SKColor Of(int series) => Series[series % Series.Length];
}
