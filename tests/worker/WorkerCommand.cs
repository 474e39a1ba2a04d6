using System.Diagnostics;

namespace Hitcast.Worker.Tests;

/// <summary>The worker as it is run: a process with settings in its environment.</summary>
internal static class WorkerCommand
{
    /// <summary>Runs to its end. Of its log, only what ends it is written.</summary>
    public static Task<CommandResult> RunAsync(IEnumerable<KeyValuePair<string, string?>> settings, params string[] arguments) =>
        RunAsync("hitcast-worker.dll", settings.Append(new("Logging:Level", "Fatal")), arguments);

    public static async Task<CommandResult> RunAsync(string program, IEnumerable<KeyValuePair<string, string?>> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, output.Trim(), (await errors).Trim());
    }
}
