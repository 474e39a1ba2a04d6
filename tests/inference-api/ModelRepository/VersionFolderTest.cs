using Hitcast.InferenceApi.ModelRepository;
using Xunit;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

public sealed class VersionFolderTest : IDisposable
{
    private readonly TemporaryRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Only_whole_numbers_from_1_on_are_versions_and_the_greatest_comes_first()
    {
        foreach (var name in (string[])["1", "2", "10", "0", "01", "-1", "+3", "1x", " 4", "5 ", "1.0", ".6", "latest", "２", "99999999999"])
        {
            Directory.CreateDirectory(Path.Combine(repository.Root, "songs", name));
        }

        Directory.CreateDirectory(Path.Combine(repository.Root, ".songs", "1"));
        File.WriteAllText(Path.Combine(repository.Root, "songs", "7"), "a file");
        File.WriteAllText(Path.Combine(repository.Root, "README.md"), "a file");

        Assert.Equal([("songs", 10), ("songs", 2), ("songs", 1)], VersionFolder.All(repository.Root).Select(folder => (folder.Model, folder.Version)));
    }

    [Fact]
    public void A_fingerprint_tells_that_a_file_was_written()
    {
        var folder = new VersionFolder(repository.Root, "movie-success", 2);
        Assert.Equal("", folder.Fingerprint());
        repository.Publish();
        var before = folder.Fingerprint();
        Assert.Equal(before, folder.Fingerprint());
        File.AppendAllText(Path.Combine(folder.Path, "plots", "roc.png"), "x");
        Assert.NotEqual(before, folder.Fingerprint());
    }
}
