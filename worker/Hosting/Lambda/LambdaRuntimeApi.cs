using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Hitcast.Worker.Hosting.Lambda;

/// <summary>AWS Lambda's Runtime API, version 2018-06-01, as a runtime sees it.</summary>
/// <param name="endpoint">Host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> gives them.</param>
internal sealed class LambdaRuntimeApi(string endpoint) : IDisposable
{
    // "next" blocks until there is something to do, while the environment may be frozen for hours.
    private readonly HttpClient client = new() { BaseAddress = new Uri($"http://{endpoint}/2018-06-01/runtime/"), Timeout = Timeout.InfiniteTimeSpan };

    public async Task<LambdaInvocation> NextAsync(CancellationToken cancellation)
    {
        using var response = await client.GetAsync("invocation/next", cancellation);
        response.EnsureSuccessStatusCode();
        var deadline = Header(response, "Lambda-Runtime-Deadline-Ms") is { } text
            ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture))
            : (DateTimeOffset?)null;
        return new LambdaInvocation(Header(response, "Lambda-Runtime-Aws-Request-Id")!, deadline, await response.Content.ReadAsByteArrayAsync(cancellation));
    }

    public Task RespondAsync(string requestId, byte[] json, CancellationToken cancellation) =>
        PostAsync($"invocation/{requestId}/response", json, "application/json", null, cancellation);

    public Task FailAsync(string requestId, Exception exception, CancellationToken cancellation) =>
        PostErrorAsync($"invocation/{requestId}/error", exception, cancellation);

    /// <summary>The process could not start; it must exit after this.</summary>
    public Task FailStartAsync(Exception exception, CancellationToken cancellation) => PostErrorAsync("init/error", exception, cancellation);

    public void Dispose() => client.Dispose();

    private Task PostErrorAsync(string path, Exception exception, CancellationToken cancellation)
    {
        var error = new { errorMessage = exception.Message, errorType = exception.GetType().Name, stackTrace = Array.Empty<string>() };
        return PostAsync(path, JsonSerializer.SerializeToUtf8Bytes(error), "application/vnd.aws.lambda.error+json", $"Function.{exception.GetType().Name}", cancellation);
    }

    private async Task PostAsync(string path, byte[] content, string type, string? errorType, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };
        if (errorType is not null)
        {
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        }

        using var response = await client.SendAsync(request, cancellation);
        // 500 means that the container is broken and must be left.
        if (response.StatusCode >= HttpStatusCode.InternalServerError)
        {
            throw new HttpRequestException($"Lambda's Runtime API answered {(int)response.StatusCode} to {path}.", null, response.StatusCode);
        }
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}

/// <param name="Deadline">When AWS kills the environment, in UTC.</param>
internal sealed record LambdaInvocation(string RequestId, DateTimeOffset? Deadline, ReadOnlyMemory<byte> Event);
