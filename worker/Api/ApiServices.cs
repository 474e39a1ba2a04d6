using System.Net;
using System.Net.Http.Headers;
using Hitcast.Worker.Http;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Refit;

namespace Hitcast.Worker.Api;

public static class ApiServices
{
    /// <summary>How often the API may ask to come back later before a request is given up.</summary>
    private const int MostRetries = 5;

    /// <summary>The client of the inference API. Only what the API asks to be sent again is; a function's own retry does the rest.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration("Api").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new ApiClient(provider.GetRequiredService<IInferenceApi>(), provider.GetRequiredService<IOptions<ApiOptions>>()));
        var client = services.AddRefitGeneratedClient<IInferenceApi>().RemoveAllLoggers().ConfigureHttpClient(Configure);
        client.AddResilienceHandler("api", (pipeline, context) => pipeline
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = MostRetries,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Result?.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable),
            })
            .AddTimeout(new HttpTimeoutStrategyOptions
            {
                Timeout = TimeSpan.FromSeconds(context.ServiceProvider.GetRequiredService<IOptions<ApiOptions>>().Value.TimeoutSeconds),
            }));
        client.AddHttpMessageHandler(() => new WholeBodyHandler());
        return services;
    }

    private static void Configure(IServiceProvider provider, HttpClient client)
    {
        var options = provider.GetRequiredService<IOptions<ApiOptions>>().Value;
        client.BaseAddress = new Uri(options.BaseAddress);
        client.Timeout = Timeout.InfiniteTimeSpan;
        if (options.Key is { } key)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }
}
