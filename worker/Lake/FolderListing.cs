namespace Hitcast.Worker.Lake;

/// <summary>The files of a folder in the ordinal order of their keys, as S3 lists objects.</summary>
internal static class FolderListing
{
    /// <summary>The keys with a prefix after a key. A folder whose keys all come before is not opened.</summary>
    public static IEnumerable<string> After(string root, string prefix, string after) => Within(new DirectoryInfo(root), "", prefix, after);

    private static IEnumerable<string> Within(DirectoryInfo folder, string path, string prefix, string after)
    {
        foreach (var (entry, key) in Sorted(folder, path))
        {
            if (entry is DirectoryInfo inner)
            {
                if (MayHold(key, prefix) && ReachesBeyond(key, after))
                {
                    foreach (var found in Within(inner, key, prefix, after))
                    {
                        yield return found;
                    }
                }
            }
            else if (key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0)
            {
                yield return key;
            }
        }
    }

    /// <summary>Folders count with their "/", else "a-b" would come behind "a/b".</summary>
    private static IEnumerable<(FileSystemInfo Entry, string Key)> Sorted(DirectoryInfo folder, string path) =>
        (folder.Exists ? folder.EnumerateFileSystemInfos() : [])
            .Where(entry => !entry.Name.StartsWith('.'))
            .Select(entry => (entry, path + entry.Name + (entry is DirectoryInfo ? "/" : "")))
            .OrderBy(item => item.Item2, StringComparer.Ordinal);

    private static bool MayHold(string folder, string prefix) =>
        folder.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(folder, StringComparison.Ordinal);

    private static bool ReachesBeyond(string folder, string after) =>
        after.StartsWith(folder, StringComparison.Ordinal) || string.CompareOrdinal(folder, after) > 0;
}
