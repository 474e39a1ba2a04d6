using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Compatibility;

/// <summary>What callers of the two replaced services send, and read.</summary>
public class ReplacedServicesTest(RunningApi api)
{
    private const string Song = """
        {"duration_ms": 230666, "danceability": 0.676, "energy": 0.461, "loudness": -6.746, "speechiness": 0.143, "acousticness": 0.0322,
         "instrumentalness": 1.01e-06, "liveness": 0.358, "valence": 0.715, "tempo": 87.917, "explicit": 0, "key": 1, "mode": 0, "time_signature": 4,
         "artists": "Gen Hoshino;Perfume", "album_name": "Comedy", "track_name": "Comedy", "track_genre": "acoustic", "track_id": "5SuOikwiRyPMVoIQDJUgSV", "Unnamed: 0": 0}
        """;

    private const string Movie = """
        {"titulo": "Some movie", "budget": 460000000, "duracion": 192, "popularity": 85.0, "vote_count": 11000, "true_revenue": 2320000000,
         "Action": 1, "Adventure": 1, "Drama": 0, "adult_False": 1, "original_language_en": 1, "num_production_companies": 3}
        """;

    [Fact]
    public async Task With_the_slash_a_song_is_answered_as_the_models_own_address_answers_it()
    {
        var old = await AnswerAsync("/predict/", Song);
        var own = JsonNode.Parse(Song)!.AsObject();
        own.Remove("explicit");
        own.Remove("track_id");
        own.Remove("Unnamed: 0");
        var answer = await AnswerAsync("/models/spotify-popularity/predict", own.ToJsonString());

        Assert.Equal(Math.Round(answer["prediction"]!.GetValue<double>(), 2), old["popularidad_estimada"]!.GetValue<double>());
        Assert.All(answer, property => Assert.Equal(property.Value!.ToJsonString(), old[property.Key]!.ToJsonString()));
    }

    [Fact]
    public async Task Without_the_slash_a_movie_is_answered_with_renamed_and_flagged_inputs_understood()
    {
        var old = await AnswerAsync("/predict", Movie);
        var answer = await AnswerAsync(
            "/models/movie-success/predict", """{"budget": 460000000, "runtime": 192, "original_language": "en", "genres": ["Action", "Adventure"]}""");

        Assert.Equal(answer["probability"]!.GetValue<double>(), old["probabilidad_exito"]!.GetValue<double>());
        Assert.True(old["success"]!.GetValue<bool>());
        Assert.All(answer, property => Assert.Equal(property.Value!.ToJsonString(), old[property.Key]!.ToJsonString()));
    }

    [Fact]
    public async Task Genres_may_come_as_one_text_with_commas()
    {
        var old = await AnswerAsync("/predict", """{"budget": 10000000, "popularity": 50.2, "release_date": "2025-08-08", "duracion": 120, "generos": "Action, Adventure"}""");
        var answer = await AnswerAsync(
            "/models/movie-success/predict", """{"budget": 10000000, "release_date": "2025-08-08", "runtime": 120, "genres": ["Action", "Adventure"]}""");
        Assert.Equal(answer["probability"]!.GetValue<double>(), old["probability"]!.GetValue<double>());
    }

    [Fact]
    public async Task The_songs_service_answers_from_the_query_string_too()
    {
        var query = string.Join('&', JsonNode.Parse(Song)!.AsObject().Select(property => $"{Uri.EscapeDataString(property.Key)}={Uri.EscapeDataString(property.Value!.ToString())}"));
        using var response = await api.Client.GetAsync(new Uri($"/predict/params?{query.Replace("mode=0", "mode=0.0", StringComparison.Ordinal)}", UriKind.Relative), TestContext.Current.CancellationToken);
        var fromQuery = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal((await AnswerAsync("/predict/", Song))["prediction"]!.GetValue<double>(), fromQuery["prediction"]!.GetValue<double>());
    }

    [Fact]
    public async Task Params_without_a_query_lists_every_input()
    {
        var list = JsonNode.Parse(await api.Client.GetStringAsync(new Uri("/predict/params", UriKind.Relative), TestContext.Current.CancellationToken))!;
        var danceability = Assert.Single(list["params"]!.AsArray(), input => input!["name"]!.GetValue<string>() == "danceability")!;
        Assert.Equal("number", danceability["kind"]!.GetValue<string>());
        Assert.Equal((0, 1), (danceability["minimum"]!.GetValue<double>(), danceability["maximum"]!.GetValue<double>()));
        Assert.Equal(17, list["params"]!.AsArray().Count);
    }

    [Fact]
    public async Task Health_says_whether_the_movies_model_is_loaded()
    {
        var health = JsonNode.Parse(await api.Client.GetStringAsync(new Uri("/predict/health", UriKind.Relative), TestContext.Current.CancellationToken))!;
        Assert.Equal("ok", health["status"]!.GetValue<string>());
        Assert.True(health["model_available"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("/predict/", "{", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("/predict/", "[]", HttpStatusCode.BadRequest, "object")]
    [InlineData("/predict/", "{}", HttpStatusCode.UnprocessableEntity, "track_genre")]
    [InlineData("/predict", "{\"budget\": \"much\"}", HttpStatusCode.UnprocessableEntity, "budget")]
    [InlineData("/predict", "{\"budget\": 1, \"generos\": \"\\ud800\"}", HttpStatusCode.BadRequest, "JSON")]
    public async Task What_is_wrong_is_said(string address, string body, HttpStatusCode status, string word)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await api.Client.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(word, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_any_origin_may_ask()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/predict/");
        preflight.Headers.Add("Origin", "https://example.com");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var allowed = await api.Client.SendAsync(preflight, TestContext.Current.CancellationToken);
        Assert.True(allowed.IsSuccessStatusCode);
        Assert.Equal("*", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("content-type", allowed.Headers.GetValues("Access-Control-Allow-Headers").Single());

        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent(Movie, Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", "https://example.com");
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    private async Task<JsonObject> AnswerAsync(string address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await api.Client.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer);
        return JsonNode.Parse(answer)!.AsObject();
    }
}
