using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Evidence;

public sealed class MovieEvidenceTest(AskServer asked) : IClassFixture<AskServer>
{
    [Fact]
    public async Task A_movies_origin_is_told()
    {
        var evidence = await asked.Client.GetFromJsonAsync<JsonElement>("/evidence/862", TestContext.Current.CancellationToken);
        Assert.Equal("Toy Story", evidence.GetProperty("title").GetString());
        Assert.Matches(@"^tmdb/movies/2026-03-05T000000Z/\d{6}\.jsonl\.gz$", evidence.GetProperty("lake_object").GetString());
        Assert.InRange(evidence.GetProperty("line").GetInt32(), 1, 1000);
        Assert.Equal("2026-03-05T00:00:00Z", evidence.GetProperty("fetched_at").GetString());
        Assert.InRange(evidence.GetProperty("load").GetInt32(), 1, 10);
        Assert.False(evidence.GetProperty("gone").GetBoolean());
    }

    [Theory]
    [InlineData("/evidence/1", "The warehouse knows no movie with TMDB's number 1.")]
    [InlineData("/evidence/-5", "The address ends in TMDB's number of a movie, such as /evidence/862.")]
    [InlineData("/evidence/862%20OR%201=1", "The address ends in TMDB's number of a movie, such as /evidence/862.")]
    [InlineData("/evidence/99999999999", "The address ends in TMDB's number of a movie, such as /evidence/862.")]
    public async Task What_is_no_movie_is_not_found(string address, string sentence)
    {
        using var response = await asked.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(sentence, (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("detail").GetString());
    }
}
