using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Hitcast.Worker.Tests;
using Xunit;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

/// <summary>A bucket of the test's own behind a real S3 server, and versions of the test's own that are uploaded to it.</summary>
public sealed class ModelBucket : IAsyncLifetime
{
    private const string Prefix = "published/models/";
    private MotoServer? server;

    static ModelBucket()
    {
        // What AWS's rules find first, for the service in this process too.
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
    }

    public string Name { get; } = "hitcast-models";

    internal TemporaryRepository Files { get; } = new();

    public AmazonS3Client Client { get; private set; } = null!;

    /// <summary>For a service that looks at the bucket, and keeps what it finds in <see cref="Cache"/>.</summary>
    public string[] Settings => [$"Models:Path=s3://{Name}/{Prefix}", $"Models:ServiceUrl={server!.Address}", $"Models:CacheFolder={Cache}"];

    public string Cache => Path.Combine(Files.Outside, "cache");

    internal Uri Address => server!.Address;

    public async ValueTask InitializeAsync()
    {
        server = await MotoServer.StartAsync();
        Client = new(new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = server.Address.ToString(), ForcePathStyle = true });
        await Client.PutBucketAsync(Name);
    }

    /// <summary>Uploads the files of a version that the filter takes; all at once, in no order.</summary>
    public Task UploadAsync(string folder, Func<string, bool>? filter = null) => Task.WhenAll(
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => filter?.Invoke(Path.GetFileName(file)) ?? true)
            .Select(file => PutAsync(Path.GetRelativePath(Files.Root, file), File.ReadAllBytes(file))));

    public async Task PutAsync(string key, byte[] content)
    {
        using var stream = new MemoryStream(content);
        await Client.PutObjectAsync(new PutObjectRequest { BucketName = Name, Key = Prefix + key, InputStream = stream });
    }

    public async Task DeleteAsync(string folder)
    {
        foreach (var item in (await Client.ListObjectsV2Async(new() { BucketName = Name, Prefix = Prefix + folder })).S3Objects ?? [])
        {
            await Client.DeleteObjectAsync(Name, item.Key);
        }
    }

    public Task StopAsync() => server!.DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Files.Dispose();
        try
        {
            await StopAsync();
        }
        catch (InvalidOperationException)
        {
            // A test has stopped it.
        }
    }
}
