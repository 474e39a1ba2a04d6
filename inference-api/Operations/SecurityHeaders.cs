using Microsoft.Extensions.Primitives;

namespace Hitcast.InferenceApi.Operations;

/// <summary>What tells a browser to do nothing but show our own pages. The same on every reply.</summary>
internal static class SecurityHeaders
{
    /// <summary>Nothing from elsewhere, no script or style within the page. Swagger UI's style sheet holds its pictures as data; the hash
    /// is that of the one style within its logo.</summary>
    private static readonly StringValues ContentPolicy =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues Deny = "DENY";
    private static readonly StringValues SameOrigin = "same-origin";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Set(context.Response.Headers);
        return next(context);
    }

    /// <summary>Also for a reply that starts anew after a failure, which drops all headers.</summary>
    public static void Set(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = NoSniff;
        headers.XFrameOptions = Deny;
        headers["Referrer-Policy"] = NoReferrer;
        headers["Cross-Origin-Opener-Policy"] = SameOrigin;
    }
}
