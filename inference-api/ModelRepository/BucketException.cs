using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>The bucket of the model repository cannot be read now; the message is a sentence for whoever runs the service.</summary>
internal sealed class BucketException(string message, Exception inner) : IOException(message, inner)
{
    /// <summary>Null for what is no trouble of the bucket's.</summary>
    public static BucketException? Of(Exception exception, string bucket) => exception switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => new($"There is no bucket {bucket}. See Models:Path.", exception),
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } refused => new(
            $"S3 refuses to let us read the bucket {bucket} ({refused.ErrorCode}). See the credentials, and their right to s3:ListBucket and s3:GetObject.", exception),
        AmazonServiceException refused => new($"S3 does not give us the bucket {bucket} ({refused.ErrorCode ?? refused.StatusCode.ToString()}).", exception),
        AmazonClientException => new($"The bucket {bucket} cannot be asked: no credentials or no region were found by AWS's rules.", exception),
        HttpRequestException or OperationCanceledException => new($"S3 cannot be reached for the bucket {bucket}. See Models:ServiceUrl and the network.", exception),
        IOException or UnauthorizedAccessException => new("The versions of the bucket cannot be kept; see Models:CacheFolder.", exception),
        _ => null,
    };
}
