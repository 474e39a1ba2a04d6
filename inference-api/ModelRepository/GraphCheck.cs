using System.Globalization;
using Hitcast.InferenceApi.Contract;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>Compares a graph with its manifest: names, order, types, shapes, operator sets.</summary>
internal static class GraphCheck
{
    private static readonly string[] Standard = ["ai.onnx", "ai.onnx.ml"];

    /// <exception cref="VersionRefusedException">The graph is not what the manifest says.</exception>
    public static void Compare(OnnxFile graph, Manifest manifest)
    {
        Compare("input", graph.Inputs, [.. manifest.Inputs.Select(input => (input.Name, input.OnnxType))]);
        Compare("output", graph.Outputs, [.. manifest.Outputs.Select(output => (output.Name, output.OnnxType))]);
        Compare(graph, manifest.Onnx);
        Compare(manifest.Task, [.. manifest.Outputs.Select(output => output.Name)]);
    }

    private static void Compare(string what, IReadOnlyList<OnnxTensor> tensors, List<(string Name, OnnxType Type)> declared)
    {
        if (!tensors.Select(tensor => tensor.Name).SequenceEqual(declared.Select(tensor => tensor.Name)))
        {
            throw new VersionRefusedException($"model.onnx: its {what}s are {Names(tensors.Select(tensor => tensor.Name))}; manifest.json says {Names(declared.Select(tensor => tensor.Name))}.");
        }

        foreach (var (tensor, (name, type)) in tensors.Zip(declared))
        {
            if (tensor.ElementType != (type == OnnxType.Float ? TensorElementType.Float : TensorElementType.String))
            {
                throw new VersionRefusedException($"model.onnx: {what} '{name}' is of another type than in manifest.json.");
            }

            if (tensor.Shape is not [-1, 1])
            {
                throw new VersionRefusedException($"model.onnx: {what} '{name}' has the shape [{string.Join(", ", tensor.Shape ?? [])}], it must be [N, 1].");
            }
        }
    }

    private static void Compare(OnnxFile graph, OnnxVersions declared)
    {
        if (graph.Domains.Except(Standard).ToArray() is [_, ..] others)
        {
            throw new VersionRefusedException($"model.onnx: it uses operators of {Names(others)}; only {Names(Standard)} are allowed.");
        }

        foreach (var domain in graph.Domains)
        {
            var (actual, version) = (graph.Opsets.GetValueOrDefault(domain), declared.Opsets.GetValueOrDefault(domain));
            if (actual != version)
            {
                throw new VersionRefusedException($"model.onnx: its operator set of {domain} is {Shown(actual)}; manifest.json says {Shown(version)}.");
            }
        }

        if (graph.IrVersion != declared.IrVersion)
        {
            throw new VersionRefusedException($"model.onnx: its IR version is {graph.IrVersion}; manifest.json says {declared.IrVersion}.");
        }
    }

    private static void Compare(ModelTask task, string[] outputs)
    {
        string[] needed = task == ModelTask.Regression ? ["prediction", "lower", "upper"] : ["probability", "label"];
        if (!needed.Order().SequenceEqual(outputs.Order()))
        {
            throw new VersionRefusedException($"manifest.json: a {task} must have the outputs {Names(needed)}, not {Names(outputs)}.");
        }
    }

    private static string Shown(long version) => version == 0 ? "none" : version.ToString(CultureInfo.InvariantCulture);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
