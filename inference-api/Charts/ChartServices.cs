using Hitcast.InferenceApi.Charts.Drawing;

namespace Hitcast.InferenceApi.Charts;

public static class ChartServices
{
    /// <summary>Draws one chart once the host has started, so that the first caller need not wait for compilers and fonts.</summary>
    public static IServiceCollection AddCharts(this IServiceCollection services) => services.AddHostedService<ChartWarmUp>();
}
