using System.Text.Json.Serialization;

namespace Hitcast.InferenceApi.Operations;

/// <param name="Status">"live", "ready" or "not ready".</param>
/// <param name="Reasons">Why it is not ready.</param>
internal sealed record HealthReply(
    string Status,
    IReadOnlyList<string>? Reasons = null,
    IReadOnlyDictionary<string, HealthReply>? Parts = null,
    string? Version = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthReply))]
internal sealed partial class OperationsJson : JsonSerializerContext;
