using System.Diagnostics;
using System.Globalization;
using Hitcast.Worker.Benchmark;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Warehouse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// Loads a catalogue, loads it again, and lets psql copy the same rows ready-made into the same tables.
// hitcast-worker-benchmark [movies, default 10000]
var movies = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 10_000;
var folder = Directory.CreateTempSubdirectory("hitcast-benchmark-");
File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
try
{
    await using var services = new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([
            new("Lake:Address", Path.Combine(folder.FullName, "lake")), new("Warehouse:ClusterFolder", Path.Combine(folder.FullName, "postgres"))]).Build())
        .AddLake().AddWarehouse().BuildServiceProvider();
    var keys = await Catalogue.WriteAsync(services.GetRequiredService<ILake>(), movies);
    var warehouse = await services.GetRequiredService<WarehouseDatabase>().OpenAsync(CancellationToken.None);
    var loader = services.GetRequiredService<MovieLoader>();

    var load = await TimeAsync(() => LoadAllAsync(loader, keys));
    var rows = await ReadyMade.ExportAsync(warehouse, folder.FullName);
    var reload = await TimeAsync(() => LoadAllAsync(loader, keys));
    var copy = await ReadyMade.CopyAsync(warehouse, folder.FullName);

    Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"""
        | what | figure |
        |---|---:|
        | movies, rows of all tables | {movies:N0}, {rows:N0} |
        | load-movies, movies/s | {movies / load:N0} |
        | psql \copy of the same rows, movies/s | {movies / copy:N0} |
        | load against copy | {copy / load:0.00} |
        | reload of unchanged objects, times faster | {load / reload:N0} |
        | greatest memory of the loading process, MB | {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} |
        """));
}
finally
{
    folder.Delete(recursive: true);
}

static async Task LoadAllAsync(MovieLoader loader, IEnumerable<string> keys)
{
    foreach (var key in keys)
    {
        await loader.LoadAsync(key, CancellationToken.None);
    }
}

static async Task<double> TimeAsync(Func<Task> action)
{
    var started = Stopwatch.GetTimestamp();
    await action();
    return Stopwatch.GetElapsedTime(started).TotalSeconds;
}
