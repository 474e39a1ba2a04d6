using System.Text.Json;
using System.Text.Json.Serialization;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Drift;

/// <summary>What a model version was asked and answered since it was loaded, against what it learnt from.</summary>
/// <param name="Rows">Requests counted.</param>
/// <param name="Judgement">The gravest of all inputs and outputs.</param>
public sealed record DriftReport(
    string Model,
    int Version,
    long Rows,
    int TrainingRows,
    DriftJudgement Judgement,
    IReadOnlyDictionary<string, DistributionDrift> Inputs,
    IReadOnlyDictionary<string, DistributionDrift> Outputs)
{
    public void Write(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, this, DriftJson.Default.DriftReport);
}

/// <param name="Rows">Requests counted.</param>
/// <param name="Draws">Values compared: requests, or the items of all lists.</param>
/// <param name="Psi">The population stability index; null before the first value.</param>
/// <param name="Chance">What chance alone would make of it, in any input or output, once in a thousand reports; null if not judged.</param>
/// <param name="Missing">The share of requests without a value; null before the first request.</param>
/// <param name="UnseenNames">How many names training did not hold; null for numbers, and where the manifest does not list all that it held.</param>
/// <param name="Length">The number of items; lists only.</param>
public sealed record DistributionDrift(
    [property: JsonConverter(typeof(LowerCaseKind))] InputKind Kind,
    long Rows,
    long Draws,
    double? Psi,
    double? Chance,
    DriftJudgement Judgement,
    double? Missing,
    double MissingInTraining,
    long? UnseenNames,
    LengthDrift? Length);

/// <summary>Of the number of items in a list.</summary>
public sealed record LengthDrift(double? Psi, double? Chance, DriftJudgement Judgement);

/// <summary>From the least to the gravest.</summary>
public enum DriftJudgement
{
    /// <summary>A date: the future is always new.</summary>
    [JsonStringEnumMemberName("not judged")]
    NotJudged,

    [JsonStringEnumMemberName("not enough requests")]
    NotEnoughRequests,

    [JsonStringEnumMemberName("stable")]
    Stable,

    [JsonStringEnumMemberName("drifted")]
    Drifted,

    [JsonStringEnumMemberName("strongly drifted")]
    StronglyDrifted,
}

internal sealed class LowerCaseKind() : JsonStringEnumConverter<InputKind>(JsonNamingPolicy.SnakeCaseLower);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DriftReport))]
internal sealed partial class DriftJson : JsonSerializerContext;
