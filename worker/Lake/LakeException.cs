namespace Hitcast.Worker.Lake;

/// <summary>The lake is away, full, or lets us not do what we must; the message is a sentence for whoever runs the worker.</summary>
public sealed class LakeException(string message, Exception? inner = null) : IOException(message, inner);
