namespace Hitcast.Worker.Api;

/// <summary>Reads a reply to its end within the time limit, so that one which stalls in its body fails as one that never begins.</summary>
internal sealed class WholeReplyHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
