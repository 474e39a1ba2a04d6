namespace Hitcast.InferenceApi.Operations;
public static class Problems {
  public static async Task WriteAsync(HttpContext c, int status, string detail, IReadOnlyDictionary<string,string[]>? errors = null) {
    c.Response.StatusCode = status; await c.Response.WriteAsJsonAsync(new { status, detail, errors }); }
}
public sealed class Readiness { public void Report(string part, string? trouble) { } }
public static class BodyLimit { public static void Lift(HttpContext c) { var f = c.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>(); if (f is { IsReadOnly: false }) f.MaxRequestBodySize = null; } }
