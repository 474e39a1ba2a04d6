using System.Net;
using Hitcast.InferenceApi.ModelRepository;
using Xunit;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

public sealed class PinningTest
{
    [Fact]
    public async Task A_pinned_version_is_served_and_greater_ones_only_by_number()
    {
        await using var watched = await StartAsync(pinned: 1);
        await watched.UntilServedAsync(1);
        Assert.Equal(1, await watched.AnsweringAsync());
        Assert.Equal(2, await watched.AnsweringAsync("/models/movie-success/versions/2/predict"));
    }

    [Fact]
    public async Task Where_the_pinned_version_is_refused_nothing_else_is_served_in_its_place()
    {
        await using var watched = await StartAsync(pinned: 3);
        await watched.UntilAsync(3, VersionState.Refused);
        await AssertNothingIsServedAsync(watched, "Version 3 is pinned by Models:Pinned, and was refused.");
    }

    [Fact]
    public async Task Where_the_pinned_version_is_missing_nothing_else_is_served_until_it_comes()
    {
        await using var watched = await StartAsync(pinned: 9);
        await watched.UntilServedAsync(null);
        await AssertNothingIsServedAsync(watched, "Version 9 is pinned by Models:Pinned, and is not in the repository.");
        Assert.Equal(2, await watched.AnsweringAsync("/models/movie-success/versions/2/predict"));

        watched.Files.Publish(version: 9);
        await watched.UntilServedAsync(9);
    }

    private static async Task AssertNothingIsServedAsync(WatchedRepository watched, string reason)
    {
        await watched.Server.UntilAsync(() => watched.Catalog.Find("movie-success")!.Trouble == reason);
        var model = await watched.GetAsync("/models/movie-success");
        Assert.Null(model["served_version"]);
        Assert.Equal(reason, (string?)model["reason"]);
        using var reply = await watched.Server.Client.PostAsync("/models/movie-success/predict", new StringContent("{}"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Contains(reason, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(watched.Server.Readiness.IsReady);
    }

    private static Task<WatchedRepository> StartAsync(int pinned)
    {
        var files = new TemporaryRepository();
        files.Publish(version: 1);
        files.Publish(version: 2);
        files.Publish(version: 3, editManifest: manifest => manifest["format"] = 2);
        return WatchedRepository.StartAsync(files, $"Models:Pinned:movie-success={pinned}");
    }
}
