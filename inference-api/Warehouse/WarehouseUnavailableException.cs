namespace Hitcast.InferenceApi.Warehouse;

/// <summary>The warehouse cannot be asked now. The message is for anyone to read; the cause is for the log.</summary>
public sealed class WarehouseUnavailableException(string reason, Exception? cause = null) : Exception(reason, cause);
