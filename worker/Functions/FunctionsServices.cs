using Hitcast.Worker.Functions.Extraction;

namespace Hitcast.Worker.Functions;

public static class FunctionsServices
{
    /// <summary>The settings of the extraction.</summary>
    public static IServiceCollection AddExtraction(this IServiceCollection services)
    {
        services.AddOptions<ExtractionOptions>().BindConfiguration("Extraction").ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
