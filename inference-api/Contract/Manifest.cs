using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hitcast.InferenceApi.Contract;

/// <summary>What a server must know of one published version: <c>manifest.json</c>, as <c>onnx-models/README.md</c> explains it.</summary>
/// <remarks>Holds what the server computes with. Whoever asks for the manifest gets the file itself.</remarks>
public sealed record Manifest
{
    /// <summary>The only format that this server knows.</summary>
    public const int KnownFormat = 1;

    public required int Format { get; init; }

    public required string Name { get; init; }

    public required int Version { get; init; }

    public required ModelTask Task { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    public required IReadOnlyList<ModelInput> Inputs { get; init; }

    public required IReadOnlyList<ModelOutput> Outputs { get; init; }

    /// <summary>The prediction interval; regression only.</summary>
    public PredictionInterval? Interval { get; init; }

    /// <summary>The label is the second of its values where the probability is at least this; classification only.</summary>
    public double? Threshold { get; init; }

    public required ManifestMetrics Metrics { get; init; }

    public required ExplanationSource Explanation { get; init; }

    public required OnnxVersions Onnx { get; init; }

    /// <summary>SHA-256 in lower-case hex of every file of the version, by path within its folder.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public static Manifest Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ContractJson.Default.Manifest) ?? throw new JsonException("manifest.json is null.");
}

public enum ModelTask
{
    Regression,
    Classification,
}

/// <summary>How an input's values are written in a request and in a tensor.</summary>
public enum InputKind
{
    Number,
    Flag,
    Date,
    Category,
    List,
}

public enum OnnxType
{
    Float,
    String,
}

/// <param name="Minimum">A request below is an error: a number in the input's unit, an ISO date, or null.</param>
/// <param name="Maximum">A request above is an error.</param>
/// <param name="Separator">What joins the items where a list comes as one text; null where it may not.</param>
/// <param name="Example">A value as a request would send it.</param>
public sealed record ModelInput(
    string Name,
    InputKind Kind,
    OnnxType OnnxType,
    string Description,
    string? Unit,
    bool Required,
    JsonElement? Minimum,
    JsonElement? Maximum,
    string? Separator,
    JsonElement Example,
    SeenInTraining Seen);

/// <summary>What the training data held; a request that lies outside is unusual, not an error.</summary>
/// <param name="Missing">The share of rows without a value.</param>
/// <param name="Range">Numbers and dates only.</param>
/// <param name="Distinct">The number of different values or items; categories and lists only.</param>
/// <param name="Commonest">Up to 200 values or items, commonest first; all there are, if as many as <paramref name="Distinct"/>.</param>
public sealed record SeenInTraining(double Missing, SeenRange? Range, int? Distinct, IReadOnlyList<string>? Commonest);

/// <summary>Numbers in the input's unit, or ISO dates.</summary>
public sealed record SeenRange(JsonElement Minimum, JsonElement P01, JsonElement P99, JsonElement Maximum);

/// <param name="Values">The two texts that a label can be, that of the lower probability first; null for a number.</param>
public sealed record ModelOutput(
    string Name, string Meaning, string? Unit, double? Minimum, double? Maximum, IReadOnlyList<string>? Values, OnnxType OnnxType);

/// <param name="Level">The share of true values that is to lie in the interval, between 0 and 1.</param>
/// <param name="Coverage">The share that did, on unseen data, by case.</param>
public sealed record PredictionInterval(double Level, IReadOnlyDictionary<string, double> Coverage);

/// <param name="Split">How the unseen data was kept apart.</param>
public sealed record ManifestMetrics(string Split, PrimaryMetric Primary);

public sealed record PrimaryMetric(string Name, double Value, bool GreaterIsBetter);

/// <summary>Where the exact SHAP values of an answer come from.</summary>
/// <param name="Node">The name of the tree ensemble's node.</param>
/// <param name="Target">Which of its targets is explained, counted from 0.</param>
/// <param name="Scale">The unit of the contributions, for people.</param>
/// <param name="BaseValue">Base value plus contributions is the ensemble's answer.</param>
/// <param name="Features">The columns of the matrix that the node reads, in their order.</param>
public sealed record ExplanationSource(string Node, int Target, string Scale, double BaseValue, IReadOnlyList<ExplanationFeature> Features);

/// <param name="Inputs">The raw inputs that the feature is computed from; its SHAP value is shared equally between them.</param>
public sealed record ExplanationFeature(string Name, IReadOnlyList<string> Inputs);

/// <param name="Opsets">Operator set versions, by domain.</param>
public sealed record OnnxVersions(int IrVersion, IReadOnlyDictionary<string, int> Opsets);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ContractJson : JsonSerializerContext;
