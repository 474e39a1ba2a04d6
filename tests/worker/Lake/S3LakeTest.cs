using Amazon.Runtime;
using Amazon.S3;
using Hitcast.Worker.Lake;
using Xunit;

namespace Hitcast.Worker.Tests.Lake;

public sealed class S3LakeTest(S3LakeTest.Bucket bucket) : LakeTest, IClassFixture<S3LakeTest.Bucket>
{
    private const int PageOfS3 = 1000;

    internal override ILake Lake => bucket.Lake!;

    /// <summary>What comes before the cursor costs no request.</summary>
    internal override async Task<List<string>> ListAsync(string prefix, string after)
    {
        var before = bucket.Requests;
        var keys = await base.ListAsync(prefix, after);
        Assert.Equal(1 + (keys.Count / PageOfS3), bucket.Requests - before);
        return keys;
    }

    public sealed class Bucket : IAsyncLifetime
    {
        private MotoServer? server;

        internal S3Lake? Lake { get; private set; }

        /// <summary>That the lake has made so far.</summary>
        internal int Requests { get; private set; }

        public async ValueTask InitializeAsync()
        {
            server = await MotoServer.StartAsync();
            var client = new AmazonS3Client(
                new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = server.Address.ToString(), ForcePathStyle = true });
            await client.PutBucketAsync("hitcast");
            client.BeforeRequestEvent += (_, _) => Requests++;
            Lake = new S3Lake(client, "hitcast", "some/prefix/");
        }

        public ValueTask DisposeAsync()
        {
            Lake?.Dispose();
            return server?.DisposeAsync() ?? ValueTask.CompletedTask;
        }
    }
}
