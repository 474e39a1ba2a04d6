using System.Text.Json;

namespace Hitcast.InferenceApi.Gemini;

/// <summary>One call for JSON.</summary>
/// <param name="Instruction">What the model is to do; nothing in it comes from a caller.</param>
/// <param name="Turns">The dialogue, which begins and ends with the user.</param>
/// <param name="Schema">JSON Schema of the answer, as far as Gemini knows it.</param>
public sealed record GeminiPrompt(string Instruction, IReadOnlyList<GeminiTurn> Turns, JsonElement Schema);

/// <param name="FromModel">The model's own words; else the user's.</param>
public sealed record GeminiTurn(bool FromModel, string Text);

/// <summary>An answer of the asked shape, and what it took.</summary>
public sealed record GeminiAnswer<T>(T Value, GeminiUsage Usage);
