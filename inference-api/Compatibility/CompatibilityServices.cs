namespace Hitcast.InferenceApi.Compatibility;

public static class CompatibilityServices
{
    public static IServiceCollection AddCompatibility(this IServiceCollection services)
    {
        services.AddOptions<CompatibilityOptions>().BindConfiguration(CompatibilityOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddCors();
    }
}
