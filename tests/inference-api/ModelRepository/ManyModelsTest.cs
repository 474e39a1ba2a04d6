using Xunit;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

public sealed class ManyModelsTest
{
    private const int Models = 200;

    [Fact]
    public async Task Two_hundred_models_at_once_disturb_nothing_that_is_served()
    {
        var files = new TemporaryRepository();
        files.Publish();
        await using var watched = await WatchedRepository.StartAsync(files);
        await watched.UntilServedAsync(2);
        for (var model = 0; model < Models; model++)
        {
            files.Publish($"model-{model}", version: 1);
        }

        while (watched.Catalog.Models.Count(model => model.ServedVersion is not null) < Models + 1)
        {
            Assert.Equal(2, await watched.AnsweringAsync());
        }

        Assert.DoesNotContain(watched.Server.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_repository_or_none_is_waited_for()
    {
        var files = new TemporaryRepository();
        Directory.Delete(files.Root);
        await using var watched = await WatchedRepository.StartAsync(files);
        await watched.Server.UntilAsync(() => watched.Server.Readiness.Reasons.Contains("The model repository cannot be read. See Models:Path."));
        Directory.CreateDirectory(files.Root);
        await watched.Server.UntilAsync(() => watched.Server.Readiness.Reasons.Contains("The model repository holds no version that can be served."));
        files.Publish();
        await watched.UntilServedAsync(2);
        await watched.Server.UntilAsync(() => watched.Server.Readiness.IsReady);
    }
}
