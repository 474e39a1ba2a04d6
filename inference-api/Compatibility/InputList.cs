using System.Text.Json;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Compatibility;

/// <summary>What a model's inputs are, from its manifest.</summary>
internal static class InputList
{
    public static void Write(Utf8JsonWriter writer, Manifest manifest)
    {
        writer.WriteStartObject();
        writer.WriteString("model", manifest.Name);
        writer.WriteNumber("version", manifest.Version);
        writer.WriteStartArray("params");
        foreach (var input in manifest.Inputs)
        {
            writer.WriteStartObject();
            writer.WriteString("name", input.Name);
            writer.WriteString("kind", input.Kind.ToString().ToLowerInvariant());
            writer.WriteString("description", input.Description);
            writer.WriteString("unit", input.Unit);
            writer.WriteBoolean("required", input.Required);
            Write(writer, "minimum", input.Minimum);
            Write(writer, "maximum", input.Maximum);
            Write(writer, "example", input.Example);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, JsonElement? value)
    {
        writer.WritePropertyName(name);
        if (value is { ValueKind: not JsonValueKind.Undefined } element)
        {
            element.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
