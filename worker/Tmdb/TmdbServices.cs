using System.Net;
using System.Net.Http.Headers;
using Hitcast.Worker.Http;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;
using Refit;

namespace Hitcast.Worker.Tmdb;

public static class TmdbServices
{
    // An export is some 30 MB.
    private static readonly TimeSpan ExportTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The TMDB client. From the outside in: retries, pace, time limit, the reply read whole. Nothing else retries.</summary>
    public static IServiceCollection AddTmdb(this IServiceCollection services)
    {
        services.AddOptions<TmdbOptions>().BindConfiguration("Tmdb").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new Pace(Options(provider).RequestsPerSecond, Time(provider)));
        services.AddSingleton(provider => new RateWindow(Options(provider).RequestsPerSecond, Time(provider)));
        services.AddKeyedSingleton("tmdb", (provider, _) => new SemaphoreSlim(Options(provider).MaxInFlight));
        services.AddSingleton(provider => new TmdbClient(provider.GetRequiredService<ITmdbApi>(), provider.GetRequiredService<ITmdbExports>()));

        var api = services.AddRefitGeneratedClient<ITmdbApi>().RemoveAllLoggers().ConfigureHttpClient(ConfigureApi)
            .ConfigurePrimaryHttpMessageHandler(() => Sockets(DecompressionMethods.All));
        api.AddResilienceHandler("retry", (pipeline, context) => Retry(pipeline, context.ServiceProvider));
        api.AddHttpMessageHandler(provider => new PaceHandler(
            provider.GetRequiredService<Pace>(), provider.GetRequiredService<RateWindow>(), provider.GetRequiredKeyedService<SemaphoreSlim>("tmdb"), Time(provider)));
        api.AddResilienceHandler("timeout", (pipeline, context) => Limit(pipeline, TimeSpan.FromSeconds(Options(context.ServiceProvider).TimeoutSeconds)));
        api.AddHttpMessageHandler(() => new WholeReplyHandler());

        var exports = services.AddRefitGeneratedClient<ITmdbExports>().RemoveAllLoggers().ConfigureHttpClient(ConfigureExports)
            .ConfigurePrimaryHttpMessageHandler(() => Sockets(DecompressionMethods.None));
        exports.AddResilienceHandler("retry", (pipeline, context) => Limit(Retry(pipeline, context.ServiceProvider), ExportTimeout));
        exports.AddHttpMessageHandler(() => new WholeBodyHandler());
        return services;
    }

    private static void ConfigureApi(IServiceProvider provider, HttpClient client)
    {
        client.BaseAddress = new Uri(Options(provider).BaseAddress);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Options(provider).Token);
        client.Timeout = Timeout.InfiniteTimeSpan;
    }

    private static void ConfigureExports(IServiceProvider provider, HttpClient client)
    {
        client.BaseAddress = new Uri(Options(provider).ExportsAddress);
        client.Timeout = Timeout.InfiniteTimeSpan;
    }

    private static SocketsHttpHandler Sockets(DecompressionMethods decompression) => new() { AutomaticDecompression = decompression, AllowAutoRedirect = false };

    private static ResiliencePipelineBuilder<HttpResponseMessage> Retry(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, IServiceProvider provider)
    {
        var options = Options(provider);
        return pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = options.MaxRetries,
            Delay = TimeSpan.FromSeconds(options.RetryDelaySeconds),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            // The pace waits for as long as TMDB names, for all requests; here it would be waited for twice.
            ShouldRetryAfterHeader = false,
            ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
        });
    }

    private static void Limit(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, TimeSpan timeout) =>
        pipeline.AddTimeout(new HttpTimeoutStrategyOptions { Timeout = timeout });

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or HttpIOException or TimeoutRejectedException
        || outcome.Result?.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;

    private static TmdbOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<TmdbOptions>>().Value;

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
