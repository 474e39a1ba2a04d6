using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Hitcast.Worker.Tmdb;

/// <summary>
/// Reads a reply to its end and checks that it is JSON, so that what was cut fails here, where it is retried, and not later. A body with TMDB's
/// code 25 counts as 429 whatever its status.
/// </summary>
internal sealed class WholeReplyHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.IsSuccessStatusCode && !IsJson(body))
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded, $"The reply to {request.RequestUri!.AbsolutePath} is not whole JSON ({body.Length} bytes).");
            }

            if (TmdbError.Read(body)?.Code == TmdbError.RateLimit)
            {
                response.StatusCode = HttpStatusCode.TooManyRequests;
            }

            response.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static bool IsJson(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            return reader.Read() && reader.TrySkip() && reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
