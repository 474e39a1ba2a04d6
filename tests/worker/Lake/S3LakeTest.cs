using Amazon.Runtime;
using Amazon.S3;
using Hitcast.Worker.Lake;
using Xunit;

namespace Hitcast.Worker.Tests.Lake;

public sealed class S3LakeTest(S3LakeTest.Bucket bucket) : LakeTest, IClassFixture<S3LakeTest.Bucket>
{
    internal override ILake Lake => bucket.Lake!;

    public sealed class Bucket : IAsyncLifetime
    {
        private MotoServer? server;

        internal S3Lake? Lake { get; private set; }

        public async ValueTask InitializeAsync()
        {
            server = await MotoServer.StartAsync();
            var client = new AmazonS3Client(
                new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = server.Address.ToString(), ForcePathStyle = true });
            await client.PutBucketAsync("hitcast");
            Lake = new S3Lake(client, "hitcast", "some/prefix/");
        }

        public ValueTask DisposeAsync()
        {
            Lake?.Dispose();
            return server?.DisposeAsync() ?? ValueTask.CompletedTask;
        }
    }
}
