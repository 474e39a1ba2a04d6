namespace Hitcast.Readmes.Tests;

internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "artifacts"];

    public static string Root { get; } = FindRoot();

    /// <summary>The paths of all READMEs, as seen from the root.</summary>
    public static IReadOnlyList<string> Readmes { get; } = [.. ReadmesIn(Root).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> ReadmesIn(string folder) => Directory.EnumerateFiles(folder, "README.md").Concat(
        Directory.EnumerateDirectories(folder).Where(inner => Path.GetFileName(inner) is var name && !name.StartsWith('.') && !NotOurs.Contains(name)).SelectMany(ReadmesIn));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hitcast.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("There is no Hitcast.slnx above the tests.");
        }

        return folder.FullName;
    }
}
