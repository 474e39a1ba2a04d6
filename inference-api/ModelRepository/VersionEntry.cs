namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>What the repository knows of a version.</summary>
public enum VersionState
{
    /// <summary>It lies there, and is loaded when asked for.</summary>
    Available,

    /// <summary>It has been proven, and answers.</summary>
    Loaded,

    /// <summary>It does not keep the contract.</summary>
    Refused,
}

/// <param name="Reason">Why it was refused; else null.</param>
public sealed record VersionStatus(int Version, VersionState State, string? Reason);

/// <summary>One version of a model in the repository: its state, and the loaded version while there is one.</summary>
internal sealed class VersionEntry(VersionFolder folder, VersionLoader loader, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim loading = new(1);
    private ModelVersion? loaded;
    private string? reason;
    private string refusedAs = "";
    private long lastUse;
    private volatile bool retired;

    public VersionFolder Folder => folder;

    public VersionStatus Status => new(
        folder.Version, loaded is not null ? VersionState.Loaded : reason is not null ? VersionState.Refused : VersionState.Available, reason);

    /// <summary>A hold on the version, if it is loaded.</summary>
    public ModelLease? Hold()
    {
        lastUse = time.GetTimestamp();
        return Volatile.Read(ref loaded) is { } version && version.TryHold() ? new(version) : null;
    }

    /// <summary>Loads the version unless it is loaded. One that was refused is tried again only when its files have changed since.</summary>
    /// <param name="giveWay">Behind whatever answers requests.</param>
    /// <exception cref="VersionRefusedException">It does not keep the contract.</exception>
    public async Task<ModelLease> LoadAsync(bool giveWay, CancellationToken cancellation)
    {
        await loading.WaitAsync(cancellation);
        try
        {
            // On a thread of its own: proving a version takes long, and the pool's threads are there for requests.
            return Hold() ?? await Task.Factory.StartNew(giveWay ? LoadInBackground : (Func<ModelLease>)Load, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>Lets go of the loaded version; it is freed when the last request that holds it has ended.</summary>
    public void Unload() => Interlocked.Exchange(ref loaded, null)?.Release();

    /// <summary>Unloads for ever, also what is being loaded at this moment.</summary>
    public void Retire()
    {
        retired = true;
        Unload();
    }

    public bool IsIdle(TimeSpan after) => loaded is not null && time.GetElapsedTime(lastUse) > after;

    public void Dispose()
    {
        Retire();
        loading.Dispose();
    }

    private ModelLease LoadInBackground()
    {
        BackgroundThread.GiveWay();
        return Load();
    }

    private ModelLease Load()
    {
        // Taken before the files are read: what is written in the meantime makes another fingerprint.
        var fingerprint = folder.Fingerprint();
        if (reason is not null && fingerprint == refusedAs)
        {
            throw new VersionRefusedException(reason);
        }

        try
        {
            var version = loader.Load(folder);
            reason = null;
            version.TryHold();
            Interlocked.Exchange(ref loaded, version);
            if (retired)
            {
                Unload();
            }

            return new(version);
        }
        catch (VersionRefusedException exception)
        {
            (reason, refusedAs) = (exception.Message, fingerprint);
            throw;
        }
    }
}
