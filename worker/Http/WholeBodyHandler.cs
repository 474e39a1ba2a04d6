namespace Hitcast.Worker.Http;

/// <summary>Reads a reply to its end within what stands around it, so that one which is cut or stalls in its body is retried, or runs out of time, as one that never begins.</summary>
public sealed class WholeBodyHandler : DelegatingHandler
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
