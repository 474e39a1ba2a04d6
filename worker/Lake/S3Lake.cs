using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Hitcast.Worker.Lake;

/// <summary>A lake in an S3 bucket, by conditional writes.</summary>
/// <param name="root">Stands before every key: empty, or a path that ends in "/".</param>
internal sealed class S3Lake(IAmazonS3 client, string bucket, string root) : ILake, IDisposable
{
    private const int ConflictAttempts = 5;

    public async Task<bool> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        await AskAsync(() => PutAsync(key, content, put => put.IfNoneMatch = "*", cancellation)) is not null;

    public Task<string?> ReplaceIfUnchangedAsync(string key, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellation) =>
        AskAsync(() => PutAsync(key, content, tag is null ? put => put.IfNoneMatch = "*" : put => put.IfMatch = tag, cancellation));

    public async Task<LakeObject?> GetAsync(string key, CancellationToken cancellation)
    {
        LakeKey.Check(key);
        var reply = await AskAsync(async () =>
        {
            try
            {
                return await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = root + key }, cancellation);
            }
            catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
            {
                return null;
            }
        });
        return reply is null ? null : new LakeObject(key, reply.ETag, reply.ResponseStream);
    }

    public async IAsyncEnumerable<string> ListAfterAsync(string prefix, string after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = root + prefix, StartAfter = after.Length == 0 ? null : root + after };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync(() => client.ListObjectsV2Async(request, cancellation));
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
        return AskAsync(() => client.DeleteObjectAsync(bucket, root + key, cancellation));
    }

    public void Dispose() => client.Dispose();

    /// <exception cref="LakeException">S3 is away, refuses us, or has no such bucket.</exception>
    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            var code = exception is AmazonServiceException { ErrorCode: { Length: > 0 } name } ? name + ": " : "";
            throw new LakeException($"The lake s3://{bucket}/{root} cannot be used: {code}{(Silence(exception) ?? exception).Message.TrimEnd('.')}. Look at Lake:Address, Lake:ServiceUrl and AWS's credentials.", exception);
        }
    }

    /// <summary>The SDK wraps what our connection says of a silent server.</summary>
    private static LakeException? Silence(Exception? exception) => exception is null ? null : exception as LakeException ?? Silence(exception.InnerException);

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
