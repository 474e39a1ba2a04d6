using System.Security.Cryptography;

namespace Hitcast.Worker.Lake;

/// <summary>A lake in a folder. Objects appear whole: they are written aside and then linked or renamed.</summary>
/// <remarks>Several processes may use one folder at once, on a file system with hard links and locks.</remarks>
internal sealed class FolderLake(string folder, TimeProvider time) : ILake
{
    /// <summary>What is being written, on the same file system. Keys do not begin with a dot.</summary>
    private const string Aside = ".writing";

    private readonly string root = Path.GetFullPath(folder);

    public Task<bool> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = PathOf(key);
        return WriteAsync(() => PutAsync(path, content, cancellation));
    }

    public Task<string?> ReplaceIfUnchangedAsync(string key, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellation)
    {
        var path = PathOf(key);
        return WriteAsync(() => ReplaceAsync(path, content, tag, cancellation));
    }

    public async Task<LakeObject?> GetAsync(string key, CancellationToken cancellation)
    {
        var file = OpenRead(PathOf(key));
        if (file is null)
        {
            RequireRoot();
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

    public IAsyncEnumerable<string> ListAfterAsync(string prefix, string after, CancellationToken cancellation)
    {
        RequireRoot();
        return FolderListing.After(root, prefix, after).ToAsyncEnumerable();
    }

    public Task DeleteAsync(string key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        return WriteAsync(() =>
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }

            return Task.FromResult(true);
        });
    }

    private string PathOf(string key)
    {
        LakeKey.Check(key);
        return Path.Combine(root, key);
    }

    /// <exception cref="LakeException">A folder that is missing is not taken for an empty lake: extraction would begin anew in it.</exception>
    private void RequireRoot()
    {
        if (!Directory.Exists(root))
        {
            throw new LakeException($"The lake {root} is not there. Mount it, make the folder, or name another in Lake:Address.");
        }
    }

    /// <exception cref="LakeException">The disk is full or read-only, or the folder is not ours.</exception>
    private async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        RequireRoot();
        try
        {
            return await write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            RequireRoot();
            throw new LakeException($"The lake {root} cannot be written: {exception.Message}", exception);
        }
    }

    private async Task<bool> PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        if (File.Exists(path))
        {
            return false;
        }

        var aside = await WriteAsideAsync(content, cancellation);
        try
        {
            Folders.MakeWithin(root, Path.GetDirectoryName(path)!);
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

    private async Task<string?> ReplaceAsync(string path, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellation)
    {
        using var held = await FileLock.TakeAsync(Path.Combine(AsideFolder(), "lock"), time, cancellation);
        if (await TagAsync(path, cancellation) != tag)
        {
            return null;
        }

        var aside = await WriteAsideAsync(content, cancellation);
        Folders.MakeWithin(root, Path.GetDirectoryName(path)!);
        File.Move(aside, path, overwrite: true);
        return Convert.ToHexStringLower(SHA256.HashData(content.Span));
    }

    private async Task<string> WriteAsideAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = Path.Combine(AsideFolder(), RandomNumberGenerator.GetHexString(32));
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

    private string AsideFolder()
    {
        var aside = Path.Combine(root, Aside);
        Folders.MakeWithin(root, aside);
        return aside;
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
