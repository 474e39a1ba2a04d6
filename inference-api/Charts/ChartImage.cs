namespace Hitcast.InferenceApi.Charts;

/// <summary>Charts as pictures. Safe to call from many threads; equal charts give equal bytes on one machine.</summary>
public static class ChartImage
{
    public static byte[] Png(Chart chart, ChartSize size) => throw new NotImplementedException();

    /// <summary>UTF-8; <see cref="ChartSize.Scale"/> does not matter.</summary>
    public static byte[] Svg(Chart chart, ChartSize size) => throw new NotImplementedException();
}
