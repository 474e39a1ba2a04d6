using Hitcast.InferenceApi.Operations;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>Looks through the repository again and again: loads what is new, serves it if it is proven, frees what is not used.</summary>
internal sealed partial class RepositoryWatcher(
    ModelCatalog catalog, VersionLoader loader, IOptions<ModelsOptions> options, Readiness readiness, ModelMetrics metrics, TimeProvider time, ILogger<RepositoryWatcher> logger)
    : BackgroundService
{
    private readonly ModelsOptions options = options.Value;
    private readonly BucketMirror? bucket = options.Value.IsS3 ? new(options.Value, time) : null;
    private string lastTrouble = "";

    /// <summary>In this look, if only to find out that a version must be refused.</summary>
    private volatile bool loaded;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.Watch(catalog.Drifts);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (bucket is { HoldsVersions: true })
        {
            // What an earlier process left there answers while the bucket is asked.
            await LoadAsync(bucketTrouble: null, stoppingToken);
        }

        await LookAsync(stoppingToken);
        ProcessMemory.GiveBack();
        using var timer = new PeriodicTimer(options.Poll, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            loaded = false;
            await LookAsync(stoppingToken);
            if (loaded)
            {
                ProcessMemory.GiveBackBesideRequests();
            }
        }
    }

    public override void Dispose()
    {
        bucket?.Dispose();
        base.Dispose();
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        string? trouble = null;
        try
        {
            await (bucket?.SyncAsync(cancellation) ?? Task.CompletedTask);
        }
        catch (BucketException exception)
        {
            trouble = exception.Message;
        }

        await LoadAsync(trouble, cancellation);
    }

    /// <summary>Whatever became of the bucket, what lies in the folder is served.</summary>
    private async Task LoadAsync(string? bucketTrouble, CancellationToken cancellation)
    {
        try
        {
            var models = VersionFolder.All(options.Folder).GroupBy(folder => folder.Model).ToList();
            var giveWay = IsServing;
            await Parallel.ForEachAsync(models, cancellation, (folders, token) => UpdateAsync(catalog.GetOrAdd(folders.Key), [.. folders], giveWay, token));
            foreach (var model in catalog.Models)
            {
                model.Forget();
                model.UnloadIdle(TimeSpan.FromMinutes(options.IdleMinutes));
            }

            catalog.Forget();
            Tell(bucketTrouble ?? (IsServing ? "" : "The model repository holds no version that can be served."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Tell("The model repository cannot be read. See Models:Path.");
        }
    }

    /// <summary>What is served goes on being served, whatever becomes of the repository.</summary>
    private void Tell(string trouble)
    {
        readiness.Report("models", IsServing ? null : trouble);
        if (trouble != lastTrouble && trouble.Length > 0)
        {
            LogTrouble(logger, trouble, options.Path);
        }

        lastTrouble = trouble;
    }

    private bool IsServing => catalog.Models.Any(model => model.ServedVersion is not null);

    private async ValueTask UpdateAsync(ServedModel model, IReadOnlyList<VersionFolder> folders, bool giveWay, CancellationToken cancellation)
    {
        var entries = folders.Select(folder => model.Add(folder, loader, time)).ToList();
        var wanted = options.Pinned.TryGetValue(model.Name, out var pinned)
            ? entries.Where(entry => entry.Folder.Version == pinned)
            : entries.TakeWhile(entry => entry.Folder.Version > (model.ServedVersion ?? 0));
        foreach (var entry in wanted)
        {
            if (entry.Folder.Version == model.ServedVersion || await TryServeAsync(model, entry, giveWay, cancellation))
            {
                return;
            }
        }

        model.Report(!options.Pinned.ContainsKey(model.Name) ? "All its versions were refused."
            : entries.Any(entry => entry.Folder.Version == pinned) ? $"Version {pinned} is pinned by Models:Pinned, and was refused."
            : $"Version {pinned} is pinned by Models:Pinned, and is not in the repository.");
    }

    private async Task<bool> TryServeAsync(ServedModel model, VersionEntry entry, bool giveWay, CancellationToken cancellation)
    {
        var known = entry.Status.Reason;
        var start = time.GetTimestamp();
        try
        {
            using var lease = await entry.LoadAsync(giveWay, cancellation);
            loaded = true;
            model.Serve(entry);
            LogServed(logger, model.Name, entry.Folder.Version, time.GetElapsedTime(start).TotalMilliseconds);
            return true;
        }
        catch (VersionRefusedException exception)
        {
            if (exception.Message != known)
            {
                loaded = true;
                LogRefused(logger, exception.InnerException, model.Name, entry.Folder.Version, exception.Message);
            }

            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Serving {Model} version {Version}, proven in {Milliseconds:0} ms")]
    private static partial void LogServed(ILogger logger, string model, int version, double milliseconds);

    [LoggerMessage(LogLevel.Error, "Refused {Model} version {Version}: {Reason}")]
    private static partial void LogRefused(ILogger logger, Exception? cause, string model, int version, string reason);

    [LoggerMessage(LogLevel.Warning, "{Trouble} Models:Path is {Path}")]
    private static partial void LogTrouble(ILogger logger, string trouble, string path);
}
