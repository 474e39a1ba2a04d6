using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly.Timeout;
using Refit;

namespace Hitcast.InferenceApi.Gemini;

/// <summary>Asks Gemini; each call either gives an answer of the asked shape or says why there is none. Thread safe.</summary>
public sealed partial class GeminiClient
{
    private readonly IGeminiApi api;
    private readonly GeminiOptions options;
    private readonly DailyBudget budget;
    private readonly GeminiMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<GeminiClient> log;
    private int retirementLogged;

    internal GeminiClient(
        IGeminiApi api, IOptions<GeminiOptions> options, DailyBudget budget, GeminiMetrics metrics, TimeProvider time, ILogger<GeminiClient> log) =>
        (this.api, this.options, this.budget, this.metrics, this.time, this.log) = (api, options.Value, budget, metrics, time, log);

    /// <summary>One call, of the shape of the prompt's schema.</summary>
    /// <exception cref="GeminiException">There is no usable answer; logged here already.</exception>
    public Task<GeminiAnswer<T>> AskAsync<T>(GeminiPrompt prompt, CancellationToken cancellation)
        where T : class => MeasuredAsync(
            Request(prompt),
            reply => GeminiJson.Read<T>(Encoding.UTF8.GetBytes(ReplyReader.Text(reply)))
                ?? throw ReplyReader.Unusable("Gemini answered with something else than the JSON it was asked for."),
            cancellation);

    /// <summary>One call more of a dialogue, which then holds the reply.</summary>
    /// <exception cref="GeminiException">There is no usable reply; logged here already.</exception>
    public Task<GeminiAnswer<GeminiReply>> GoOnAsync(GeminiDialogue dialogue, GeminiCalling calling, CancellationToken cancellation) =>
        MeasuredAsync(Request(dialogue, calling), dialogue.Take, cancellation);

    private async Task<GeminiAnswer<T>> MeasuredAsync<T>(GenerateRequest request, Func<GenerateReply?, T> read, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        try
        {
            var (reply, usage) = await GenerateAsync(request, cancellation);
            var value = read(reply);
            metrics.Answered(options.Model, time.GetElapsedTime(started));
            return new(value, usage);
        }
        catch (GeminiException exception)
        {
            metrics.Failed(options.Model, exception.Failure, time.GetElapsedTime(started));
            LogFailure(exception.Failure, exception.Message);
            throw;
        }
    }

    private GenerateRequest Request(GeminiPrompt prompt) => new(
        new(Role: null, [new() { Text = prompt.Instruction }]),
        [.. prompt.Turns.Select(turn => new Content(turn.FromModel ? "model" : "user", [new() { Text = turn.Text }]))],
        new(options.MaxOutputTokens, options.Seed, new(options.ThinkingLevel.ToUpperInvariant()), "application/json", prompt.Schema));

    private GenerateRequest Request(GeminiDialogue dialogue, GeminiCalling calling) => new(
        new(Role: null, [new() { Text = dialogue.Instruction }]),
        dialogue.Contents,
        new(options.MaxOutputTokens, options.Seed, new(options.ThinkingLevel.ToUpperInvariant())),
        dialogue.Tools,
        new(new(calling switch
        {
            GeminiCalling.Must => "ANY",
            GeminiCalling.May => "AUTO",
            _ => "NONE",
        })));

    private async Task<(GenerateReply? Reply, GeminiUsage Usage)> GenerateAsync(GenerateRequest request, CancellationToken cancellation)
    {
        if (!options.IsConfigured)
        {
            throw new GeminiException(GeminiFailure.NotConfigured, "There is no key for Gemini (Gemini:ApiKey), so only verified questions are answered.");
        }

        // No token is shorter than a byte.
        var most = options.Cost(JsonSerializer.SerializeToUtf8Bytes(request, GeminiJson.Options).Length, options.MaxOutputTokens);
        budget.Reserve(most);
        var cost = 0m;
        try
        {
            var reply = GeminiJson.Read<GenerateReply>(await SendAsync(request, cancellation));
            var usage = options.Usage(reply);
            cost = usage.CostUsd;
            metrics.Used(usage);
            WarnOfRetirement(reply?.ModelStatus);
            return (reply, usage);
        }
        finally
        {
            budget.Settle(most, cost);
        }
    }

    private async Task<byte[]> SendAsync(GenerateRequest request, CancellationToken cancellation)
    {
        try
        {
            var deadline = time.GetTimestamp() + (long)(options.TimeoutSeconds * time.TimestampFrequency);
            using var response = await api.GenerateContentAsync(options.Model, request, deadline, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return response.StatusCode == HttpStatusCode.OK ? body : throw GeminiError.Read(response.StatusCode, body).ToException(options.Model);
        }
        catch (ApiRequestException exception) when (exception.InnerException is OperationCanceledException)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellation);
        }
        catch (ApiRequestException exception) when (exception.InnerException is TimeoutRejectedException)
        {
            throw new GeminiException(
                GeminiFailure.TimedOut, $"Gemini did not answer within {options.TimeoutSeconds} s (Gemini:TimeoutSeconds). Ask again later.", cause: exception);
        }
        catch (ApiRequestException exception) when (exception.InnerException is HttpRequestException or HttpIOException)
        {
            throw new GeminiException(
                GeminiFailure.Unavailable, "Gemini cannot be reached, or its replies break off. Ask again in a minute.", TimeSpan.FromSeconds(30), exception);
        }
    }

    private void WarnOfRetirement(ModelStatus? status)
    {
        if (status?.RetirementTime is { } end && Interlocked.Exchange(ref retirementLogged, 1) == 0)
        {
            LogRetirement(options.Model, end);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No answer from Gemini: {Failure}. {Sentence:l}")]
    private partial void LogFailure(GeminiFailure failure, string sentence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Google will shut down {Model} at {End:u}. Set Gemini:Model to a newer one before.")]
    private partial void LogRetirement(string model, DateTimeOffset end);
}
