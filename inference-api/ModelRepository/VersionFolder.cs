using System.Globalization;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>Where a version lies: <c>root/model/version</c>.</summary>
internal sealed record VersionFolder(string Root, string Model, int Version)
{
    public string Path { get; } = System.IO.Path.Combine(Root, Model, Version.ToString(CultureInfo.InvariantCulture));

    public bool Exists => Directory.Exists(Path);

    /// <summary>Names, sizes and times of all files: another value means that somebody has written here.</summary>
    public string Fingerprint()
    {
        try
        {
            var files = new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}");
            return string.Join('\n', files.Order(StringComparer.Ordinal));
        }
        catch (IOException)
        {
            // Somebody is deleting or copying at this moment; the next look tells.
            return "";
        }
    }

    /// <summary>All versions in a repository, the greatest of a model first. Names that begin with a dot are being written.</summary>
    public static IEnumerable<VersionFolder> All(string root) =>
        from model in Directory.EnumerateDirectories(root).Select(path => System.IO.Path.GetFileName(path)!)
        where !model.StartsWith('.')
        from version in Versions(System.IO.Path.Combine(root, model))
        select new VersionFolder(root, model, version);

    /// <exception cref="VersionRefusedException">A link in the version, or one that leads to it, ends outside of the repository.</exception>
    public void RefuseLinksOutOfTheRepository()
    {
        var root = RealPath(new DirectoryInfo(Root)) + System.IO.Path.DirectorySeparatorChar;
        var entries = new DirectoryInfo(Path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories);
        foreach (var entry in entries.Prepend(new DirectoryInfo(Path)).Prepend(new DirectoryInfo(System.IO.Path.GetDirectoryName(Path)!)))
        {
            if (!(RealPath(entry) + System.IO.Path.DirectorySeparatorChar).StartsWith(root, StringComparison.Ordinal))
            {
                throw new VersionRefusedException($"{entry.Name}: the link leads out of the model repository. Copy the file instead.");
            }
        }
    }

    private static IEnumerable<int> Versions(string model)
    {
        try
        {
            return Directory.GetDirectories(model)
                .Select(path => System.IO.Path.GetFileName(path))
                .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && name == number.ToString(CultureInfo.InvariantCulture))
                .Select(name => int.Parse(name, CultureInfo.InvariantCulture))
                .OrderDescending();
        }
        catch (IOException)
        {
            // The model's folder vanished while we looked.
            return [];
        }
    }

    private static string RealPath(FileSystemInfo entry) => (entry.ResolveLinkTarget(returnFinalTarget: true) ?? entry).FullName;
}
