namespace Hitcast.Worker.Warehouse;

/// <summary>The warehouse cannot be used as it is; the message is a sentence for whoever runs the worker.</summary>
public sealed class WarehouseException(string message, Exception? inner = null) : IOException(message, inner);
