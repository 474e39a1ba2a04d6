using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Operations;

/// <summary>Lets a request through if it bears a key, or if its endpoint says <c>AllowAnonymous</c>: health, the page, /docs.</summary>
/// <remarks>Where there is no endpoint there is nothing to guard: the reply is 404, or a file of the page.</remarks>
internal sealed class KeyCheck
{
    private const string Header = "X-Api-Key";
    private const string Scheme = "Bearer ";
    private readonly (string Name, byte[] Hash)[] keys;
    private readonly RequestDelegate next;

    public KeyCheck(RequestDelegate next, IOptions<ApiKeysOptions> options)
    {
        this.next = next;
        keys = [.. options.Value.Keys.Select(key => (key.Name, SHA256.HashData(Encoding.UTF8.GetBytes(key.Key))))];
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (NeedsNone(context))
        {
            return next(context);
        }

        if (Find(Given(context.Request)) is { } name)
        {
            Caller.Set(context, name);
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(
            context, StatusCodes.Status401Unauthorized, $"This address needs an API key that is known here, as 'Authorization: Bearer …' or '{Header}: …'.");
    }

    private static bool NeedsNone(HttpContext context) =>
        context.GetEndpoint() is not { } endpoint
        || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || endpoint.Metadata.GetMetadata<AnonymousWhen>()?.Applies(context.Request) is true
        || (HttpMethods.IsOptions(context.Request.Method) && context.Request.Headers.AccessControlRequestMethod.Count > 0);

    private static string Given(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..].Trim()
            : request.Headers[Header].ToString();
    }

    /// <summary>Compares with every key, each in constant time, so that the time taken tells nothing.</summary>
    private string? Find(string given)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(given), hash);
        string? found = null;
        foreach (var (name, known) in keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, known) ? name : found;
        }

        return found;
    }
}

/// <summary>Metadata of an endpoint that needs no key for some requests: those that get no more than a page for people, say.</summary>
public sealed record AnonymousWhen(Func<HttpRequest, bool> Applies);
