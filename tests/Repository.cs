namespace Hitcast.Tests;

internal static class Repository
{
    /// <summary>The folder above the tests that holds <c>Hitcast.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <param name="path">As seen from the root.</param>
    public static string PathOf(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hitcast.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds Hitcast.slnx.");
        }

        return folder.FullName;
    }
}
