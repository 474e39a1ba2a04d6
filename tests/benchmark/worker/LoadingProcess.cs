using System.Diagnostics;
using System.Globalization;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Warehouse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hitcast.Worker.Benchmark;

/// <summary>Loads all objects of a lake, one after the other, and then all of them again, which changes nothing.</summary>
internal static class LoadingProcess
{
    /// <summary>So often a load tells how far it is.</summary>
    private const int Tellings = 10;

    /// <returns>The exit code; its output is: seconds of the load, seconds of the second one, greatest memory in MB.</returns>
    public static async Task<int> RunAsync(string lake, string connection)
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Lake:Address", lake), new("Warehouse:ConnectionString", connection)]).Build())
            .AddLake().AddWarehouse().BuildServiceProvider();
        var keys = await services.GetRequiredService<ILake>().ListAfterAsync("tmdb/movies/", "", CancellationToken.None).ToListAsync();
        var loader = services.GetRequiredService<MovieLoader>();
        var load = await TimeAsync(loader, keys);
        var reload = await TimeAsync(loader, keys);
        Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{load} {reload} {Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024.0}"));
        return 0;
    }

    private static async Task<double> TimeAsync(MovieLoader loader, List<string> keys)
    {
        var started = Stopwatch.GetTimestamp();
        var (told, part) = (started, Math.Max(1, keys.Count / Tellings));
        foreach (var (index, key) in keys.Index())
        {
            await loader.LoadAsync(key, CancellationToken.None);
            if ((index + 1) % part == 0)
            {
                var rate = part / Stopwatch.GetElapsedTime(told).TotalSeconds;
                Terminal.Progress(string.Create(CultureInfo.InvariantCulture, $"    {index + 1:N0} of {keys.Count:N0} objects, lately {rate:N2}/s"));
                told = Stopwatch.GetTimestamp();
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
