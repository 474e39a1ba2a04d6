namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>A run that ends since something it needs is away: the same run may succeed later, and nothing that arrived is to blame.</summary>
public sealed class UnavailableException(string message, Exception cause) : FunctionFailedException(message, cause);
