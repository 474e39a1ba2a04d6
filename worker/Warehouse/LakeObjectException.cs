namespace Hitcast.Worker.Warehouse;

/// <summary>An object of the lake cannot be read; trying again will not help unless the object changes, or the worker.</summary>
public sealed class LakeObjectException(string message, Exception? inner = null) : Exception(message, inner);
