using Hitcast.Worker.Hosting;
#pragma warning disable RS0030 // A program of the command line writes to it.
using System.Globalization;
using Hitcast.Worker.Tests;
using Hitcast.Worker.Warehouse;

namespace Hitcast.Worker.Chaos;

/// <summary>
/// Kills workers, and takes database and lake away from them, until the number of kills is reached; then lets them finish, and holds the
/// warehouse against the catalogue that TMDB's double has. With <c>worker</c> as its first word it is such a worker itself.
/// </summary>
public static class Program
{
    /// <summary>How far the clock of a worker is ahead, in ticks.</summary>
    internal const string Shift = "HITCAST_CHAOS_SHIFT";

    /// <param name="args"><c>--kills=200 --movies=3000 --seed=1</c></param>
    /// <returns>0: the warehouse equals the catalogue; 1: it does not, or a worker did what it must not.</returns>
    public static async Task<int> Main(string[] args) => args is ["worker", .. var words]
        ? await Hosts.RunAsync(words, AddShiftedWorker, async (services, cancellation) => await services.GetRequiredService<WarehouseDatabase>().OpenAsync(cancellation))
        : await ChaosRun.RunAsync(Number(args, "kills", 200), Number(args, "movies", 3000), Number(args, "seed", 1), Console.Out);

    private static void AddShiftedWorker(IServiceCollection services)
    {
        Worker.Program.AddWorker(services);
        var shift = TimeSpan.FromTicks(long.Parse(Environment.GetEnvironmentVariable(Shift)!, CultureInfo.InvariantCulture));
        services.AddSingleton<TimeProvider>(new ShiftedTime(TimeProvider.System.GetUtcNow() + shift));
    }

    private static int Number(string[] args, string name, int otherwise) =>
        args.FirstOrDefault(argument => argument.StartsWith($"--{name}=", StringComparison.Ordinal)) is { } argument
            ? int.Parse(argument[(name.Length + 3)..], CultureInfo.InvariantCulture)
            : otherwise;
}
