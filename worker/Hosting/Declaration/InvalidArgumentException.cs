namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>An argument of a run is missing, unknown or unreadable; the message names it and says what is allowed.</summary>
public sealed class InvalidArgumentException(string message) : Exception(message);
