namespace Hitcast.InferenceApi.Gemini;

/// <summary>Reads a reply to its end, so that one that breaks off fails here, where it is retried and its time is limited.</summary>
internal sealed class WholeReplyHandler : DelegatingHandler
{
    private const long MostBytes = 8 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
