using System.Text.Json.Serialization;
using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.Status;

/// <summary>All that an operator wants to know.</summary>
/// <param name="Attention">What somebody should look at, the part first; empty where all is well.</param>
internal sealed record StatusReport(
    DateTimeOffset At,
    IReadOnlyList<AttentionItem> Attention,
    ServiceState Service,
    CatalogueState Catalogue,
    WorkerState Worker,
    IReadOnlyList<ModelState> Models,
    QuestionsState Questions,
    GeminiState Gemini);

/// <param name="Part">The report's property that tells more.</param>
internal sealed record AttentionItem(string Part, string Sentence);

/// <param name="Reasons">Why it is not ready.</param>
internal sealed record ServiceState(string Version, DateTimeOffset StartedAt, long UptimeSeconds, bool Ready, IReadOnlyList<string> Reasons);

/// <param name="Reason">Why nothing is known; null where the warehouse answered.</param>
internal sealed record CatalogueState(
    string? Reason,
    long? Movies = null,
    DateTimeOffset? NewestFetchedAt = null,
    DateTimeOffset? OldestFetchedAt = null,
    long? LastLoad = null,
    DateTimeOffset? LastLoadAt = null,
    DateTimeOffset? LastForecastAt = null);

/// <param name="Reason">Why nothing is known; null where the worker answered.</param>
internal sealed record WorkerState(string? Reason, IReadOnlyList<WorkerFunction> Functions);

/// <param name="Reason">Why no version is served; null where one is.</param>
/// <param name="Requests">To all versions since the start.</param>
/// <param name="Errors">Requests that were not answered, by status code: 4xx were the caller's fault, 5xx ours.</param>
/// <param name="ErrorRate">From 0 to 1; null before the first request.</param>
/// <param name="Drift">Of the served version; null where there is none.</param>
internal sealed record ModelState(
    string Name,
    int? ServedVersion,
    string? Reason,
    IReadOnlyList<VersionState> Versions,
    long Requests,
    IReadOnlyDictionary<string, long> Errors,
    double? ErrorRate,
    DriftState? Drift);

/// <param name="State">available, loaded or refused.</param>
/// <param name="Reason">Why it was refused.</param>
internal sealed record VersionState(int Version, string State, string? Reason);

/// <param name="Rows">Rows judged.</param>
/// <param name="Drifted">Inputs and outputs whose distribution is no longer that of training.</param>
internal sealed record DriftState(long Rows, Drift.DriftJudgement Judgement, IReadOnlyList<DriftedField> Drifted);

/// <param name="Psi">The population stability index of its values; null where only the length of its lists was judged.</param>
internal sealed record DriftedField(string Name, Drift.DriftJudgement Judgement, double? Psi);

/// <param name="Ways">How many came to what: verified, gemini, kept, declined, refused, failed.</param>
/// <param name="ErrorRate">The share of failed ones, from 0 to 1; null before the first question.</param>
internal sealed record QuestionsState(long Asked, IReadOnlyDictionary<string, long> Ways, long Errors, double? ErrorRate);

/// <param name="SpentToday">Since midnight UTC, in USD, as are <paramref name="Budget"/> and <paramref name="Left"/>.</param>
internal sealed record GeminiState(bool Configured, string Model, decimal SpentToday, decimal Budget, decimal Left);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(WorkerFunctions))]
[JsonSerializable(typeof(WorkerProblem))]
[JsonSerializable(typeof(WorkerReplay))]
internal sealed partial class StatusJson : JsonSerializerContext;

/// <summary>Texts as they are, since a reply is never part of a page.</summary>
internal static class ReadableJson
{
    public static StatusJson Status { get; } = new(new(StatusJson.Default.Options) { Encoder = JsonWriters.Options.Encoder });
}
