using System.Diagnostics;
using System.Globalization;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Benchmark.Measurements;

/// <summary>Listing what arrived after the cursor, in a folder with 100,000 objects that were loaded long ago.</summary>
internal static class Listing
{
    private const int Runs = 100;
    private const int Objects = 1000;
    private const int New = 10;
    private const int Times = 20;

    /// <summary>More than this, against a lake without the old objects, and they would be paid for.</summary>
    private const double MostMilliseconds = 10;

    public static async Task MeasureAsync(Bench bench)
    {
        var folder = bench.NewFolder("listing");
        var lake = LakeServices.Open(new LakeOptions { Address = folder }, TimeProvider.System);
        for (var run = 0; run < Runs; run++)
        {
            Write(folder, run, Objects);
        }

        var all = await TimeAsync(lake, "", Runs * Objects);
        var cursor = Key(Runs - 1, Objects);
        Write(folder, Runs, New);
        var after = await TimeAsync(lake, cursor, New);

        var empty = bench.NewFolder("listing-without-old");
        Write(empty, Runs, New);
        var alone = await TimeAsync(LakeServices.Open(new LakeOptions { Address = empty }, TimeProvider.System), "", New);
        bench.Report.Add(
            string.Create(CultureInfo.InvariantCulture, $"listing {New} new objects beside {Runs * Objects:N0} loaded ones, a folder"),
            string.Create(CultureInfo.InvariantCulture, $"the new ones' cost ({alone:0.00} ms) + ≤ {MostMilliseconds} ms"),
            string.Create(CultureInfo.InvariantCulture, $"{after:0.00} ms; all of them: {all:N0} ms"), after - alone <= MostMilliseconds);
    }

    private static string Key(int run, int number) => string.Create(CultureInfo.InvariantCulture, $"tmdb/movies/2026-03-{1 + (run / 24):00}T{run % 24:00}0000Z/{number:000000}.jsonl.gz");

    private static void Write(string folder, int run, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var path = Path.Combine(folder, Key(run, number));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, []);
        }
    }

    /// <returns>The median, in milliseconds.</returns>
    private static async Task<double> TimeAsync(ILake lake, string after, int expected)
    {
        var took = new List<double>();
        for (var time = 0; time < Times; time++)
        {
            var started = Stopwatch.GetTimestamp();
            var count = await lake.ListAfterAsync("tmdb/movies/", after, CancellationToken.None).CountAsync();
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (count != expected)
            {
                throw new InvalidOperationException($"{count} keys were listed in place of {expected}.");
            }
        }

        return took.Order().ElementAt(Times / 2);
    }
}
