using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.ModelRepository;

public static class ModelRepositoryServices
{
    public static IServiceCollection AddModelRepository(this IServiceCollection services)
    {
        services.AddOptions<ModelsOptions>().BindConfiguration(ModelsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ScoringOptions>().BindConfiguration(ScoringOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<VersionLoader>();
        services.AddHostedService<RepositoryWatcher>();
        return services;
    }
}
