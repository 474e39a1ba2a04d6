namespace Hitcast.Worker.Hosting;

/// <summary>Finds out which host the process is to be, and runs it to its end.</summary>
public static class Hosts
{
    private const string Usage = """
        worker run                         schedules all functions, and serves health and metrics
        worker invoke NAME [name=value …]  runs one function once
        worker functions                   lists the functions
        Settings follow as --Section:Name=value, or stand in the environment as Section__Name.
        """;

    /// <param name="addServices">What the functions use.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, Action<IServiceCollection> addServices)
    {
        var settings = arguments.Where(IsSetting).ToArray();
        var words = arguments.Where(argument => !IsSetting(argument)).ToArray();
        var terminal = Terminal.OfProcess();
        try
        {
            return words switch
            {
                ["invoke", .. var rest] => await RunCommandAsync(settings, addServices, host => InvokeAsync(host, terminal, rest)),
                _ => await ComplainAsync(terminal),
            };
        }
        catch (Exception exception)
        {
            return Logs.StartFailed(exception);
        }
    }

    private static bool IsSetting(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

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

    private static Task<int> InvokeAsync(IHost host, Terminal terminal, string[] arguments) =>
        ActivatorUtilities.CreateInstance<InvokeCommand>(host.Services, terminal)
            .RunAsync(arguments, host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);

    private static async Task<int> ComplainAsync(Terminal terminal)
    {
        await terminal.Errors.WriteLineAsync(Usage);
        return 2;
    }
}
