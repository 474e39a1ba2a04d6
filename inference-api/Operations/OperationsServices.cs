using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Hitcast.InferenceApi.Operations;

/// <summary>What every request meets before and after its handler.</summary>
public static class OperationsServices
{
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddLogging(builder.Configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ApiKeysOptions>().Configure<IConfiguration>((keys, configuration) => keys.Read(configuration))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>>((kestrel, limits) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.Value.BodyBytes;
        });
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, RateLimit>().AddRateLimiter(_ => { });
        services.AddExceptionHandler<UnexpectedErrors>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<ModelMetrics>();
        services.AddHostedService<OpenListening>();
        services.AddHostedService<Draining>();
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>().AddHostedService<SystemdNotifications>();
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("hitcast-inference-api", autoGenerateServiceInstanceId: false))
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime", ModelMetrics.MeterName)
                .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0));
        return builder;
    }

    /// <summary>Before all else that handles requests.</summary>
    public static WebApplication UseOperations(this WebApplication app)
    {
        app.Use(SecurityHeaders.InvokeAsync);
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => Problems.WriteAsync(
            context.HttpContext,
            context.HttpContext.Response.StatusCode,
            StatusTexts.Of(context.HttpContext.Response.StatusCode, context.HttpContext)));
        app.UseRouting();

        // Before keys and limits, so that a browser is told of a 401 or 429 too.
        app.UseCors();
        if (app.Services.GetRequiredService<IOptions<ApiKeysOptions>>().Value.Keys.Count > 0)
        {
            app.UseMiddleware<KeyCheck>();
        }

        if (app.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value.RequestsPerSecond is not null)
        {
            app.UseRateLimiter();
        }

        Health.Map(app);
        app.MapPrometheusScrapingEndpoint("/metrics");
        return app;
    }
}
