using Amazon.Runtime;
using Amazon.S3;
using Hitcast.Worker.Lake;
using Xunit;

namespace Hitcast.Worker.Tests.Lake;

/// <summary>An S3 that falls silent in the middle of a reply.</summary>
public sealed class SilentS3Test : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StallingServer server = new("<?xml version=\"1.0\"?>");
    private readonly S3Lake lake;

    public SilentS3Test()
    {
        var options = new LakeOptions { ServiceUrl = server.Address, TimeoutSeconds = 0.3 };
        lake = new S3Lake(new AmazonS3Client(new BasicAWSCredentials("test", "test"), LakeServices.Configuration(options)), "hitcast", "lake/");
    }

    public void Dispose()
    {
        lake.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task A_list_is_given_up_with_a_sentence()
    {
        var failure = await Assert.ThrowsAsync<LakeException>(() => lake.ListAfterAsync("tmdb/", "", CancellationToken.None).AnyAsync().AsTask().WaitAsync(Patience));
        Assert.Equal("The lake s3://hitcast/lake/ cannot be used: The lake's server has been silent for 0.3 s. Look at Lake:Address, Lake:ServiceUrl and AWS's credentials.", failure.Message);
    }

    [Fact]
    public async Task A_body_is_given_up_by_whoever_reads_it()
    {
        using var stored = await lake.GetAsync("tmdb/movies/a", CancellationToken.None);
        var failure = await Assert.ThrowsAsync<LakeException>(() => stored!.Content.CopyToAsync(Stream.Null).WaitAsync(Patience));
        Assert.Equal("The lake's server has been silent for 0.3 s.", failure.Message);
    }
}
