using Hitcast.InferenceApi.Questions.Layer;

namespace Hitcast.InferenceApi.Questions.Verified;

public static class VerifiedServices
{
    /// <summary>The semantic layer, its check against the database, and answering without a model.</summary>
    public static IServiceCollection AddVerifiedQuestions(this IServiceCollection services)
    {
        services.AddSingleton(_ => new SemanticLayer()).AddSingleton<VerifiedQuestions>();
        services.AddSingleton<LayerCheck>();
        services.AddHostedService<LayerChecking>();
        return services;
    }
}
