using Hitcast.InferenceApi.ModelRepository;
using Xunit;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

/// <summary>No link leads out of the repository, wherever on the way to a file it stands.</summary>
public sealed class LinksTest : IDisposable
{
    private readonly TemporaryRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_file()
    {
        var card = Path.Combine(repository.Publish(), "card.md");
        MoveAndLink(card, Path.Combine(repository.Outside, "card.md"));
        AssertRefused("card.md");
    }

    [Fact]
    public void A_manifest()
    {
        MoveAndLink(Path.Combine(repository.Publish(), "manifest.json"), Path.Combine(repository.Outside, "manifest.json"));
        AssertRefused("manifest.json");
    }

    [Fact]
    public void A_folder_of_plots()
    {
        MoveAndLink(Path.Combine(repository.Publish(), "plots"), Path.Combine(repository.Outside, "plots"));
        AssertRefused("plots/roc.png");
    }

    [Fact]
    public void A_version()
    {
        MoveAndLink(repository.Publish(), Path.Combine(repository.Outside, "2"));
        AssertRefused("manifest.json");
    }

    [Fact]
    public void A_model()
    {
        MoveAndLink(Path.GetDirectoryName(repository.Publish())!, Path.Combine(repository.Outside, "movie-success"));
        AssertRefused("manifest.json");
    }

    [Fact]
    public void A_file_by_way_of_a_folder_that_leads_out()
    {
        var card = Path.Combine(repository.Publish(), "card.md");
        File.Move(card, Path.Combine(repository.Outside, "card.md"));
        Directory.CreateSymbolicLink(Path.Combine(repository.Root, "elsewhere"), repository.Outside);
        File.CreateSymbolicLink(card, "../../elsewhere/card.md");
        AssertRefused("card.md");
    }

    [Fact]
    public void A_link_with_dots_that_the_system_reads_otherwise_than_its_text()
    {
        var card = Path.Combine(repository.Publish(), "card.md");
        Directory.CreateDirectory(Path.Combine(repository.Outside, "deep"));
        File.Move(card, Path.Combine(repository.Outside, "card.md"));
        Directory.CreateSymbolicLink(Path.Combine(repository.Root, "elsewhere"), Path.Combine(repository.Outside, "deep"));
        File.CreateSymbolicLink(card, "../../elsewhere/../card.md");
        AssertRefused("card.md");
    }

    [Fact]
    public void A_circle()
    {
        var card = Path.Combine(repository.Publish(), "card.md");
        File.Delete(card);
        File.CreateSymbolicLink(card, "card.md");
        AssertRefused("card.md");
    }

    [Fact]
    public void Links_within_the_repository_are_followed()
    {
        var folder = repository.Publish();
        MoveAndLink(Path.Combine(folder, "card.md"), Path.Combine(repository.Root, "cards.md"));
        MoveAndLink(Path.Combine(folder, "plots"), Path.Combine(repository.Root, ".plots"));
        repository.Load().Release();
    }

    [Fact]
    public void The_repository_itself_may_be_a_link()
    {
        repository.Publish();
        var link = Path.Combine(repository.Outside, "link");
        Directory.CreateSymbolicLink(link, repository.Root);
        Assert.Equal([("movie-success", 2)], VersionFolder.All(link).Select(folder => (folder.Model, folder.Version)));
        Assert.True(File.Exists(VersionFolder.All(link).Single().PathOf("card.md")));
    }

    private static void MoveAndLink(string path, string target)
    {
        Directory.Move(path, target);
        File.CreateSymbolicLink(path, target);
    }

    private void AssertRefused(string file)
    {
        var refused = Assert.Throws<VersionRefusedException>(() => repository.Load());
        Assert.Equal($"{file}: a link leads out of the model repository, or in a circle. Copy the file instead.", refused.Message);
    }
}
