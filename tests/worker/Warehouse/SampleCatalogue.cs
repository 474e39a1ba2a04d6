using System.Runtime.CompilerServices;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Tests.Warehouse;

/// <summary>The lake that is committed with the worker.</summary>
internal static class SampleCatalogue
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Here(), "../../../worker/sample-catalogue"));

    public static ILake Lake { get; } = new FolderLake(Folder, TimeProvider.System);

    public static IAsyncEnumerable<string> Keys => Lake.ListAfterAsync("tmdb/movies/", "", CancellationToken.None);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
