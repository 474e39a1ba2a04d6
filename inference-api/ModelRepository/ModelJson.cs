using System.Text.Json;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>What the repository says of a model, as JSON.</summary>
internal static class ModelJson
{
    /// <summary>A model's state, and all that the manifest says of the version shown.</summary>
    public static void Write(Utf8JsonWriter writer, ServedModel model, ModelVersion? shown)
    {
        writer.WriteStartObject();
        WriteState(writer, model);
        if (shown is not null)
        {
            writer.WriteNumber("version", shown.Manifest.Version);
            writer.WritePropertyName("manifest");
            writer.WriteRawValue(shown.ManifestJson.Span, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    /// <summary>Which version is served, and the state of all.</summary>
    public static void WriteState(Utf8JsonWriter writer, ServedModel model)
    {
        writer.WriteString("name", model.Name);
        if (model.Hold() is { } lease)
        {
            using (lease)
            {
                writer.WriteString("title", lease.Version.Manifest.Title);
                writer.WriteString("summary", lease.Version.Manifest.Summary);
            }
        }

        writer.WritePropertyName("served_version");
        if (model.ServedVersion is { } served)
        {
            writer.WriteNumberValue(served);
        }
        else
        {
            writer.WriteNullValue();
            writer.WriteString("reason", model.Trouble);
        }

        writer.WriteStartArray("versions");
        foreach (var status in model.Versions)
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", status.Version);
            writer.WriteString("state", status.State.ToString().ToLowerInvariant());
            if (status.Reason is not null)
            {
                writer.WriteString("reason", status.Reason);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
