using System.Diagnostics.Metrics;
using Hitcast.InferenceApi.Operations;
using OpenTelemetry.Metrics;
using Serilog.Core;
using Serilog.Events;

namespace Hitcast.InferenceApi.Tests;

/// <summary>The real service on a free port of the loopback, in this process.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string EmptyFolder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "no-models")).FullName;
    private readonly LogLines log;

    private ApiServer(WebApplication app, LogLines log)
    {
        App = app;
        this.log = log;
        Client = new() { BaseAddress = new(app.Urls.Single()), Timeout = Patience };
    }

    public WebApplication App { get; }

    /// <summary>Keeps its connections.</summary>
    public HttpClient Client { get; }

    /// <summary>All lines logged so far.</summary>
    public IReadOnlyList<string> Log => log.Lines;

    /// <summary>Serves the published models from when it returns.</summary>
    /// <param name="settings">As on the command line: <c>Limits:BodyBytes=4096</c>.</param>
    public static async Task<ApiServer> StartAsync(params string[] settings)
    {
        var server = await StartAsync(_ => { }, [$"Models:Path={Published.Repository}", .. settings]);
        await server.UntilAsync(() => server.Readiness.IsReady);
        return server;
    }

    /// <summary>With an empty model repository: at once there, never ready.</summary>
    public static Task<ApiServer> StartWithoutModelsAsync(params string[] settings) => StartAsync(_ => { }, settings);

    /// <param name="map">Adds addresses for the test, behind all that stands before the handlers.</param>
    public static async Task<ApiServer> StartAsync(Action<WebApplication> map, params string[] settings)
    {
        var log = new LogLines();
        var builder = Program.CreateBuilder(Arguments(settings));
        builder.Services.AddSingleton<ILogEventSink>(log).ConfigureOpenTelemetryMeterProvider(OwnMetrics);
        var app = Program.Build(builder);
        map(app);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new(app, log);
    }

    /// <summary>A free port, no models, and limits of time that a busy machine keeps, unless the settings say otherwise.</summary>
    public static string[] Arguments(params string[] settings) =>
        [$"--Models:Path={EmptyFolder}", "--urls=http://127.0.0.1:0", "--Logging:Level=Fatal", "--Status:TimeoutSeconds=60", "--Questions:StatementSeconds=30", .. settings.Select(setting => "--" + setting)];

    public Readiness Readiness => App.Services.GetRequiredService<Readiness>();

    /// <summary>Waits until the condition holds, and fails after five minutes.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }

    /// <summary>Meters are the process's: without this, each of many servers would keep the series of all others too.</summary>
    private static void OwnMetrics(IServiceProvider services, MeterProviderBuilder metrics)
    {
        var own = services.GetRequiredService<IMeterFactory>();
        metrics.AddView(instrument => instrument.Meter.Scope is null || instrument.Meter.Scope == own ? null : MetricStreamConfiguration.Drop);
    }

    private sealed class LogLines : ILogEventSink
    {
        private readonly List<string> lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (lines)
                {
                    return [.. lines];
                }
            }
        }

        public void Emit(LogEvent logEvent)
        {
            lock (lines)
            {
                lines.Add($"{logEvent.Level}: {logEvent.RenderMessage(null)}{logEvent.Exception}");
            }
        }
    }
}
