using System.Diagnostics;
using System.Globalization;
using Hitcast.Worker.Tests;
using Hitcast.Worker.Tests.Tmdb;

namespace Hitcast.Worker.Chaos;

/// <summary>One run, from an empty lake to the verdict.</summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    private const int ReportEvery = 10;

    /// <summary>A worker that was seen idle so often in a row, a tenth of a second apart, has done what it can do now; its lease is over too.</summary>
    private const int IdleLooks = 15;

    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ToFinish = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo folder;
    private readonly ChaosDatabase database;
    private readonly string lakeFolder;
    private readonly TmdbDouble tmdb;
    private readonly ShiftedTime time;
    private readonly Random random;
    private readonly TextWriter output;
    private readonly LakeContents contents;
    private readonly Verdict verdict;
    private readonly Days days;
    private readonly Outages outages;
    private readonly StreamWriter log;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly SortedDictionary<string, int> counts = [];

    private ChaosRun(DirectoryInfo folder, ChaosDatabase database, ChaosLake lake, TmdbDouble tmdb, ShiftedTime time, int seed, TextWriter output)
    {
        (this.folder, this.database, this.tmdb, this.time, this.output, lakeFolder, random) = (folder, database, tmdb, time, output, lake.Folder, new Random(seed));
        contents = new LakeContents(lake.Lake);
        verdict = new Verdict(tmdb, contents);
        days = new Days(tmdb.Catalogue, time, random);
        outages = new Outages(database, lake, random);
        log = new StreamWriter(Path.Combine(folder.FullName, "workers.log")) { AutoFlush = true };
        tmdb.Faults = new Faultiness(seed).Of;
    }

    /// <param name="seed">Gives the moments of the kills, the outages, the changes of the catalogue and the faults of TMDB.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(int kills, int movies, int seed, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("hitcast-chaos-");
        if (!OperatingSystem.IsWindows())
        {
            // The user who runs PostgreSQL must be able to pass through.
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        }

        var code = await RunAsync(folder, kills, movies, seed, output);
        if (code == 0)
        {
            folder.Delete(recursive: true);
        }

        return code;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, int kills, int movies, int seed, TextWriter output)
    {
        var time = new ShiftedTime(new DateTimeOffset(2026, 1, 10, 8, 30, 0, TimeSpan.Zero));
        await using var tmdb = await TmdbDouble.StartAsync(movies, time);
        await using var database = await ChaosDatabase.StartAsync(Path.Combine(folder.FullName, "postgres"));
        await using var lake = await ChaosLake.CreateAsync(Path.Combine(folder.FullName, "files"));
        await using var run = new ChaosRun(folder, database, lake, tmdb, time, seed, output);
        return await run.RunAsync(kills, seed);
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private async Task<int> RunAsync(int kills, int seed)
    {
        await output.WriteLineAsync($"Chaos: {kills} kills, seed {seed}; what the workers write stands in {folder.FullName}/workers.log");
        for (var kill = 1; kill <= kills; kill++)
        {
            await KillOneAsync();
            if (days.IsDone(await contents.ExtractionAsync()))
            {
                await verdict.AccountAsync();
                days.Pass();
            }

            if (kill % ReportEvery == 0)
            {
                await ReportAsync(kill);
            }
        }

        tmdb.Faults = null;
        await FinishAsync();
        await verdict.AccountAsync();
        await verdict.CompareAsync(database.ConnectionString);
        return await JudgeAsync(kills, seed);
    }

    /// <summary>One or two workers at work, perhaps without their database or their lake, until they are killed.</summary>
    private async Task KillOneAsync()
    {
        var outage = outages.Draw();
        var workers = await StartAsync(random.Next(4) == 0 ? 2 : 1);
        if (outage is not null)
        {
            await Task.Delay(random.Next(400));
            Count($"outages {outage}");
            await outages.BeginAsync(outage);
            await Task.Delay(random.Next(1000));
            outage = random.Next(2) == 0 ? await outages.EndAsync(outage) : outage;
        }

        await MomentAsync(workers[0]);
        foreach (var worker in workers)
        {
            Count("in an extraction", worker.IsAtWork("extract-movies"));
            Count("in a load", worker.IsAtWork("load-movies"));
            Count("workers that ended by themselves", worker.HasExited);
            await worker.KillAsync();
            worker.Dispose();
        }

        await outages.EndAsync(outage);
    }

    /// <summary>After so many requests to TMDB, or so many loads, whichever was drawn: so far as the machine is fast, so early.</summary>
    private async Task MomentAsync(ChaosWorker worker)
    {
        var (requests, loads, more) = random.Next(2) == 0 ? (random.Next(300), 0, random.Next(20)) : (0, 1 + random.Next(6), random.Next(60));
        var (asked, loaded, began) = (tmdb.Asked.Count, worker.LoadsBegun, watch.Elapsed);
        while ((tmdb.Asked.Count < asked + requests || worker.LoadsBegun < loaded + loads) && watch.Elapsed < began + LongestLife)
        {
            await Task.Delay(5);
        }

        await Task.Delay(more);
    }

    private async Task<List<ChaosWorker>> StartAsync(int count)
    {
        var workers = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => ChaosWorker.StartAsync(Settings(), Write)));
        foreach (var worker in workers)
        {
            worker.Drive();
        }

        return [.. workers];
    }

    /// <summary>Lets a worker do what is left, with nothing in its way; what was set aside is replayed by hand.</summary>
    private async Task FinishAsync()
    {
        var deadline = watch.Elapsed + ToFinish;
        days.PassQuietly();
        while (await LeftAsync() is { } left)
        {
            if (watch.Elapsed > deadline)
            {
                throw new InvalidOperationException($"After {ToFinish.TotalMinutes} minutes without a fault it is not done: {left}");
            }

            // What failed comes again after its pause.
            time.MoveOn(TimeSpan.FromMinutes(6));
            var worker = (await StartAsync(1))[0];
            for (var idle = 0; idle < IdleLooks && watch.Elapsed < deadline; idle = worker.IsAtWork("extract-movies") || worker.IsAtWork("load-movies") ? 0 : idle + 1)
            {
                await Task.Delay(100);
            }

            await worker.KillAsync();
            worker.Dispose();
        }

        foreach (var aside in (await contents.ArrivalsAsync()).SetAside)
        {
            Count("objects set aside and replayed by hand");
            var (code, text) = await ChaosWorker.InvokeAsync(Settings(), "load-movies", $"key={aside.Key}");
            if (code != 0)
            {
                throw new InvalidOperationException($"The replay of {aside.Key} ended with {code}: {text}");
            }
        }
    }

    private async Task<string?> LeftAsync()
    {
        await contents.ReadNewAsync();
        var (extraction, arrivals) = (await contents.ExtractionAsync(), await contents.ArrivalsAsync());
        return !days.IsDone(extraction) ? "the extraction has a plan, or days that it did not look at."
            : extraction.Failed.Count > 0 ? $"{extraction.Failed.Count} movies failed, such as {extraction.Failed[0]}."
            : arrivals.Failed.Count > 0 ? $"{arrivals.Failed.Count} objects failed, such as {arrivals.Failed[0]}."
            : arrivals.Cursor != contents.Objects.Keys.MaxBy(key => key, StringComparer.Ordinal) ? $"objects after {arrivals.Cursor} are not loaded."
            : null;
    }

    private async Task ReportAsync(int kill)
    {
        await contents.ReadNewAsync();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{watch.Elapsed.TotalSeconds,4:0} s: {kill} kills; {days.Passed} days passed; {tmdb.Asked.Count:N0} requests; {contents.Lines:N0} lines in {contents.Objects.Count} objects of the lake"));
    }

    private async Task<int> JudgeAsync(int kills, int seed)
    {
        foreach (var (what, count) in counts)
        {
            await output.WriteLineAsync($"  {count} {what}");
        }

        foreach (var fault in verdict.Faults)
        {
            await output.WriteLineAsync($"WRONG: {fault}");
        }

        var facts = string.Create(CultureInfo.InvariantCulture,
            $"{kills} kills, {days.Passed} days, {tmdb.Asked.Count:N0} requests, {contents.Lines:N0} lines, {verdict.Rows:N0} rows compared, seed {seed}, {watch.Elapsed.TotalSeconds:0} s");
        await output.WriteLineAsync(verdict.Faults.Count == 0
            ? $"Chaos passed: the warehouse equals the catalogue, every request is accounted for. {facts}."
            : $"Chaos FAILED: {verdict.Faults.Count} things are wrong. {facts}.");
        return verdict.Faults.Count == 0 ? 0 : 1;
    }

    private Dictionary<string, string> Settings() => new()
    {
        [Program.Shift] = (time.GetUtcNow() - TimeProvider.System.GetUtcNow()).Ticks.ToString(CultureInfo.InvariantCulture),
        ["Lake__Address"] = lakeFolder,
        ["Warehouse__ConnectionString"] = database.ConnectionString,
        ["Tmdb__Token"] = TmdbDouble.Token,
        ["Tmdb__BaseAddress"] = tmdb.Address,
        ["Tmdb__ExportsAddress"] = tmdb.Address,
        ["Tmdb__RequestsPerSecond"] = "1000",
        ["Tmdb__RetryDelaySeconds"] = "0.01",
        ["Tmdb__TimeoutSeconds"] = "1",
        ["Extraction__ObjectLines"] = "50",
        ["Extraction__LeaseSeconds"] = "1",
    };

    private void Count(string what, bool holds = true) => counts[what] = counts.GetValueOrDefault(what) + (holds ? 1 : 0);

    private void Write(string line)
    {
        lock (log)
        {
            log.WriteLine(line);
        }
    }
}
