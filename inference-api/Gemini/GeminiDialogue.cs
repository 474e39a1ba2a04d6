using System.Text.Json;

namespace Hitcast.InferenceApi.Gemini;

/// <summary>A dialogue in which Gemini may call one function of ours; it goes on by <see cref="GeminiClient.GoOnAsync"/>. Not thread safe.</summary>
/// <param name="instruction">What the model is to do; nothing in it comes from a caller.</param>
/// <param name="question">The user's first turn.</param>
public sealed class GeminiDialogue(string instruction, string question, GeminiFunction function)
{
    private readonly List<Content> contents = [new("user", [new() { Text = question }])];

    internal string Instruction => instruction;

    internal IReadOnlyList<Content> Contents => [.. contents];

    internal IReadOnlyList<Tool> Tools { get; } = [new([new(function.Name, function.Description, function.Parameters)])];

    /// <summary>Says what came of the last reply's calls, each in its place.</summary>
    public void Answer(IEnumerable<(GeminiCall Call, JsonElement Result)> results) => contents.Add(new("user",
        [.. results.Select(one => new Part { FunctionResponse = new(one.Call.Id, one.Call.Name, one.Result) })]));

    /// <summary>Takes a reply into the dialogue, its parts whole: Gemini may refuse a next turn without their signatures.</summary>
    internal GeminiReply Take(GenerateReply? reply)
    {
        Part[] parts = [.. ReplyReader.Candidate(reply).Content?.Parts?.Where(part => part is not null) ?? []];
        var calls = parts.Select(part => part.FunctionCall).OfType<FunctionCall>().Select(call => new GeminiCall(call.Id, call.Name, call.Args)).ToList();
        var text = string.Concat(parts.Where(part => part.Thought != true).Select(part => part.Text)).Trim();
        if (calls.Count == 0 && text.Length == 0)
        {
            throw ReplyReader.Unusable("Gemini's reply holds neither text nor a call.");
        }

        contents.Add(new("model", parts));
        return new(calls, text);
    }
}

/// <param name="Parameters">JSON Schema of the arguments, as far as Gemini knows it.</param>
public sealed record GeminiFunction(string Name, string Description, JsonElement Parameters);

/// <param name="Arguments">As Gemini wrote them: to be checked like a caller's.</param>
public sealed record GeminiCall(string? Id, string Name, JsonElement? Arguments);

/// <param name="Text">Empty where it only calls.</param>
public sealed record GeminiReply(IReadOnlyList<GeminiCall> Calls, string Text);

/// <summary>Whether the next reply calls the function.</summary>
public enum GeminiCalling
{
    Must,
    May,
    MustNot,
}
