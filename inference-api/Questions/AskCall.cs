using System.Globalization;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Questions.Asking;
using Hitcast.InferenceApi.Questions.Replies;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions;

/// <summary>One question over HTTP: asked, timed, counted, and answered or refused.</summary>
internal sealed partial class AskCall(AskPipeline pipeline, QuestionMetrics metrics, TimeProvider time, ILogger<AskCall> logger)
{
    /// <param name="reply">Sends the answer; is given how long it took.</param>
    public async Task AnswerAsync(HttpContext context, ReadRequest read, Func<AskRequest, AskOutcome, TimeSpan, Task> reply)
    {
        var started = time.GetTimestamp();
        if (read.Request is not { } request)
        {
            await RefuseAsync(context, read, started);
            return;
        }

        await GuardAsync(context, async () =>
        {
            var outcome = await AskAsync(context, request, _ => Task.CompletedTask, started);
            await reply(request, outcome, time.GetElapsedTime(started));
        });
    }

    /// <summary>The same as server-sent events. What is wrong before the first stage is a problem as everywhere, and an event after it.</summary>
    public async Task StreamAsync(HttpContext context, ReadRequest read)
    {
        var started = time.GetTimestamp();
        if (read.Request is not { } request)
        {
            await RefuseAsync(context, read, started);
            return;
        }

        var stream = new EventStream(context);
        try
        {
            var outcome = await AskAsync(context, request, stream.WriteAsync, started);
            await stream.WriteAnswerAsync(request, outcome, time.GetElapsedTime(started));
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            var trouble = TroubleOf(exception, context);
            await (context.Response.HasStarted ? stream.WriteErrorAsync(trouble) : WriteAsync(context, trouble));
        }
    }

    /// <summary>Does what needs the warehouse, and says so where that cannot be had.</summary>
    public async Task GuardAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (Exception exception) when (Trouble.Of(exception) is not null && !context.RequestAborted.IsCancellationRequested)
        {
            await WriteAsync(context, TroubleOf(exception, context));
        }
    }

    private async Task<AskOutcome> AskAsync(HttpContext context, AskRequest request, Func<AskStage, Task> onStage, long started)
    {
        try
        {
            var outcome = await pipeline.AskAsync(request, Caller.Of(context), onStage, context.RequestAborted);
            metrics.Came(outcome, time.GetElapsedTime(started));
            return outcome;
        }
        catch (ModelLimitException)
        {
            metrics.Refused(time.GetElapsedTime(started));
            throw;
        }
        catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            metrics.Failed(time.GetElapsedTime(started));
            throw;
        }
    }

    private async Task RefuseAsync(HttpContext context, ReadRequest read, long started)
    {
        metrics.Refused(time.GetElapsedTime(started));
        await Problems.WriteAsync(context, read.Status, read.Trouble, read.Errors);
    }

    private Trouble TroubleOf(Exception exception, HttpContext context)
    {
        var trouble = Trouble.Of(exception);
        if (trouble is null)
        {
            LogFailed(exception, context.Request.Path, Problems.TraceId(context));
            return new(StatusCodes.Status500InternalServerError, StatusTexts.Of(StatusCodes.Status500InternalServerError, context));
        }

        if (exception is WarehouseUnavailableException)
        {
            LogNoWarehouse(exception.Message);
        }

        return trouble;
    }

    private static Task WriteAsync(HttpContext context, Trouble trouble)
    {
        if (trouble.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return Problems.WriteAsync(context, trouble.Status, trouble.Sentence);
    }

    [LoggerMessage(LogLevel.Error, "{Path} failed, trace {TraceId}")]
    private partial void LogFailed(Exception exception, string path, string traceId);

    [LoggerMessage(LogLevel.Warning, "A question was not answered. {Reason:l}")]
    private partial void LogNoWarehouse(string reason);
}
