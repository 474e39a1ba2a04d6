using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly.Timeout;
using Refit;

namespace Hitcast.Worker.Api;

/// <summary>Asks the inference API; each call either gives a whole reply or says why there is none.</summary>
public sealed class ApiClient
{
    private readonly IInferenceApi api;
    private readonly string address;

    internal ApiClient(IInferenceApi api, IOptions<ApiOptions> options) => (this.api, address) = (api, options.Value.BaseAddress);

    /// <summary>The number of the version that the API serves now.</summary>
    /// <exception cref="ApiException">There is no usable reply, or no such version.</exception>
    public async Task<int> GetServedVersionAsync(string model, CancellationToken cancellation)
    {
        var body = await AskAsync(() => api.GetModelAsync(model, cancellation), cancellation);
        return Parsed(() =>
        {
            var root = JsonElement.Parse(body);
            return root.GetProperty("served_version") is { ValueKind: JsonValueKind.Number } version
                ? version.GetInt32()
                : throw new ApiException($"The API at {address} serves no version of {model}: {root.GetProperty("reason").GetString()}");
        });
    }

    /// <summary>The answers of one version of a classification, in the order of the rows.</summary>
    /// <param name="rows">One JSON object each, from the model's inputs to values.</param>
    /// <exception cref="ApiException">There is no usable reply.</exception>
    public async Task<IReadOnlyList<Answer>> PredictAsync(string model, int version, IReadOnlyCollection<string> rows, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', rows)));
        content.Headers.ContentType = new("application/x-ndjson");
        var body = await AskAsync(() => api.PredictAsync(model, version, content, cancellation), cancellation);
        var answers = Parsed(() => body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Answer.Read).ToList());
        return answers.Count == rows.Count
            ? answers
            : throw new ApiException($"The API at {address} answered {answers.Count} of {rows.Count} rows.");
    }

    private async Task<string> AskAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellation)
    {
        try
        {
            using var response = await ask();
            var body = await response.Content.ReadAsStringAsync(cancellation);
            return response.IsSuccessStatusCode ? body : throw new ApiException(Refusal(response.StatusCode, body));
        }
        catch (ApiRequestException exception) when (exception.InnerException is OperationCanceledException && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellation);
        }
        catch (Exception exception) when (exception is ApiRequestException or HttpRequestException or HttpIOException or TimeoutRejectedException)
        {
            throw new ApiException($"The API at {address} gives no whole reply; see that it runs, and Api:BaseAddress. {(exception.InnerException ?? exception).Message}", exception);
        }
    }

    private string Refusal(HttpStatusCode status, string body) => status == HttpStatusCode.Unauthorized
        ? $"The API at {address} wants a key; set Api:Key to one of its ApiKeys."
        : $"The API at {address} answered {(int)status}: {Detail(body)}";

    private static string Detail(string body)
    {
        try
        {
            return JsonElement.Parse(body).GetProperty("detail").GetString()!;
        }
        catch (Exception exception) when (IsForeign(exception))
        {
            return "its reply gives no reason; see Api:BaseAddress.";
        }
    }

    private T Parsed<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (IsForeign(exception))
        {
            throw new ApiException($"What answers at {address} is not the inference API; see Api:BaseAddress.", exception);
        }
    }

    private static bool IsForeign(Exception exception) => exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException;
}
