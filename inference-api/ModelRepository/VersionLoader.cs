using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Drift;
using Hitcast.InferenceApi.Explanations;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Scoring;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>Loads a version aside and proves it: schema, hashes, graph against manifest, parity replayed. Afterwards it is warm.</summary>
internal sealed class VersionLoader(IOptions<ScoringOptions> options, ModelMetrics metrics, TimeProvider time)
{
    /// <exception cref="VersionRefusedException">The version does not keep the contract; the message says where.</exception>
    public ModelVersion Load(VersionFolder folder)
    {
        var start = time.GetTimestamp();
        var files = VersionFiles.Read(folder);
        var graph = Prove("model.onnx", () => OnnxFile.Read(files["model.onnx"]));
        GraphCheck.Compare(graph, files.Manifest);
        var explainer = Prove("model.onnx", () => TreeExplainer.Create(graph, files.Manifest.Explanation, [.. files.Manifest.Inputs.Select(input => input.Name)]));
        var model = Prove("model.onnx", () => new OnnxModel(OnnxFile.WithOutput(files["model.onnx"], explainer.FeatureTensor), files.Manifest, explainer.FeatureTensor));
        try
        {
            Prove("model.onnx", () => new ParityReplay(model, explainer).Run(files["parity.json"]));
            var drift = Prove("reference.json", () => new DriftMonitor(DriftReference.Read(files["reference.json"], files.Manifest), files.Manifest));
            var versionMetrics = metrics.Of(folder.Model, folder.Version);
            versionMetrics.Loaded(time.GetElapsedTime(start));
            return new(folder, files, model, explainer, drift, versionMetrics, options.Value.MaximumBatch);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Turns what a part of the proof throws into the reason of a refusal.</summary>
    private static T Prove<T>(string file, Func<T> part)
    {
        try
        {
            return part();
        }
        catch (Exception exception) when (exception is OnnxFileException or TreeEnsembleException or DriftReferenceException)
        {
            throw new VersionRefusedException($"{file}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is not VersionRefusedException)
        {
            // Whatever somebody has put there, it must not end the watch over all other models. The log has the cause.
            throw new VersionRefusedException($"{file}: it cannot be loaded and run.", exception);
        }
    }

    private static void Prove(string file, Action part) => Prove(file, () => { part(); return true; });
}
