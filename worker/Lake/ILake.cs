namespace Hitcast.Worker.Lake;

/// <summary>The data lake: objects by key, in a folder or in S3. Keys are paths with "/", such as <c>tmdb/movies/2026-11-24T083000Z/000001.jsonl.gz</c>.</summary>
public interface ILake
{
    /// <summary>Writes an object that is not there yet; false, and nothing changed, if it is.</summary>
    Task<bool> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Replaces an object if its tag is still the one given (null: if it is absent); null, and nothing changed, if somebody was faster.</summary>
    /// <returns>The new tag.</returns>
    Task<string?> ReplaceIfUnchangedAsync(string key, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellation);

    /// <summary>Opens an object for reading; null if there is none.</summary>
    Task<LakeObject?> GetAsync(string key, CancellationToken cancellation);

    /// <summary>The keys with a prefix that come after a key, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAfterAsync(string prefix, string after, CancellationToken cancellation);

    /// <summary>Deletes an object, if it is there.</summary>
    Task DeleteAsync(string key, CancellationToken cancellation);
}

/// <param name="Tag">Changes with the content.</param>
public sealed record LakeObject(string Key, string Tag, Stream Content) : IDisposable
{
    public void Dispose() => Content.Dispose();
}
