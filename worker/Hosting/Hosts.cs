using System.Globalization;
using Hitcast.Worker.Hosting.AzureFunctions;
using Hitcast.Worker.Hosting.CommandLine;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Lambda;
using Hitcast.Worker.Hosting.Scheduling;
using Hitcast.Worker.Hosting.Serving;

namespace Hitcast.Worker.Hosting;

/// <summary>Finds out which host the process is to be, and runs it to its end.</summary>
public static class Hosts
{
    private const string Usage = """
        worker run                         schedules all functions, and serves health and metrics
        worker invoke NAME [name=value …]  runs one function once
        worker functions                   lists the functions, their next runs and last outcomes
        worker azure-functions FOLDER      writes host.json and the function.json files of Azure Functions
        Settings follow as --Section:Name=value, or stand in the environment as Section__Name.
        """;

    /// <param name="addServices">What the functions use.</param>
    /// <param name="openDatabase">Opens the database for the scheduler's tables.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, Action<IServiceCollection> addServices, OpenDatabase openDatabase)
    {
        ProcessMemory.ShareArenas();
        var settings = arguments.Where(IsSetting).ToArray();
        var words = arguments.Where(argument => !IsSetting(argument)).ToArray();
        var terminal = Terminal.OfProcess();
        try
        {
            return (Variable("AWS_LAMBDA_RUNTIME_API"), Variable("FUNCTIONS_CUSTOMHANDLER_PORT"), words) switch
            {
                ({ } endpoint, _, _) => await RunLambdaAsync(endpoint, settings, addServices),
                (_, { } port, _) => await RunAzureFunctionsAsync(ReadPort(port), settings, addServices),
                (_, _, ["run"]) => await RunQuartzAsync(settings, addServices, openDatabase),
                (_, _, ["invoke", .. var rest]) => await RunCommandAsync(settings, addServices, host =>
                    ActivatorUtilities.CreateInstance<InvokeCommand>(host.Services, terminal).RunAsync(rest, Stopping(host.Services))),
                (_, _, ["functions"]) => await RunCommandAsync(settings, services => AddScheduler(services, addServices), host =>
                    ActivatorUtilities.CreateInstance<ListCommand>(host.Services, terminal, openDatabase).RunAsync(Stopping(host.Services))),
                (_, _, ["azure-functions", var folder]) => await RunCommandAsync(settings, addServices, host => WriteAzureFilesAsync(host.Services, folder)),
                _ => await ComplainAsync(terminal),
            };
        }
        catch (Exception exception)
        {
            return Logs.StartFailed(exception);
        }
    }

    private static bool IsSetting(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new FunctionFailedException($"FUNCTIONS_CUSTOMHANDLER_PORT is \"{text}\"; it must be a port, which the host of Azure Functions gives.");

    private static CancellationToken Stopping(IServiceProvider services) => services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    private static void AddScheduler(IServiceCollection services, Action<IServiceCollection> addServices)
    {
        addServices(services);
        services.AddQuartzStore(Catalog(services));
    }

    private static FunctionCatalog Catalog(IServiceCollection services) =>
        (FunctionCatalog)services.Single(service => service.ServiceType == typeof(FunctionCatalog)).ImplementationInstance!;

    private static async Task<int> RunCommandAsync(string[] settings, Action<IServiceCollection> addServices, Func<IHost, Task<int>> command)
    {
        var builder = Host.CreateApplicationBuilder(settings);
        builder.Services.AddLogs(builder.Configuration, toErrors: true);
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        addServices(builder.Services);
        using var host = builder.Build();
        await host.StartAsync();
        var exitCode = await command(host);
        await host.StopAsync();
        return exitCode;
    }

    private static async Task<int> WriteAzureFilesAsync(IServiceProvider services, string folder)
    {
        var executable = Path.GetFileNameWithoutExtension(typeof(Hosts).Assembly.Location);
        await AzureFunctionsFolder.WriteAsync(services.GetRequiredService<FunctionCatalog>(), folder, executable, Stopping(services));
        return 0;
    }

    /// <summary>A start that fails is told to Lambda, which else would wait for it.</summary>
    private static async Task<int> RunLambdaAsync(string endpoint, string[] settings, Action<IServiceCollection> addServices)
    {
        using var runtime = new LambdaRuntimeApi(endpoint);
        var started = false;
        try
        {
            return await RunCommandAsync(settings, addServices, async host =>
            {
                started = true;
                await ActivatorUtilities.CreateInstance<LambdaHost>(host.Services, runtime).RunAsync(Stopping(host.Services));
                return 0;
            });
        }
        catch (Exception exception) when (!started)
        {
            await runtime.FailStartAsync(exception, CancellationToken.None);
            throw;
        }
    }

    private static async Task<int> RunAzureFunctionsAsync(int port, string[] settings, Action<IServiceCollection> addServices)
    {
        var builder = CreateWebBuilder(settings, addServices);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapAzureFunctions();
        await ServeAsync(app, CancellationToken.None);
        return 0;
    }

    private static async Task<int> RunQuartzAsync(string[] settings, Action<IServiceCollection> addServices, OpenDatabase openDatabase)
    {
        var builder = CreateWebBuilder(settings, addServices);
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls("http://localhost:5001");
        }

        builder.Services.AddQuartzHost(Catalog(builder.Services));
        builder.Services.AddOperations();
        // The host listens for signals from its start on; the database is open before, and would not be closed.
        using var signals = new StopSignals();
        await using var app = builder.Build();
        app.MapOperations();
        try
        {
            await app.Services.GetRequiredService<SchedulerDatabase>().OpenAsync(openDatabase, app.Services, signals.Stopped);
            await ServeAsync(app, signals.Stopped);
        }
        catch (OperationCanceledException) when (signals.Stopped.IsCancellationRequested)
        {
            // Stopped before it was up.
        }

        return 0;
    }

    private static async Task ServeAsync(WebApplication app, CancellationToken starting)
    {
        try
        {
            await app.StartAsync(starting);
        }
        catch
        {
            // Else what has started already takes being disposed of for a failure, and logs that instead of this one.
            app.Lifetime.StopApplication();
            throw;
        }

        await app.WaitForShutdownAsync(CancellationToken.None);
    }

    private static WebApplicationBuilder CreateWebBuilder(string[] settings, Action<IServiceCollection> addServices)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.Services.AddLogs(builder.Configuration, toErrors: false);
        addServices(builder.Services);
        return builder;
    }

    private static async Task<int> ComplainAsync(Terminal terminal)
    {
        await terminal.Errors.WriteLineAsync(Usage);
        return 2;
    }
}
