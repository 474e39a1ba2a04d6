using System.Buffers;
using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Compatibility;

/// <summary>Turns what callers of the replaced services send into a request by the model's input names.</summary>
/// <remarks>
/// The old services passed over properties that they did not know, so they are passed over here. The movies' callers send Spanish names,
/// and categories as flags: <c>"Drama": 1</c>, <c>"original_language_en": 1</c>.
/// </remarks>
internal static class OldRequest
{
    /// <summary>Old names of inputs.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["duracion"] = "runtime",
        ["generos"] = "genres",
        ["titulo"] = "title",
    };

    /// <summary>The request as a JSON object that holds nothing but the model's inputs.</summary>
    public static ReadOnlyMemory<byte> Translate(JsonElement old, InputSchema schema)
    {
        var translated = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(translated);
        writer.WriteStartObject();
        var given = new HashSet<string>();
        foreach (var property in old.EnumerateObject())
        {
            var name = Renamed.GetValueOrDefault(property.Name, property.Name);
            if (schema.Find(Encoding.UTF8.GetBytes(name)) is { } field && given.Add(name))
            {
                writer.WritePropertyName(name);
                Write(writer, field, property, isRenamed: name != property.Name);
            }
        }

        var flags = old.EnumerateObject().Where(property => IsSet(property.Value)).Select(property => property.Name).ToList();
        foreach (var field in schema.Fields.Where(field => !given.Contains(field.Name)))
        {
            WriteFlagged(writer, field, flags);
        }

        writer.WriteEndObject();
        writer.Flush();
        return translated.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, InputField field, JsonProperty property, bool isRenamed)
    {
        if (isRenamed && field.Kind == InputKind.List && property.Value.ValueKind == JsonValueKind.String)
        {
            writer.WriteStartArray();
            foreach (var item in property.Value.GetString()!.Split(','))
            {
                writer.WriteStringValue(item);
            }

            writer.WriteEndArray();
            return;
        }

        property.Value.WriteTo(writer);
    }

    private static bool IsSet(JsonElement value) =>
        value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number == 1);

    private static void WriteFlagged(Utf8JsonWriter writer, InputField field, List<string> flags)
    {
        // Only names that are all known can be told from other flags.
        if (field.Input.Seen is not { Commonest: { } names, Distinct: { } distinct } || names.Count < distinct)
        {
            return;
        }

        if (field.Kind == InputKind.Category && names.FirstOrDefault(name => flags.Contains($"{field.Name}_{name}")) is { } category)
        {
            writer.WriteString(field.Name, category);
        }
        else if (field.Kind == InputKind.List && names.Where(flags.Contains).ToList() is { Count: > 0 } items)
        {
            writer.WriteStartArray(field.Name);
            items.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }
    }
}
