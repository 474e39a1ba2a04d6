namespace Hitcast.Worker.Lake;

/// <summary>The files of a folder in the ordinal order of their keys, as S3 lists objects.</summary>
internal static class FolderListing
{
    /// <summary>The keys with a prefix after a key. A folder whose keys all come before is not opened.</summary>
    public static IEnumerable<string> After(string root, string prefix, string after) => Within(new DirectoryInfo(root), "", prefix, after);

    private static IEnumerable<string> Within(DirectoryInfo folder, string path, string prefix, string after)
    {
        var sought = Entries(folder, path).Where(item => item.Entry is DirectoryInfo
            ? MayHold(item.Key, prefix) && ReachesBeyond(item.Key, after)
            : item.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(item.Key, after) > 0);
        foreach (var (entry, key) in sought.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            foreach (var found in entry is DirectoryInfo inner ? Within(inner, key, prefix, after) : [key])
            {
                yield return found;
            }
        }
    }

    /// <summary>Folders count with their "/", else "a-b" would come behind "a/b".</summary>
    private static IEnumerable<(FileSystemInfo Entry, string Key)> Entries(DirectoryInfo folder, string path) =>
        (folder.Exists ? folder.EnumerateFileSystemInfos() : [])
            .Where(entry => !entry.Name.StartsWith('.'))
            .Select(entry => (entry, path + entry.Name + (entry is DirectoryInfo ? "/" : "")));

    private static bool MayHold(string folder, string prefix) =>
        folder.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(folder, StringComparison.Ordinal);

    private static bool ReachesBeyond(string folder, string after) =>
        after.StartsWith(folder, StringComparison.Ordinal) || string.CompareOrdinal(folder, after) > 0;
}
