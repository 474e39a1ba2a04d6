using System.ComponentModel;
using System.Diagnostics;

namespace Hitcast.Worker.Warehouse;

/// <summary>Programs of the system that are run to their end.</summary>
internal static class Command
{
    /// <returns>What it wrote to its output.</returns>
    /// <exception cref="WarehouseException">It failed; the message has its last line.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var (code, output, error) = await TryAsync(program, arguments, cancellation);
        if (code != 0)
        {
            var reason = (error + output).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("it gave no reason");
            throw new WarehouseException($"{Path.GetFileName(program)} failed: {reason.Trim()}");
        }

        return output;
    }

    /// <exception cref="WarehouseException">There is no such program.</exception>
    public static async Task<(int Code, string Output, string Error)> TryAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The folder we stand in may be closed to the user who runs the server.
            WorkingDirectory = "/",
        });
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await error);
    }

    private static Process Start(ProcessStartInfo program)
    {
        try
        {
            return Process.Start(program)!;
        }
        catch (Win32Exception failure)
        {
            throw new WarehouseException($"{program.FileName}, which the local PostgreSQL needs, cannot be run. Install it or add its folder to PATH, or set Warehouse:ConnectionString to a server.", failure);
        }
    }
}
