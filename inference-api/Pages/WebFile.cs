using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Hitcast.InferenceApi.Pages;

/// <summary>A file as a browser gets it.</summary>
internal sealed record WebFile(ReadOnlyMemory<byte> Content, string ContentType)
{
    /// <summary>Another content has another tag, so that a browser can ask whether what it has is still right.</summary>
    public EntityTagHeaderValue EntityTag { get; } = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Content.Span))[..32]}\"");
}
