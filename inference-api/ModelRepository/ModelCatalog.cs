using System.Collections.Concurrent;
using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>All models of the repository, by name. Thread safe.</summary>
public sealed class ModelCatalog : IDisposable
{
    private readonly ConcurrentDictionary<string, ServedModel> models = new(StringComparer.Ordinal);

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<ServedModel> Models => [.. models.Values.OrderBy(model => model.Name, StringComparer.Ordinal)];

    public ServedModel? Find(string name) => models.GetValueOrDefault(name);

    /// <summary>What all served versions have counted of their requests.</summary>
    internal IEnumerable<VersionDrift> Drifts()
    {
        foreach (var model in Models)
        {
            if (model.Hold() is { } lease)
            {
                using (lease)
                {
                    yield return new(model.Name, lease.Version.Manifest.Version, lease.Version.Drift);
                }
            }
        }
    }

    public void Dispose()
    {
        foreach (var model in models.Values)
        {
            model.Dispose();
        }
    }

    internal ServedModel GetOrAdd(string name) => models.GetOrAdd(name, name => new(name));

    /// <summary>Forgets models of which nothing is left, neither served nor in the repository.</summary>
    internal void Forget()
    {
        foreach (var model in models.Values.Where(model => model.ServedVersion is null && model.Versions.Count == 0))
        {
            models.TryRemove(model.Name, out _);
        }
    }
}
