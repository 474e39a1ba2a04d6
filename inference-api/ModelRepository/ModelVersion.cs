using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Drift;
using Hitcast.InferenceApi.Explanations;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>A version that has been proven and answers. Freed when the repository and the last request have let go of it.</summary>
public sealed class ModelVersion
{
    private readonly OnnxModel model;
    private int holders = 1;

    internal ModelVersion(
        VersionFolder folder, VersionFiles files, OnnxModel model, TreeExplainer explainer, DriftMonitor drift, VersionMetrics metrics, int maximumBatch)
    {
        this.model = model;
        Folder = folder.Path;
        Manifest = files.Manifest;
        ManifestJson = files.ManifestJson;
        Card = files["card.md"];
        Scorer = new(model, maximumBatch);
        Unusual = new(model.Inputs);
        Explainer = explainer;
        Drift = drift;
        Metrics = metrics;
    }

    public Manifest Manifest { get; }

    /// <summary>The manifest as the file says it.</summary>
    public ReadOnlyMemory<byte> ManifestJson { get; }

    /// <summary>The model card, Markdown in UTF-8.</summary>
    public ReadOnlyMemory<byte> Card { get; }

    /// <summary>Where the version's files lie.</summary>
    public string Folder { get; }

    public InputSchema Inputs => model.Inputs;

    public Scorer Scorer { get; }

    public UnusualInputs Unusual { get; }

    public TreeExplainer Explainer { get; }

    public DriftMonitor Drift { get; }

    public VersionMetrics Metrics { get; }

    /// <summary>The repository and the requests under way that hold on to it.</summary>
    internal int Holders => Volatile.Read(ref holders);

    /// <summary>Holds on to the version, unless it has been freed already.</summary>
    internal bool TryHold()
    {
        var current = Volatile.Read(ref holders);
        while (current > 0)
        {
            var seen = Interlocked.CompareExchange(ref holders, current + 1, current);
            if (seen == current)
            {
                return true;
            }

            current = seen;
        }

        return false;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref holders) == 0)
        {
            model.Dispose();
        }
    }
}

/// <summary>A request's hold on a version: what it began with stays until it ends.</summary>
public readonly struct ModelLease(ModelVersion version) : IDisposable, IEquatable<ModelLease>
{
    public ModelVersion Version => version;

    public static bool operator ==(ModelLease left, ModelLease right) => left.Equals(right);

    public static bool operator !=(ModelLease left, ModelLease right) => !left.Equals(right);

    public void Dispose() => version.Release();

    public bool Equals(ModelLease other) => ReferenceEquals(Version, other.Version);

    public override bool Equals(object? obj) => obj is ModelLease other && Equals(other);

    public override int GetHashCode() => version.GetHashCode();
}
