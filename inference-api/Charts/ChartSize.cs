namespace Hitcast.InferenceApi.Charts;

/// <summary>How large a picture is; its height follows from what it shows.</summary>
/// <param name="Width">In CSS pixels, <see cref="MinimumWidth"/> to <see cref="MaximumWidth"/>; others are taken for the nearest.</param>
/// <param name="Scale">Pixels of the PNG a CSS pixel, 1 to 4; others are taken for the nearest.</param>
public readonly record struct ChartSize(int Width, float Scale = 2)
{
    public const int MinimumWidth = 280;
    public const int MaximumWidth = 1600;

    public static ChartSize Phone => new(360);

    public static ChartSize Desktop => new(800);
}
