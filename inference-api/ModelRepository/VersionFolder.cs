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
            var files = new DirectoryInfo(Path).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = 0 })
                .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}");
            return string.Join('\n', files.Order(StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
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

    /// <summary>Where a file of the version is to be read.</summary>
    /// <exception cref="VersionRefusedException">A link on the way to the file ends outside of the repository.</exception>
    public string PathOf(string file)
    {
        var path = RealPath.Of(System.IO.Path.Combine(Path, file));
        return path is not null && path.StartsWith(RealPath.Of(Root) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new VersionRefusedException($"{file}: a link leads out of the model repository, or in a circle. Copy the file instead.");
    }

    private static IEnumerable<int> Versions(string model)
    {
        try
        {
            return Directory.GetDirectories(model)
                .Select(path => System.IO.Path.GetFileName(path))
                .Select(name => (name, number: int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0))
                .Where(version => version.number > 0 && version.name == version.number.ToString(CultureInfo.InvariantCulture))
                .Select(version => version.number)
                .OrderDescending();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The model's folder vanished while we looked, or is nothing for us.
            return [];
        }
    }
}
