namespace Hitcast.InferenceApi.Accuracy;

public static class AccuracyServices
{
    public static IServiceCollection AddAccuracy(this IServiceCollection services) =>
        services.AddSingleton<AccuracyReader>().AddHostedService<AccuracyMetrics>();
}
