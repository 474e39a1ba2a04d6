using System.Collections.Concurrent;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>A model with all its versions; one of them is the served one. Thread safe.</summary>
public sealed class ServedModel : IDisposable
{
    private readonly ConcurrentDictionary<int, VersionEntry> versions = new();
    private VersionEntry? served;
    private string? trouble;

    internal ServedModel(string name) => Name = name;

    public string Name { get; }

    /// <summary>The served version's number; null while there is none.</summary>
    public int? ServedVersion => served?.Folder.Version;

    /// <summary>All versions in the repository, the greatest first.</summary>
    public IReadOnlyList<VersionStatus> Versions => [.. versions.Values.Select(entry => entry.Status).OrderByDescending(status => status.Version)];

    /// <summary>A hold on the served version; null while there is none.</summary>
    public ModelLease? Hold()
    {
        // Between reading the reference and holding, the version may be swapped out and freed: then there is a new one.
        while (Volatile.Read(ref served) is { } entry)
        {
            if (entry.Hold() is { } lease)
            {
                return lease;
            }
        }

        return null;
    }

    /// <summary>A hold on a version by its number, loaded if need be; null where there is no such version.</summary>
    /// <exception cref="VersionRefusedException">The version does not keep the contract.</exception>
    public async ValueTask<ModelLease?> HoldAsync(int version, CancellationToken cancellation) =>
        versions.TryGetValue(version, out var entry) ? entry.Hold() ?? await entry.LoadAsync(giveWay: true, cancellation) : null;

    /// <summary>Why no version is served, for anyone to read; null while one is.</summary>
    public string? Trouble => served is null ? trouble ?? "No version has been proven yet." : null;

    public void Dispose()
    {
        Volatile.Write(ref served, null);
        foreach (var entry in versions.Values)
        {
            entry.Dispose();
        }
    }

    internal VersionEntry Add(VersionFolder folder, VersionLoader loader, TimeProvider time) =>
        versions.GetOrAdd(folder.Version, _ => new(folder, loader, time));

    /// <summary>Forgets versions whose folders are gone. The served one goes on.</summary>
    internal void Forget()
    {
        foreach (var entry in versions.Values.Where(entry => entry != served && !entry.Folder.Exists))
        {
            versions.TryRemove(entry.Folder.Version, out _);
            entry.Retire();
        }
    }

    /// <summary>Says why no version can be served.</summary>
    internal void Report(string whyNone) => trouble = whyNone;

    /// <summary>Serves another version from now on; requests that began with the old one end with it.</summary>
    internal void Serve(VersionEntry entry)
    {
        var before = Interlocked.Exchange(ref served, entry);
        if (before != entry)
        {
            before?.Unload();
        }
    }

    internal void UnloadIdle(TimeSpan after)
    {
        foreach (var entry in versions.Values.Where(entry => entry != served && entry.IsIdle(after)))
        {
            entry.Unload();
        }
    }
}
