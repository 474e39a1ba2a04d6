namespace Hitcast.InferenceApi.Operations;

/// <summary>Who sent a request: the name of the key, or the address where there are no keys.</summary>
public static class Caller
{
    private static readonly object Item = new();

    public static void Set(HttpContext context, string keyName) => context.Items[Item] = keyName;

    public static string Of(HttpContext context) =>
        context.Items.TryGetValue(Item, out var name) ? (string)name! : context.Connection.RemoteIpAddress?.ToString() ?? "";
}
