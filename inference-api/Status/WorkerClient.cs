using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Refit;

namespace Hitcast.InferenceApi.Status;

/// <summary>Asks the worker how its functions stand, and has one take up an object again. Nothing is tried twice: the page asks again by itself.</summary>
internal sealed class WorkerClient(IWorkerApi api, IOptions<WorkerOptions> options, IOptions<StatusOptions> limits, TimeProvider time)
{
    /// <summary>Bytes. A reason is a sentence, so that this is thousands of objects set aside.</summary>
    public const int LargestReply = 4 * 1024 * 1024;

    private string Address => options.Value.BaseAddress;

    /// <exception cref="WorkerException">There is no usable reply within <c>Status:TimeoutSeconds</c>.</exception>
    public async Task<IReadOnlyList<WorkerFunction>> ListAsync(CancellationToken cancellation)
    {
        var body = await AskAsync(api.ListFunctionsAsync, limits.Value.Timeout, maybeUnknown: false, cancellation);
        try
        {
            return JsonSerializer.Deserialize(body, ReadableJson.Status.WorkerFunctions)!.Functions;
        }
        catch (JsonException exception)
        {
            throw Foreign(exception);
        }
    }

    /// <exception cref="WorkerException">The worker does not have it run again, or says nothing within five times <c>Status:TimeoutSeconds</c>.</exception>
    public Task ReplayAsync(string function, string key, CancellationToken cancellation) =>
        AskAsync(token => api.ReplayAsync(function, new(key), token), limits.Value.ReplayTimeout, maybeUnknown: true, cancellation);

    /// <param name="maybeUnknown">Whether a worker answers 404 too, with a reason that the caller should read.</param>
    private async Task<string> AskAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> ask, TimeSpan limit, bool maybeUnknown, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var response = await ask(either.Token);
            var body = await response.Content.ReadAsStringAsync(either.Token);
            return response.IsSuccessStatusCode ? body : throw Refusal(response.StatusCode, maybeUnknown ? Detail(body) : null);
        }
        catch (Exception exception) when (exception is ApiRequestException or HttpRequestException or HttpIOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw late.IsCancellationRequested
                ? new WorkerException(StatusCodes.Status504GatewayTimeout, $"The worker at {Address} did not answer within {limit.TotalSeconds} s. Its log may say what it waits for.", exception)
                : new WorkerException(StatusCodes.Status503ServiceUnavailable, $"The worker at {Address} cannot be reached. See that it runs (worker run), and Worker:BaseAddress.", exception);
        }
    }

    private WorkerException Refusal(HttpStatusCode status, string? detail) => status switch
    {
        HttpStatusCode.Unauthorized => new(StatusCodes.Status502BadGateway, $"The worker at {Address} wants a key. Set Worker:ApiKey to the value of its Operations:ApiKey."),
        HttpStatusCode.NotFound when detail is not null => new(StatusCodes.Status404NotFound, detail),
        >= HttpStatusCode.InternalServerError => new(StatusCodes.Status502BadGateway, $"The worker at {Address} failed with status {(int)status}. Its log says why; the lake or its database may be away."),
        _ => Foreign(),
    };

    private static string? Detail(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ReadableJson.Status.WorkerProblem)?.Detail;
        }
        catch (JsonException)
        {
            // Not the worker's: whoever asked is told so.
            return null;
        }
    }

    private WorkerException Foreign(Exception? cause = null) =>
        new(StatusCodes.Status502BadGateway, $"What answers at {Address} is not the worker of this version. See Worker:BaseAddress.", cause);
}
