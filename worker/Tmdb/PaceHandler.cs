using System.Net;

namespace Hitcast.Worker.Tmdb;

/// <summary>Holds every request, retries included, to the pace, to the limit in any second, and to the number that may be under way at once.</summary>
internal sealed class PaceHandler(Pace pace, RateWindow window, SemaphoreSlim inFlight, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await inFlight.WaitAsync(cancellationToken);
        try
        {
            await StartAsync(cancellationToken);
            return await SendNowAsync(request, cancellationToken);
        }
        finally
        {
            inFlight.Release();
        }
    }

    /// <summary>Returns when the request may start, with a place in the window.</summary>
    private async Task StartAsync(CancellationToken cancellation)
    {
        await window.EnterAsync(cancellation);
        try
        {
            await pace.WaitAsync(cancellation);
        }
        catch
        {
            window.Leave();
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendNowAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        TimeSpan? replied = null;
        try
        {
            var response = await base.SendAsync(request, cancellation);
            replied = time.GetElapsedTime(started);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                pace.Limited(RetryAfter(response));
            }

            return response;
        }
        finally
        {
            window.Leave(replied);
            pace.Observe(time.GetElapsedTime(started));
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } header ? null : header.Delta ?? (header.Date - time.GetUtcNow());
}
