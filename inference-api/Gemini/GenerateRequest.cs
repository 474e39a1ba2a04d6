using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hitcast.InferenceApi.Gemini;

/// <summary>The body of <c>generateContent</c>, as far as we use it.</summary>
internal sealed record GenerateRequest(
    Content SystemInstruction, IReadOnlyList<Content> Contents, GenerationConfig GenerationConfig, IReadOnlyList<Tool>? Tools = null, ToolConfig? ToolConfig = null);

/// <param name="Role"><c>user</c> or <c>model</c>; null for the system's instruction.</param>
internal sealed record Content(string? Role, IReadOnlyList<Part>? Parts);

/// <summary>A piece of a turn. What we have no name for, such as <c>thoughtSignature</c>, is kept, since Gemini wants its own parts back whole.</summary>
internal sealed record Part
{
    public string? Text { get; init; }

    public bool? Thought { get; init; }

    public FunctionCall? FunctionCall { get; init; }

    public FunctionResponse? FunctionResponse { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }
}

internal sealed record FunctionCall(string? Id, string Name, JsonElement? Args)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }
}

internal sealed record FunctionResponse(string? Id, string Name, JsonElement Response);

internal sealed record Tool(IReadOnlyList<FunctionDeclaration> FunctionDeclarations);

internal sealed record FunctionDeclaration(string Name, string Description, JsonElement ParametersJsonSchema);

internal sealed record ToolConfig(FunctionCallingConfig FunctionCallingConfig);

/// <param name="Mode"><c>ANY</c>: a call must come; <c>AUTO</c>; <c>NONE</c>.</param>
internal sealed record FunctionCallingConfig(string Mode);

/// <remarks>No temperature, topP or topK: deprecated since July 2026.</remarks>
internal sealed record GenerationConfig(
    int MaxOutputTokens, int Seed, ThinkingConfig ThinkingConfig, string? ResponseMimeType = null, JsonElement? ResponseJsonSchema = null, int CandidateCount = 1);

/// <param name="ThinkingLevel">In capitals: small letters are not taken everywhere.</param>
internal sealed record ThinkingConfig(string ThinkingLevel, bool IncludeThoughts = false);
