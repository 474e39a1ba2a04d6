using System.Text.Json;

namespace Hitcast.InferenceApi.Contract;

/// <summary>Checks a manifest against <c>onnx-models/manifest.schema.json</c>, a JSON Schema of 2020-12, which is part of this assembly.</summary>
/// <remarks>Thread safe. No validator among the served packages knows that draft, so <see cref="SchemaRules"/> does as much of it as is used.</remarks>
public sealed class ManifestSchema
{
    private readonly SchemaRule rule;

    /// <exception cref="NotSupportedException">The schema uses a keyword that this server does not know.</exception>
    internal ManifestSchema(JsonElement schema) => rule = new SchemaRules(schema).Root;

    public static ManifestSchema Load()
    {
        using var json = typeof(ManifestSchema).Assembly.GetManifestResourceStream("manifest.schema.json")
            ?? throw new InvalidOperationException("manifest.schema.json is not embedded in the assembly.");
        using var schema = JsonDocument.Parse(json);
        return new ManifestSchema(schema.RootElement.Clone());
    }

    /// <summary>Each problem as a JSON path and what is allowed there, such as <c>$.inputs[3].kind: must be one of …</c>; none for a valid manifest.</summary>
    public IReadOnlyList<string> Problems(JsonElement manifest)
    {
        List<string> problems = [];
        try
        {
            rule(manifest, "$", problems);
        }
        catch (InvalidOperationException exception) when (exception.InnerException is null)
        {
            // So System.Text.Json answers to an escaped half of a surrogate pair.
            problems.Add($"$: holds a text that is not Unicode ({exception.Message})");
        }

        return problems;
    }
}
