using System.Security.Cryptography;

namespace Hitcast.Worker.Lake;

/// <summary>A lake in a folder. Objects appear whole: they are written aside and then linked or renamed.</summary>
/// <remarks>Several processes may use one folder at once, on a file system with hard links and locks.</remarks>
internal sealed class FolderLake(string folder, TimeProvider time) : ILake
{
    /// <summary>What is being written, on the same file system. Keys do not begin with a dot.</summary>
    private const string Aside = ".writing";

    private readonly string root = Path.GetFullPath(folder);

    public async Task<bool> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            return false;
        }

        var aside = await WriteAsideAsync(content, cancellation);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Without overwriting, .NET moves by link(2), of which one of many callers succeeds.
            File.Move(aside, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    public async Task<string?> ReplaceIfUnchangedAsync(string key, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellation)
    {
        var path = PathOf(key);
        using var held = await FileLock.TakeAsync(Path.Combine(root, Aside, "lock"), time, cancellation);
        if (await TagAsync(path, cancellation) != tag)
        {
            return null;
        }

        var aside = await WriteAsideAsync(content, cancellation);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(aside, path, overwrite: true);
        return Convert.ToHexStringLower(SHA256.HashData(content.Span));
    }

    public async Task<LakeObject?> GetAsync(string key, CancellationToken cancellation)
    {
        var file = OpenRead(PathOf(key));
        if (file is null)
        {
            return null;
        }

        try
        {
            var tag = await TagAsync(file, cancellation);
            file.Position = 0;
            return new LakeObject(key, tag, file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public IAsyncEnumerable<string> ListAfterAsync(string prefix, string after, CancellationToken cancellation) =>
        FolderListing.After(root, prefix, after).ToAsyncEnumerable();

    public Task DeleteAsync(string key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    private string PathOf(string key)
    {
        LakeKey.Check(key);
        return Path.Combine(root, key);
    }

    private async Task<string> WriteAsideAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(root, Aside)).FullName, RandomNumberGenerator.GetHexString(32));
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await file.WriteAsync(content, cancellation);
            file.Flush(flushToDisk: true);
            return path;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static async Task<string?> TagAsync(string path, CancellationToken cancellation)
    {
        await using var file = OpenRead(path);
        return file is null ? null : await TagAsync(file, cancellation);
    }

    private static async Task<string> TagAsync(FileStream file, CancellationToken cancellation) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));

    private static FileStream? OpenRead(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
