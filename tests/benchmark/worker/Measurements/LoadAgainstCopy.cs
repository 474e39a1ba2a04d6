using System.Globalization;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Warehouse;
using Npgsql;

namespace Hitcast.Worker.Benchmark.Measurements;

/// <summary>load-movies beside psql's \copy of the same rows, ready-made, into the same tables.</summary>
internal static class LoadAgainstCopy
{
    private const double LeastRatio = 0.5;
    private const double LeastReload = 20;
    private const double MostMegabytes = 300;

    /// <summary>A larger catalogue may be slower by so much, a movie, than the smallest.</summary>
    private const double Linear = 0.8;

    public static async Task MeasureAsync(Bench bench)
    {
        double? first = null;
        foreach (var movies in bench.Movies)
        {
            var rate = await MeasureAsync(bench, movies);
            if (first is null)
            {
                first = rate;
            }
            else
            {
                bench.Report.Add(Text($"load of {movies:N0} movies against {bench.Movies[0]:N0}, movies/s"), Text($"linear: ≥ {Linear}"), Text($"{rate / first:0.00}"), rate / first >= Linear);
            }
        }
    }

    /// <returns>Movies a second.</returns>
    private static async Task<double> MeasureAsync(Bench bench, int movies)
    {
        var folder = bench.NewFolder(Text($"load-{movies}"));
        Terminal.Progress(Text($"  {movies:N0} movies: writing the objects"));
        var (lake, connection) = (Directory.CreateDirectory(Path.Combine(folder, "lake")).FullName, await bench.NewDatabaseAsync());
        await Catalogue.WriteAsync(LakeServices.Open(new LakeOptions { Address = lake }, TimeProvider.System), movies);
        await WarehouseSchema.UpgradeAsync(connection, CancellationToken.None);
        await using var warehouse = NpgsqlDataSource.Create(connection);

        Terminal.Progress("  loading them, and once more");
        await CheckpointAsync(warehouse);
        await using var loading = WorkerProcess.StartSelf("load-one-after-the-other", lake, connection);
        await loading.EndAsync();
        var said = loading.Output.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var (load, reload, megabytes) = (said[0], said[1], said[2]);

        Terminal.Progress("  writing their rows to files");
        var rows = await ReadyMade.ExportAsync(connection, folder);
        await ReadyMade.EmptyAsync(warehouse);
        await CheckpointAsync(warehouse);
        Terminal.Progress(Text($"  copying {rows:N0} rows by psql"));
        var copy = await ReadyMade.CopyAsync(connection, folder);
        Directory.Delete(folder, recursive: true);

        bench.Report.Add(
            Text($"load of {movies:N0} movies, {rows:N0} rows, against psql \\copy"), Text($"≥ {LeastRatio} × {movies / copy:N0} movies/s"),
            Text($"{movies / load:N0} movies/s, {copy / load:0.00}"), copy / load >= LeastRatio);
        bench.Report.Add("the same, memory", Text($"≤ {MostMegabytes} MB"), Text($"{megabytes:N0} MB"), megabytes <= MostMegabytes);
        bench.Report.Add("the same again, unchanged", Text($"≥ {LeastReload} × faster"), Text($"{load / reload:N0} ×"), load / reload >= LeastReload);
        return movies / load;
    }

    /// <summary>So that neither pays for what was written before it.</summary>
    private static async Task CheckpointAsync(NpgsqlDataSource warehouse)
    {
        await using var command = warehouse.CreateCommand("CHECKPOINT");
        await command.ExecuteNonQueryAsync();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
