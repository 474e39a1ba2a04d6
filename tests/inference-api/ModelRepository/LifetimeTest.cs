using System.Reflection;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Scoring;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

/// <summary>When versions are loaded, shared, and freed.</summary>
public sealed class LifetimeTest : IAsyncLifetime
{
    private static readonly FieldInfo Disposed = typeof(InferenceSession).GetField("_disposed", BindingFlags.NonPublic | BindingFlags.Instance)
        ?? throw new MissingFieldException("ONNX Runtime's session no longer keeps whether it is disposed in _disposed.");

    private readonly TemporaryRepository files = new();
    private WatchedRepository watched = null!;

    public async ValueTask InitializeAsync()
    {
        files.Publish(version: 1);
        files.Publish(version: 2);
        watched = await WatchedRepository.StartAsync(files, "Models:IdleMinutes=0.005");
        await watched.UntilServedAsync(2);
    }

    public ValueTask DisposeAsync() => watched.DisposeAsync();

    [Fact]
    public async Task A_request_keeps_the_version_it_began_with_and_the_session_is_freed_after_the_last()
    {
        var (first, second) = (Model.Hold()!.Value, Model.Hold()!.Value);
        files.Publish(version: 3);
        await watched.UntilServedAsync(3);

        Assert.Equal(2, first.Version.Manifest.Version);
        Assert.False(IsFreed(first.Version));
        Assert.InRange(Score(first.Version), 0, 1);
        first.Dispose();
        Assert.InRange(Score(second.Version), 0, 1);
        second.Dispose();
        Assert.True(IsFreed(second.Version));
    }

    [Fact]
    public async Task First_uses_at_once_load_once()
    {
        Assert.Equal(VersionState.Available, watched.State(1));
        var leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ => (await Model.HoldAsync(1, TestContext.Current.CancellationToken))!.Value));

        Assert.Single(leases.Select(lease => lease.Version).Distinct());
        Assert.All(leases, lease => lease.Dispose());
    }

    [Fact]
    public async Task A_version_long_unused_is_freed_and_loaded_again_when_asked_for()
    {
        ModelVersion version;
        using (var lease = (await Model.HoldAsync(1, TestContext.Current.CancellationToken))!.Value)
        {
            version = lease.Version;
        }

        await watched.UntilAsync(1, VersionState.Available);
        await watched.Server.UntilAsync(() => IsFreed(version));
        Assert.Equal(1, await watched.AnsweringAsync("/models/movie-success/versions/1/predict"));
        Assert.Equal(2, await watched.AnsweringAsync());
    }

    [Fact]
    public async Task A_freed_version_cannot_be_held()
    {
        var lease = (await Model.HoldAsync(1, TestContext.Current.CancellationToken))!.Value;
        await watched.UntilAsync(1, VersionState.Available);
        Assert.False(IsFreed(lease.Version));
        lease.Dispose();
        Assert.True(IsFreed(lease.Version));
        Assert.False(lease.Version.TryHold());
    }

    [Fact]
    public async Task All_is_freed_when_the_service_ends()
    {
        var version = Model.Hold()!.Value;
        version.Dispose();
        await watched.Server.App.StopAsync(TestContext.Current.CancellationToken);
        await watched.Server.App.DisposeAsync();
        Assert.True(IsFreed(version.Version));
        Assert.Null(Model.Hold());
    }

    private ServedModel Model => field ??= watched.Catalog.Find("movie-success")!;

    private static bool IsFreed(ModelVersion version) => (bool)Disposed.GetValue(version.Scorer.Model.Session)!;

    private static float Score(ModelVersion version)
    {
        var (rows, answers) = (new Rows(version.Inputs, 1), new Answers(version.Scorer.Model, 1));
        rows.Begin();
        rows.SetNumber(0, 1e6f);
        rows.Commit(new());
        version.Scorer.Model.Score(rows, answers);
        return answers.Number(0, 0);
    }
}
