namespace Hitcast.Worker.Api;

/// <summary>The inference API gave no usable reply; the message is a sentence for whoever runs the worker.</summary>
public sealed class ApiException(string message, Exception? inner = null) : IOException(message, inner);
