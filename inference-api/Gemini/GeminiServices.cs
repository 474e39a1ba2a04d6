using System.Net;
using Microsoft.Extensions.Options;
using Refit;

namespace Hitcast.InferenceApi.Gemini;

public static class GeminiServices
{
    /// <summary>The Gemini client. From the outside in: time limit, retries, the reply read whole. Nothing else retries, and nothing of a call is logged.</summary>
    public static IServiceCollection AddGemini(this IServiceCollection services)
    {
        services.AddOptions<GeminiOptions>().BindConfiguration(GeminiOptions.Section)
            .Configure<IConfiguration>((options, configuration) => options.ApiKey ??= configuration["GEMINI_API_KEY"])
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DailyBudget>().AddSingleton<GeminiMetrics>().AddSingleton(Client);
        var api = services.AddRefitGeneratedClient<IGeminiApi>(new RefitSettings(new SystemTextJsonContentSerializer(GeminiJson.Options)))
            .RemoveAllLoggers()
            .ConfigureHttpClient(Configure)
            // A redirect would take the key elsewhere.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
        api.AddResilienceHandler("gemini", (pipeline, context) => Resilience.Configure(
            pipeline, context.ServiceProvider.GetRequiredService<IOptions<GeminiOptions>>().Value, context.ServiceProvider.GetRequiredService<TimeProvider>()));
        api.AddHttpMessageHandler(() => new WholeReplyHandler());
        return services;
    }

    private static GeminiClient Client(IServiceProvider provider) => new(
        provider.GetRequiredService<IGeminiApi>(),
        provider.GetRequiredService<IOptions<GeminiOptions>>(),
        provider.GetRequiredService<DailyBudget>(),
        provider.GetRequiredService<GeminiMetrics>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<GeminiClient>>());

    private static void Configure(IServiceProvider provider, HttpClient client)
    {
        var options = provider.GetRequiredService<IOptions<GeminiOptions>>().Value;
        client.BaseAddress = new Uri(options.BaseAddress);
        client.Timeout = Timeout.InfiniteTimeSpan;
        if (options.ApiKey is not null)
        {
            client.DefaultRequestHeaders.Add("x-goog-api-key", options.ApiKey);
        }
    }
}
