using System.Security.Cryptography;
using System.Text;
using Hitcast.Worker.Hosting.Running;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Quartz;

namespace Hitcast.Worker.Hosting.Serving;

/// <summary>What the worker serves while it schedules: health, metrics, and Quartz's own API with its history.</summary>
internal static class Operations
{
    private const string SchedulerApi = "/quartz-api";
    private const string Metrics = "/metrics";

    public static void AddOperations(this IServiceCollection services)
    {
        services.AddOptions<OperationsOptions>().BindConfiguration("Operations").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>().AddHostedService<SystemdNotifications>();
        services.AddQuartzHttpApi(_ => { });
        services.AddHealthChecks().AddQuartz(check => check.Tags.Add("ready"));
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("hitcast-worker", autoGenerateServiceInstanceId: false))
            .WithMetrics(metrics => metrics
                .AddMeter(FunctionMetrics.MeterName, "Quartz", "Npgsql", "System.Runtime")
                .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0));
    }

    public static void MapOperations(this WebApplication app)
    {
        var key = app.Services.GetRequiredService<IOptions<OperationsOptions>>().Value.ApiKey;
        if (key is not null)
        {
            app.UseWhen(IsGuarded, guarded => guarded.Use((context, next) => CheckKeyAsync(context, next, key)));
            app.UseWhen(
                context => context.Request.Path.StartsWithSegments(SchedulerApi),
                scheduler => scheduler.Use((context, next) => EndWithHostAsync(context, next, app.Lifetime.ApplicationStopping)));
            // The key is checked above, before the address is looked at.
            app.MapQuartzHttpApi(SchedulerApi).AllowAnonymous();
        }

        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
        app.MapPrometheusScrapingEndpoint(Metrics);
        app.MapFunctions();
    }

    private static bool IsGuarded(HttpContext context) =>
        context.Request.Path.StartsWithSegments(SchedulerApi) || context.Request.Path.StartsWithSegments(Metrics)
        || context.Request.Path.StartsWithSegments(FunctionAddresses.Path);

    /// <summary>Its stream of events has no end of its own, and the web server would wait for one.</summary>
    private static async Task EndWithHostAsync(HttpContext context, RequestDelegate next, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.RequestAborted = ending.Token;
        await next(context);
    }

    private static Task CheckKeyAsync(HttpContext context, RequestDelegate next, string key)
    {
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers["X-Api-Key"].ToString()));
        return CryptographicOperations.FixedTimeEquals(given, SHA256.HashData(Encoding.UTF8.GetBytes(key)))
            ? next(context)
            : Results.Problem("Send the header X-Api-Key with the value of Operations:ApiKey.", statusCode: 401).ExecuteAsync(context);
    }
}
