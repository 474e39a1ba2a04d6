using Microsoft.AspNetCore.Http.Features;

namespace Hitcast.InferenceApi.Operations;

/// <summary>The limit on a request's body, <see cref="LimitsOptions.BodyBytes"/> unless a handler lifts it.</summary>
public static class BodyLimit
{
    /// <summary>Takes the limit away from a request that is read in pieces. Before anything of its body is read.</summary>
    public static void Lift(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
    }
}
