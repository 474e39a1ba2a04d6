using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Predictions;
using Hitcast.InferenceApi.Scoring;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>Lets Gemini call a version of the movie model with inputs of its choice, two rounds at most, and say what came of it.</summary>
/// <param name="took">Is told what each call to Gemini took.</param>
internal sealed class WhatIf(GeminiClient gemini, ModelVersion version, Action<GeminiUsage> took)
{
    /// <summary>The model that forecasts movies; <c>ask.forecasts</c> has its forecasts.</summary>
    public const string Model = "movie-success";

    private const int MostRounds = 2;
    private const int MostCalls = 5;
    private readonly List<Trial> trials = [];

    /// <summary>One row a call that the model took; null if there was none.</summary>
    public Table? Forecasts => trials.Count == 0 ? null : Trial.ToTable(trials, version);

    /// <summary>All values of rows, each on a line, as a text about them may name them.</summary>
    public static string Words(Table rows) =>
        string.Join('\n', rows.Rows.SelectMany(row => row.OfType<object>()).Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

    /// <returns>Gemini's text, empty if it goes on calling; and why there is none, where Gemini failed after the model had answered.</returns>
    /// <exception cref="GeminiException">Gemini failed before the model had answered.</exception>
    public async Task<(string Text, string? Failure)> AskAsync(string question, Plan plan, Table features, CancellationToken cancellation)
    {
        var function = MovieFunction.Of(version);
        var dialogue = Prompts.ForWhatIf(question, plan, features, function);
        try
        {
            for (var round = 0; round < MostRounds; round++)
            {
                var reply = await GoOnAsync(dialogue, round == 0 ? GeminiCalling.Must : GeminiCalling.May, cancellation);
                if (reply.Calls.Count == 0)
                {
                    return (reply.Text, null);
                }

                var results = new List<(GeminiCall, JsonElement)>();
                foreach (var (place, call) in reply.Calls.Index())
                {
                    results.Add((call, await AnswerAsync(call, function, place)));
                }

                dialogue.Answer(results);
            }

            var last = await GoOnAsync(dialogue, GeminiCalling.MustNot, cancellation);
            return (last.Calls.Count == 0 ? last.Text : "", null);
        }
        catch (GeminiException failure) when (trials.Count > 0)
        {
            // Logged by the client. The forecasts are worth having without a text.
            return ("", failure.Message);
        }
    }

    private async Task<GeminiReply> GoOnAsync(GeminiDialogue dialogue, GeminiCalling calling, CancellationToken cancellation)
    {
        var answer = await gemini.GoOnAsync(dialogue, calling, cancellation);
        took(answer.Usage);
        return answer.Value;
    }

    private async Task<JsonElement> AnswerAsync(GeminiCall call, GeminiFunction function, int place) =>
        call.Name != function.Name ? Error($"There is no such function. There is {function.Name}.")
        : place >= MostCalls ? Error($"No more than {MostCalls} calls are answered at once.")
        : call.Arguments is not { ValueKind: JsonValueKind.Object } inputs ? Error("The arguments must be an object from input names to values.")
        : await ScoreAsync(inputs);

    /// <remarks>Not counted as observed by the drift monitor: made-up inputs are no traffic.</remarks>
    private async Task<JsonElement> ScoreAsync(JsonElement inputs)
    {
        var request = version.Scorer.Rent();
        try
        {
            if (!Read(inputs, request))
            {
                return JsonSerializer.SerializeToElement(new { errors = request.Errors.ByField() });
            }

            await version.Scorer.ScoreAsync(request);
            var answer = Write(request);
            trials.Add(new(inputs, answer));
            return answer;
        }
        finally
        {
            version.Scorer.Return(request);
        }
    }

    private static bool Read(JsonElement inputs, ScoringRequest request)
    {
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(inputs));
        reader.Read();
        return JsonRowReader.ReadOnly(ref reader, request.Rows, request.Errors);
    }

    private JsonElement Write(ScoringRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            new AnswerWriter(new(version, new(Explain: false))).Write(writer, request.Rows, request.Answers, row: 0);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static JsonElement Error(string sentence) => JsonSerializer.SerializeToElement(new { error = sentence });
}
