using System.Globalization;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.ModelRepository;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>What the protocol tells of the server and its models.</summary>
internal static class MetadataJson
{
    public static string Datatype(OnnxType type) => type == OnnxType.String ? "BYTES" : "FP32";

    public static void WriteServer(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", "hitcast");
        writer.WriteString("version", typeof(MetadataJson).Assembly.GetName().Version?.ToString(3));
        writer.WriteStartArray("extensions");
        writer.WriteStringValue("binary_tensor_data");
        writer.WriteStringValue("model_repository");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void WriteModel(Utf8JsonWriter writer, Manifest manifest, IEnumerable<VersionStatus> versions)
    {
        writer.WriteStartObject();
        writer.WriteString("name", manifest.Name);
        writer.WriteStartArray("versions");
        foreach (var version in versions.Where(version => version.State != VersionState.Refused))
        {
            writer.WriteStringValue(version.Version.ToString(CultureInfo.InvariantCulture));
        }

        writer.WriteEndArray();
        writer.WriteString("platform", "onnx_onnxv1");
        writer.WriteStartArray("inputs");
        foreach (var input in manifest.Inputs)
        {
            WriteInput(writer, input);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("outputs");
        foreach (var output in manifest.Outputs)
        {
            writer.WriteStartObject();
            WriteTensor(writer, output.Name, output.OnnxType);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The versions of all models, with the protocol's words for their states.</summary>
    public static void WriteIndex(Utf8JsonWriter writer, IEnumerable<ServedModel> models, bool readyOnly)
    {
        writer.WriteStartArray();
        foreach (var (model, version) in models.SelectMany(model => model.Versions.Select(version => (model, version))))
        {
            var ready = version.State == VersionState.Loaded;
            if (ready || !readyOnly)
            {
                writer.WriteStartObject();
                writer.WriteString("name", model.Name);
                writer.WriteString("version", version.Version.ToString(CultureInfo.InvariantCulture));
                writer.WriteString("state", ready ? "READY" : "UNAVAILABLE");
                writer.WriteString("reason", version.Reason ?? (ready ? "" : "loaded when asked for"));
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteInput(Utf8JsonWriter writer, ModelInput input)
    {
        writer.WriteStartObject();
        WriteTensor(writer, input.Name, input.OnnxType);
        writer.WriteStartObject("parameters");
        writer.WriteString("description", input.Description);
        writer.WriteBoolean("required", input.Required);
        writer.WriteString("element", input.Kind switch
        {
            InputKind.Number => "a number, NaN or null if missing; any numeric datatype is taken",
            InputKind.Flag => "1 or 0, NaN or null if missing; BOOL is taken too",
            InputKind.Date => "whole days since 1970-01-01, NaN or null if missing",
            InputKind.Category => "a text, empty if missing",
            _ => "the items joined by U+001F, empty if missing",
        });
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter writer, string name, OnnxType type)
    {
        writer.WriteString("name", name);
        writer.WriteString("datatype", Datatype(type));
        writer.WriteStartArray("shape");
        writer.WriteNumberValue(-1);
        writer.WriteNumberValue(1);
        writer.WriteEndArray();
    }
}
