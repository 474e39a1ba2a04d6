using Hitcast.Worker.Lake;
using Microsoft.Extensions.Options;

namespace Hitcast.Worker.Hosting.Arriving;

/// <summary>Turns objects that S3 reports into keys of the lake.</summary>
internal sealed class LakeEvents(IOptions<LakeOptions> options)
{
    /// <summary>What stands before a key in its bucket, and the bucket; null for a lake in a folder, which takes every report for its own.</summary>
    private readonly (string Bucket, string Prefix)? place = Place(options.Value.Address);

    /// <returns>Null for an object that is not the lake's.</returns>
    public string? KeyOf(StoredObject stored) =>
        place is not { } lake ? stored.Key
        : stored.Bucket == lake.Bucket && stored.Key.StartsWith(lake.Prefix, StringComparison.Ordinal) ? stored.Key[lake.Prefix.Length..]
        : null;

    private static (string Bucket, string Prefix)? Place(string address)
    {
        const string Scheme = "s3://";
        if (!address.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = address[Scheme.Length..].Trim('/').Split('/', 2);
        return (parts[0], parts.Length == 2 ? parts[1] + "/" : "");
    }
}

/// <param name="Key">Decoded.</param>
internal sealed record StoredObject(string Bucket, string Key);
