using Hitcast.InferenceApi.ModelRepository;
using Xunit;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

/// <summary>What becomes of the served version while people write in the repository.</summary>
public sealed class WatchTest : IAsyncLifetime
{
    private readonly TemporaryRepository files = new();
    private WatchedRepository watched = null!;

    public async ValueTask InitializeAsync()
    {
        files.Publish(version: 1);
        watched = await WatchedRepository.StartAsync(files);
        await watched.UntilServedAsync(1);
    }

    public ValueTask DisposeAsync() => watched.DisposeAsync();

    [Fact]
    public async Task A_new_version_is_served_after_its_rename_and_the_one_before_stays_at_its_number()
    {
        files.Publish(version: 3);
        await watched.UntilServedAsync(3);

        Assert.Equal(3, await watched.AnsweringAsync());
        Assert.Equal(1, await watched.AnsweringAsync("/models/movie-success/versions/1/predict"));
    }

    [Fact]
    public async Task A_version_that_fails_is_refused_and_the_one_before_goes_on()
    {
        files.Publish(version: 2, editManifest: manifest => manifest["format"] = 2);
        await watched.UntilAsync(2, VersionState.Refused);

        Assert.Equal(1, await watched.AnsweringAsync());
        const string Reason = "manifest.json: format is 2, this server knows 1.";
        Assert.Equal(Reason, (string?)(await watched.GetAsync("/models/movie-success"))["versions"]![0]!["reason"]);
        Assert.Contains(Reason, (string?)(await watched.GetAsync("/models/movie-success/versions/2"))["detail"]);
        Assert.Single(watched.Server.Log, line => line.Contains(Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_version_between_a_refused_one_and_the_served_one_is_taken()
    {
        files.Publish(version: 3, editManifest: manifest => manifest["format"] = 2);
        files.Publish(version: 2);
        await watched.UntilServedAsync(2);
        Assert.Equal(VersionState.Refused, watched.State(3));
    }

    [Fact]
    public async Task A_half_copied_version_is_refused_and_served_when_it_is_whole()
    {
        var whole = Path.Combine(files.Outside, "2");
        Directory.Move(files.Publish(version: 2), whole);
        var folder = files.Folder("movie-success", 2);
        Directory.CreateDirectory(folder);
        await watched.UntilAsync(2, VersionState.Refused);
        File.Copy(Path.Combine(whole, "manifest.json"), Path.Combine(folder, "manifest.json"));
        await File.WriteAllBytesAsync(Path.Combine(folder, "model.onnx"), File.ReadAllBytes(Path.Combine(whole, "model.onnx"))[..1000], TestContext.Current.CancellationToken);
        await watched.Server.UntilAsync(() => Reason(2) == "model.onnx: its SHA-256 is not the one in manifest.json.");
        Assert.Equal(1, await watched.AnsweringAsync());

        Directory.Delete(folder, recursive: true);
        TemporaryRepository.Copy(whole, folder);
        await watched.UntilServedAsync(2);
    }

    [Fact]
    public async Task What_is_served_outlives_its_folder_and_the_whole_repository()
    {
        Directory.Delete(files.Folder("movie-success", 1), recursive: true);
        await LooksAgainAsync();
        Assert.Equal(1, await watched.AnsweringAsync());

        Directory.Delete(files.Root, recursive: true);
        await watched.Server.UntilAsync(() => watched.Server.Log.Any(line => line.Contains("cannot be read", StringComparison.Ordinal)));
        Assert.Equal(1, await watched.AnsweringAsync());
        Assert.True(watched.Server.Readiness.IsReady);

        files.Publish(version: 2);
        await watched.UntilServedAsync(2);
    }

    [Fact]
    public async Task A_version_that_is_not_served_is_forgotten_with_its_folder()
    {
        files.Publish(version: 2);
        await watched.UntilServedAsync(2);
        await watched.AnsweringAsync("/models/movie-success/versions/1/predict");
        Directory.Delete(files.Folder("movie-success", 1), recursive: true);
        await watched.Server.UntilAsync(() => watched.State(1) is null);

        var problem = await watched.GetAsync("/models/movie-success/versions/1");
        Assert.Equal("There is no such version of 'movie-success'. Its versions: 2.", (string?)problem["detail"]);
    }

    [Fact]
    public async Task An_unknown_model_or_version_is_told_what_there_is()
    {
        Assert.Equal("There is no model of that name. Did you mean 'movie-success'?", (string?)(await watched.GetAsync("/models/movie-sucess"))["detail"]);
        Assert.Equal("There is no model of that name. There are movie-success.", (string?)(await watched.GetAsync("/models/books"))["detail"]);
        foreach (var version in (string[])["2", "0", "-1", "01x", "99999999999"])
        {
            Assert.Equal("There is no such version of 'movie-success'. Its versions: 1.", (string?)(await watched.GetAsync($"/models/movie-success/versions/{version}"))["detail"]);
        }
    }

    private string? Reason(int version) => watched.Catalog.Find("movie-success")!.Versions.Single(status => status.Version == version).Reason;

    /// <summary>Waits until the watcher has looked at everything that lies there now.</summary>
    private async Task LooksAgainAsync()
    {
        files.Publish("marker", 1);
        await watched.UntilServedAsync(1, "marker");
    }
}
