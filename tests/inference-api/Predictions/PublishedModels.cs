using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Predictions;

/// <summary>The service with the published models, started once for all tests of a class.</summary>
public sealed class PublishedModels : IAsyncLifetime
{
    public const string Movies = "/models/movie-success/predict";
    public const string Songs = "/models/spotify-popularity/predict";
    public const string Movie = """{"budget": 25000000, "genres": ["Comedy"], "cast": ["Tom Hanks"], "release_date": "2012-06-15"}""";

    internal ApiServer Server { get; private set; } = null!;

    public HttpClient Client => Server.Client;

    public static string Address(string version) => $"/models/{version.Replace("/", "/versions/", StringComparison.Ordinal)}/predict";

    public async ValueTask InitializeAsync() => Server = await ApiServer.StartAsync("Limits:BodyBytes=16777216");

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public Task<Reply> PostAsync(string address, string body, string contentType = "application/json") =>
        PostAsync(address, Encoding.UTF8.GetBytes(body), contentType);

    public async Task<Reply> PostAsync(string address, byte[] body, string contentType = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var reply = await Client.PostAsync(address, content);
        return await Reply.OfAsync(reply);
    }

    public async Task<Reply> GetAsync(string address)
    {
        using var reply = await Client.GetAsync(address);
        return await Reply.OfAsync(reply);
    }
}

public sealed record Reply(int Status, string? ContentType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The problem's sentence.</summary>
    public string Detail => (string)Json["detail"]!;

    /// <summary>Each as "field: message".</summary>
    public IEnumerable<string> Errors => Json["errors"]!.AsObject().SelectMany(error => error.Value!.AsArray().Select(message => $"{error.Key}: {message}"));

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<Reply> OfAsync(HttpResponseMessage reply) =>
        new((int)reply.StatusCode, reply.Content.Headers.ContentType?.MediaType, await reply.Content.ReadAsStringAsync());
}
