using System.Text;
using Hitcast.InferenceApi.ModelRepository;
using Xunit;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

/// <summary>A model repository in a bucket, by a real S3 server.</summary>
public sealed class BucketMirrorTest : IAsyncLifetime
{
    private readonly ModelBucket bucket = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => bucket.InitializeAsync();

    public ValueTask DisposeAsync() => bucket.DisposeAsync();

    [Fact]
    public async Task A_version_dropped_into_the_bucket_is_served_and_a_broken_one_refused_with_its_reason()
    {
        await bucket.UploadAsync(bucket.Files.Publish(version: 1));
        await using var watched = await StartAsync();
        await watched.UntilServedAsync(1);

        await bucket.UploadAsync(bucket.Files.Publish(version: 2));
        await watched.UntilServedAsync(2);
        Assert.Equal(2, await watched.AnsweringAsync());

        var broken = bucket.Files.Publish(version: 3);
        TemporaryRepository.EditBytes(Path.Combine(broken, "model.onnx"), bytes => bytes[..1000]);
        await bucket.UploadAsync(broken);
        await watched.UntilAsync(3, VersionState.Refused);
        Assert.Equal("model.onnx: its SHA-256 is not the one in manifest.json.", (string?)(await watched.GetAsync("/models/movie-success"))["versions"]![0]!["reason"]);
        Assert.Equal(2, await watched.AnsweringAsync());

        File.Copy(Path.Combine(Published.Repository, "movie-success/2/model.onnx"), Path.Combine(broken, "model.onnx"), overwrite: true);
        await bucket.UploadAsync(broken, file => file == "model.onnx");
        await watched.UntilServedAsync(3);
    }

    [Fact]
    public async Task A_version_that_is_half_uploaded_is_not_loaded_until_it_is_whole()
    {
        await bucket.UploadAsync(bucket.Files.Publish(version: 1));
        await using var watched = await StartAsync();
        await watched.UntilServedAsync(1);
        var second = bucket.Files.Publish(version: 2);

        await bucket.UploadAsync(second, file => file != "model.onnx");
        await LooksAgainAsync(watched, "marker");
        Assert.Null(watched.State(2));

        await bucket.UploadAsync(second, file => file == "model.onnx");
        await watched.UntilServedAsync(2);
    }

    [Fact]
    public async Task A_version_that_goes_from_the_bucket_is_forgotten_and_the_served_one_goes_on()
    {
        await bucket.UploadAsync(bucket.Files.Publish(version: 1));
        await bucket.UploadAsync(bucket.Files.Publish(version: 2));
        await using var watched = await StartAsync();
        await watched.UntilServedAsync(2);

        await bucket.DeleteAsync("movie-success/");
        await watched.Server.UntilAsync(() => watched.State(1) is null && !Directory.Exists(Path.Combine(bucket.Cache, "movie-success/2")));
        Assert.Equal(2, await watched.AnsweringAsync());
    }

    [Fact]
    public async Task What_is_served_outlives_bad_credentials_the_bucket_and_the_server_and_a_restart_without_them()
    {
        await bucket.UploadAsync(bucket.Files.Publish(version: 1));
        await using (var watched = await StartAsync())
        {
            await watched.UntilServedAsync(1);
            using var http = new HttpClient { BaseAddress = bucket.Address };
            await http.PostAsync("moto-api/reset-auth", new ByteArrayContent("0"u8.ToArray()), cancellation);
            await UntilLoggedAsync(watched, $"S3 refuses to let us read the bucket {bucket.Name} (InvalidAccessKeyId). See the credentials, and their right to s3:ListBucket and s3:GetObject.");
            await http.PostAsync("moto-api/reset-auth", new ByteArrayContent(Encoding.ASCII.GetBytes($"{1e9}")), cancellation);

            await bucket.DeleteAsync("");
            await bucket.Client.DeleteBucketAsync(bucket.Name, cancellation);
            await UntilLoggedAsync(watched, $"There is no bucket {bucket.Name}. See Models:Path.");
            Assert.Equal(1, await watched.AnsweringAsync());

            await bucket.Client.PutBucketAsync(bucket.Name, cancellation);
            await bucket.UploadAsync(bucket.Files.Publish(version: 2));
            await watched.UntilServedAsync(2);
            await bucket.StopAsync();
            await UntilLoggedAsync(watched, $"S3 cannot be reached for the bucket {bucket.Name}. See Models:ServiceUrl and the network.");
            Assert.Equal(2, await watched.AnsweringAsync());
            Assert.True(watched.Server.Readiness.IsReady);
        }

        await using var restarted = await StartAsync();
        await restarted.UntilServedAsync(2);
        Assert.Equal(2, await restarted.AnsweringAsync());
    }

    [Fact]
    public async Task Without_any_version_readiness_says_what_is_wrong_with_the_bucket()
    {
        await using var watched = await StartAsync("Models:Path=s3://no-such-bucket/models");
        await watched.Server.UntilAsync(() => watched.Server.Readiness.Reasons.Contains("There is no bucket no-such-bucket. See Models:Path."));
    }

    [Fact]
    public async Task An_upload_that_lacks_a_file_is_taken_for_done_after_a_pause_and_keys_that_lead_out_are_passed_over()
    {
        var time = new StoppedTime();
        var options = new ModelsOptions { Path = $"s3://{bucket.Name}/published/models", ServiceUrl = bucket.Address.ToString(), CacheFolder = bucket.Cache };
        using var mirror = new BucketMirror(options, time);
        await bucket.UploadAsync(bucket.Files.Publish(version: 2), file => file != "model.onnx");
        foreach (var key in new[] { "movie-success/2/../../../out", "movie-success/2/.etags.json", "movie-success/02/manifest.json", "readme.txt" })
        {
            await bucket.PutAsync(key, [1]);
        }

        await mirror.SyncAsync(cancellation);
        Assert.Empty(VersionFolder.All(bucket.Cache));
        time.Move(BucketMirror.UploadPause);
        await mirror.SyncAsync(cancellation);
        var folder = Assert.Single(VersionFolder.All(bucket.Cache));
        Assert.Equal(
            "model.onnx: the file is missing.",
            Assert.Throws<VersionRefusedException>(() => VersionFiles.Read(folder)).Message);
        var files = Directory.GetFiles(bucket.Files.Outside, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal([".etags.json", "calibration.png", "card.md", "groups.png", "importance.png", "manifest.json", "parity.json", "reference.json", "roc.png"], files);
    }

    private Task<WatchedRepository> StartAsync(params string[] settings) => WatchedRepository.StartAsync(new(), [.. bucket.Settings, .. settings]);

    private static Task UntilLoggedAsync(WatchedRepository watched, string sentence) =>
        watched.Server.UntilAsync(() => watched.Server.Log.Any(line => line.Contains(sentence, StringComparison.Ordinal)));

    /// <summary>Waits until the bucket has been looked through since.</summary>
    private async Task LooksAgainAsync(WatchedRepository watched, string marker)
    {
        await bucket.UploadAsync(bucket.Files.Publish(marker, 1));
        await watched.UntilServedAsync(1, marker);
    }

    private sealed class StoppedTime : TimeProvider
    {
        private long ticks;

        public void Move(TimeSpan time) => ticks += time.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;
    }
}
