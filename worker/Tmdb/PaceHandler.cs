using System.Net;

namespace Hitcast.Worker.Tmdb;

/// <summary>Holds every request, retries included, to the pace and to the number that may be under way at once.</summary>
internal sealed class PaceHandler(Pace pace, SemaphoreSlim inFlight, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await inFlight.WaitAsync(cancellationToken);
        try
        {
            await pace.WaitAsync(cancellationToken);
            return await SendNowAsync(request, cancellationToken);
        }
        finally
        {
            inFlight.Release();
        }
    }

    private async Task<HttpResponseMessage> SendNowAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        try
        {
            var response = await base.SendAsync(request, cancellation);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                pace.Limited(RetryAfter(response));
            }

            return response;
        }
        finally
        {
            pace.Observe(time.GetElapsedTime(started));
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } header ? null : header.Delta ?? (header.Date - time.GetUtcNow());
}
