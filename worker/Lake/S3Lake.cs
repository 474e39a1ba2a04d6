using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace Hitcast.Worker.Lake;

/// <summary>A lake in an S3 bucket, by conditional writes.</summary>
/// <param name="root">Stands before every key: empty, or a path that ends in "/".</param>
internal sealed class S3Lake(IAmazonS3 client, string bucket, string root) : ILake, IDisposable
{
    private const int ConflictAttempts = 5;

    public async Task<bool> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        await PutAsync(key, content, put => put.IfNoneMatch = "*", cancellation) is not null;

    public Task<string?> ReplaceIfUnchangedAsync(string key, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellation) =>
        PutAsync(key, content, tag is null ? put => put.IfNoneMatch = "*" : put => put.IfMatch = tag, cancellation);

    public async Task<LakeObject?> GetAsync(string key, CancellationToken cancellation)
    {
        LakeKey.Check(key);
        try
        {
            var reply = await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = root + key }, cancellation);
            return new LakeObject(key, reply.ETag, reply.ResponseStream);
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }

    public async IAsyncEnumerable<string> ListAfterAsync(string prefix, string after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = root + prefix, StartAfter = after.Length == 0 ? null : root + after };
        ListObjectsV2Response page;
        do
        {
            page = await client.ListObjectsV2Async(request, cancellation);
            foreach (var item in page.S3Objects ?? [])
            {
                yield return item.Key[root.Length..];
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public Task DeleteAsync(string key, CancellationToken cancellation)
    {
        LakeKey.Check(key);
        return client.DeleteObjectAsync(bucket, root + key, cancellation);
    }

    public void Dispose() => client.Dispose();

    /// <returns>The tag; null if the condition did not hold.</returns>
    private async Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, Action<PutObjectRequest> condition, CancellationToken cancellation)
    {
        LakeKey.Check(key);
        for (var attempt = 1; ; attempt++)
        {
            using var stream = new MemoryStream(content.ToArray());
            var put = new PutObjectRequest { BucketName = bucket, Key = root + key, InputStream = stream };
            condition(put);
            try
            {
                return (await client.PutObjectAsync(put, cancellation)).ETag;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.PreconditionFailed || exception.ErrorCode == "NoSuchKey")
            {
                return null;
            }
            catch (AmazonS3Exception exception) when (exception.ErrorCode == "ConditionalRequestConflict" && attempt < ConflictAttempts)
            {
                // Somebody writes the same key this moment; S3 asks for another attempt, which then sees what they wrote.
            }
        }
    }
}
