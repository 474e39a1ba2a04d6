using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Tests.Warehouse;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Scheduling;

/// <summary>A lake in S3 that reports new objects to an SQS queue, which a worker reads.</summary>
public sealed class QueueWatchTest(TestCluster cluster) : IAsyncLifetime
{
    private const string Bucket = "hitcast";

    private readonly TestWarehouse warehouse = new(cluster);
    private readonly BasicAWSCredentials credentials = new("test", "test");
    private MotoServer server = null!;
    private AmazonS3Client s3 = null!;
    private AmazonSQSClient sqs = null!;
    private string queue = "";

    public async ValueTask InitializeAsync()
    {
        await warehouse.InitializeAsync();
        server = await MotoServer.StartAsync();
        s3 = new AmazonS3Client(credentials, new AmazonS3Config { ServiceURL = server.Address.ToString(), ForcePathStyle = true });
        sqs = new AmazonSQSClient(credentials, new AmazonSQSConfig { ServiceURL = server.Address.ToString() });
        queue = (await sqs.CreateQueueAsync("arrivals")).QueueUrl;
        var attributes = await sqs.GetQueueAttributesAsync(queue, ["QueueArn"]);
        await s3.PutBucketAsync(Bucket);
        await s3.PutBucketNotificationAsync(new PutBucketNotificationRequest
        {
            BucketName = Bucket,
            QueueConfigurations = [new QueueConfiguration { Queue = attributes.QueueARN, Events = [EventType.ObjectCreatedAll] }],
        });
    }

    public async ValueTask DisposeAsync()
    {
        s3.Dispose();
        sqs.Dispose();
        await server.DisposeAsync();
        await warehouse.DisposeAsync();
    }

    [Fact]
    public async Task What_S3_reports_is_loaded_and_what_cannot_be_read_stays_in_the_queue()
    {
        await sqs.SendMessageAsync(queue, "not JSON");
        await using var worker = await WorkerProcess.RunAsync(new Dictionary<string, string?>
        {
            ["Lake:Address"] = $"s3://{Bucket}/prod",
            ["Lake:ServiceUrl"] = server.Address.ToString(),
            ["Functions:QueueUrl"] = queue,
            ["Warehouse:ConnectionString"] = warehouse.OwnerConnectionString,
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_REGION"] = "us-east-1",
        });
        await worker.WaitForLineAsync("stays in the queue of arrivals");

        using var lake = new S3Lake(s3, Bucket, "prod/");
        var key = (await SampleCatalogue.Keys.ToListAsync())[0];
        await lake.PutIfAbsentAsync(key, await File.ReadAllBytesAsync(Path.Combine(SampleCatalogue.Folder, key)), CancellationToken.None);

        // The lake itself is listed every ten minutes only.
        await worker.WaitForLineAsync("1,000 movies loaded");
        Assert.Equal(0, await worker.StopAsync());
        Assert.Equal(1000, await warehouse.ScalarAsync<long>("SELECT count(*) FROM ask.movies"));
        var left = await sqs.GetQueueAttributesAsync(queue, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]);
        Assert.Equal(1, left.ApproximateNumberOfMessages + left.ApproximateNumberOfMessagesNotVisible);
    }
}
