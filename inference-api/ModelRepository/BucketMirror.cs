using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>Keeps a folder as the repository in a bucket is. A version appears in it by one rename, or not at all.</summary>
internal sealed class BucketMirror(ModelsOptions options, TimeProvider time) : IDisposable
{
    /// <summary>In a version's folder: the ETags with which its files were fetched.</summary>
    private const string StateFile = ".etags.json";

    /// <summary>After so long without a change, an upload that lacks files is taken for done; what proves versions then says what is missing.</summary>
    public static readonly TimeSpan UploadPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(10);

    private readonly string bucket = options.S3Location().Bucket;
    private readonly string prefix = options.S3Location().Prefix;
    private readonly Dictionary<string, (string State, long Since)> arriving = [];
    private AmazonS3Client? client;

    private string Arriving => Path.Combine(options.Folder, ".arriving");

    public bool HoldsVersions => Directory.Exists(options.Folder) && VersionFolder.All(options.Folder).Any();

    /// <exception cref="BucketException">The bucket cannot be read; what the folder holds is whole all the same.</exception>
    public async Task SyncAsync(CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(options.Folder);
            client ??= Open();
            var versions = BucketVersion.Among(await ListAsync(cancellation));
            foreach (var version in versions.Where(version => version.State != StateOf(version)))
            {
                if (await HasArrivedAsync(version, cancellation))
                {
                    await FetchAsync(version, cancellation);
                }
            }

            DeleteAllBut(versions);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && BucketException.Of(exception, bucket) is { } trouble)
        {
            throw trouble;
        }
    }

    public void Dispose() => client?.Dispose();

    private AmazonS3Client Open()
    {
        // What a process that was killed had not put in its place.
        Delete(Arriving);
        return new(Configuration());
    }

    private async Task<List<(string Key, string Tag)>> ListAsync(CancellationToken cancellation)
    {
        var objects = new List<(string, string)>();
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await client!.ListObjectsV2Async(request, cancellation);
            objects.AddRange((page.S3Objects ?? []).Select(item => (item.Key[prefix.Length..], item.ETag)));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return objects;
    }

    private async Task<bool> HasArrivedAsync(BucketVersion version, CancellationToken cancellation)
    {
        if (!arriving.TryGetValue(version.Folder, out var seen) || seen.State != version.State)
        {
            seen = arriving[version.Folder] = (version.State, time.GetTimestamp());
        }

        if (time.GetElapsedTime(seen.Since) >= UploadPause)
        {
            return true;
        }

        using var manifest = new MemoryStream();
        return version.Tags.ContainsKey(BucketVersion.Manifest)
            && await DownloadAsync(version, BucketVersion.Manifest, manifest, cancellation)
            && version.HasAllOf(manifest.GetBuffer().AsSpan(0, (int)manifest.Length));
    }

    /// <summary>Fetches what is new in a version, and puts the whole in its place.</summary>
    private async Task FetchAsync(BucketVersion version, CancellationToken cancellation)
    {
        var target = Path.Combine(options.Folder, version.Folder);
        var aside = Directory.CreateDirectory(Path.Combine(Arriving, Path.GetRandomFileName())).FullName;
        try
        {
            foreach (var file in version.Tags.Keys)
            {
                var path = Path.Combine(aside, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await using var content = File.Create(path);
                if (!await DownloadAsync(version, file, content, cancellation))
                {
                    // Somebody is writing there; the next look sees what.
                    return;
                }
            }

            await File.WriteAllTextAsync(Path.Combine(aside, StateFile), version.State, cancellation);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Directory.Exists(target))
            {
                Directory.Move(target, Directory.CreateDirectory(aside + ".old").FullName + "/old");
            }

            Directory.Move(aside, target);
            arriving.Remove(version.Folder);
        }
        finally
        {
            Delete(aside);
            Delete(aside + ".old");
        }
    }

    /// <returns>Whether the object still is the one that was listed.</returns>
    private async Task<bool> DownloadAsync(BucketVersion version, string file, Stream target, CancellationToken cancellation)
    {
        try
        {
            using var reply = await client!.GetObjectAsync(
                new GetObjectRequest { BucketName = bucket, Key = prefix + version.KeyOf(file), EtagToMatch = version.Tags[file] }, cancellation);
            await reply.ResponseStream.CopyToAsync(target, cancellation);
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode is "PreconditionFailed" or "NoSuchKey")
        {
            return false;
        }
    }

    private string? StateOf(BucketVersion version)
    {
        var file = Path.Combine(options.Folder, version.Folder, StateFile);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    private void DeleteAllBut(IReadOnlyList<BucketVersion> versions)
    {
        var kept = versions.Select(version => version.Folder).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in VersionFolder.All(options.Folder).ToList().Where(folder => !kept.Contains(Path.GetRelativePath(options.Folder, folder.Path))))
        {
            Delete(folder.Path);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private AmazonS3Config Configuration()
    {
        // The next look comes soon, and what is served goes on meanwhile: no need to wait or to insist.
        var configuration = new AmazonS3Config { Timeout = LongestRequest, MaxErrorRetry = 1 };
        if (!string.IsNullOrEmpty(options.ServiceUrl))
        {
            configuration.ServiceURL = options.ServiceUrl;
            configuration.ForcePathStyle = true;
            // Not every S3 server knows the checksums that Amazon's added later.
            configuration.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }

        return configuration;
    }
}
