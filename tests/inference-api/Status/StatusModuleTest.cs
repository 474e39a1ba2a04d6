using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Status;

/// <summary>The operator's address beside a real worker, and without one. In the page's collection, since both set objects aside.</summary>
[Collection(Pages.PageServer.Collection)]
public sealed class StatusModuleTest(StatusServer status)
{
    private const string Key = "a-key-of-some-length";
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Fact]
    public async Task It_tells_how_everything_stands()
    {
        var report = await status.UntilAsync(report => StatusServer.LoadMovies(report).GetProperty("last").ValueKind == JsonValueKind.Object);

        Assert.Equal(["at", "attention", "service", "catalogue", "worker", "models", "questions", "gemini"], report.EnumerateObject().Select(property => property.Name));
        // Whether so few movies make it ready is for the semantic layer to say.
        var health = await (await status.StartedAsync()).Client.GetFromJsonAsync<JsonElement>("/health", TestContext.Current.CancellationToken);
        var service = report.GetProperty("service");
        Assert.Equal(health.GetProperty("version").GetString(), service.GetProperty("version").GetString());
        Assert.Equal(health.GetProperty("reasons").GetRawText(), service.GetProperty("reasons").GetRawText());
        Assert.Equal(health.GetProperty("status").GetString() == "ready", service.GetProperty("ready").GetBoolean());
        Assert.InRange(service.GetProperty("uptime_seconds").GetInt64(), 0, 3600);
        var catalogue = report.GetProperty("catalogue");
        Assert.Equal(JsonValueKind.Null, catalogue.GetProperty("reason").ValueKind);
        Assert.InRange(catalogue.GetProperty("movies").GetInt64(), 3, 5);
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero), catalogue.GetProperty("newest_fetched_at").GetDateTimeOffset());
        Assert.InRange(catalogue.GetProperty("last_load").GetInt64(), 1, 10);
        var functions = report.GetProperty("worker").GetProperty("functions").EnumerateArray().ToList();
        Assert.Equal(["extract-movies", "forecast-movies", "load-movies", "prune-lake"], functions.Select(function => function.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        Assert.True(functions.Single(function => function.GetProperty("name").GetString() == "extract-movies").GetProperty("next_run").GetDateTimeOffset() > report.GetProperty("at").GetDateTimeOffset());
        Assert.Equal(["movie-success", "spotify-popularity"], report.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("name").GetString()));
        Assert.False(report.GetProperty("gemini").GetProperty("configured").GetBoolean());
        Assert.Equal(5, report.GetProperty("gemini").GetProperty("budget").GetDecimal());
        Assert.Contains("catalogue", report.GetProperty("attention").EnumerateArray().Select(item => item.GetProperty("part").GetString()));
    }

    [Fact]
    public async Task A_poison_object_is_replayed_fails_and_is_loaded_once_it_is_mended()
    {
        var key = await status.SetAsideAsync("poison", "no gzip");
        var before = await status.UntilAsync(report => StatusServer.LoadMovies(report).GetProperty("set_aside").GetArrayLength() == 1);
        Assert.Contains("load-movies has set 1 object aside. Mend the cause, then run them again.", before.GetProperty("attention").EnumerateArray().Select(item => item.GetProperty("sentence").GetString()));
        var movies = before.GetProperty("catalogue").GetProperty("movies").GetInt64();

        using var accepted = await ReplayAsync(new { function = "load-movies", key });
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await status.UntilAsync(report => StatusServer.LoadMovies(report) is var function && function.GetProperty("set_aside").GetArrayLength() == 0
            && function.GetProperty("last").GetProperty("result").GetString() == "Failed");

        await status.WriteAsync(key, status.Movie(1));
        await status.UntilAsync(report => report.GetProperty("catalogue").GetProperty("movies").GetInt64() == movies + 1);
        using var again = await ReplayAsync(new { function = "load-movies", key });
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.StartsWith($"{key} is not set aside by load-movies", await DetailAsync(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_and_errors_are_counted_by_model_and_question()
    {
        await using var server = await ApiServer.StartAsync("Worker:BaseAddress=http://127.0.0.1:9", "Questions:ConnectionString=Host=127.0.0.1;Port=9;Username=a;Database=a");
        using var good = await server.Client.PostAsJsonAsync("/models/movie-success/predict", new { budget = 1_000_000 }, TestContext.Current.CancellationToken);
        using var bad = await server.Client.PostAsJsonAsync("/models/movie-success/predict", new { budget = "much" }, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (good.StatusCode, bad.StatusCode));
        using var failed = await server.Client.PostAsJsonAsync("/ask-text", new { question = "Top 5 comedies by revenue" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);

        var report = await StatusServer.JsonAsync(server);

        var movies = report.GetProperty("models")[0];
        Assert.Equal((2, 1, 0.5), (movies.GetProperty("requests").GetInt64(), movies.GetProperty("errors").GetProperty("422").GetInt64(), movies.GetProperty("error_rate").GetDouble()));
        Assert.Equal("not enough requests", movies.GetProperty("drift").GetProperty("judgement").GetString());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("models")[1].GetProperty("error_rate").ValueKind);
        Assert.Equal((1, 1), (report.GetProperty("questions").GetProperty("asked").GetInt64(), report.GetProperty("questions").GetProperty("ways").GetProperty("failed").GetInt64()));
        Assert.Equal(
            "The worker at http://127.0.0.1:9 cannot be reached. See that it runs (worker run), and Worker:BaseAddress.",
            report.GetProperty("worker").GetProperty("reason").GetString());
        Assert.NotNull(report.GetProperty("catalogue").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task What_takes_a_connection_and_never_answers_holds_up_nothing_else()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var server = await ApiServer.StartWithoutModelsAsync("Status:TimeoutSeconds=0.3", $"Worker:BaseAddress=http://127.0.0.1:{port}", $"Questions:ConnectionString=Host=127.0.0.1;Port={port};Username=a;Database=a");

        var report = await StatusServer.JsonAsync(server);

        Assert.Equal($"The worker at http://127.0.0.1:{port} did not answer within 0.3 s. Its log may say what it waits for.", report.GetProperty("worker").GetProperty("reason").GetString());
        Assert.Equal("The warehouse did not answer within 0.3 s.", report.GetProperty("catalogue").GetProperty("reason").GetString());
        Assert.False(report.GetProperty("service").GetProperty("ready").GetBoolean());
    }

    [Fact]
    public async Task What_is_no_worker_is_told_from_one()
    {
        await using var other = await ApiServer.StartWithoutModelsAsync();
        var address = other.App.Urls.Single();
        await using var server = await ApiServer.StartWithoutModelsAsync($"Worker:BaseAddress={address}");
        Assert.Equal(
            $"What answers at {address} is not the worker of this version. See Worker:BaseAddress.",
            (await StatusServer.JsonAsync(server)).GetProperty("worker").GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData(Browser, "text/html")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/html;q=0.5, application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData(null, "application/json")]
    public async Task Browsers_get_the_page_and_programs_JSON(string? accept, string contentType)
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        using var response = await GetAsync(server, accept);
        Assert.Equal((HttpStatusCode.OK, contentType), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(["Accept"], response.Headers.Vary);
    }

    [Fact]
    public async Task With_keys_only_the_empty_page_comes_without_one()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync($"ApiKeys:0={Key}");
        using var page = await GetAsync(server, Browser);
        using var json = await GetAsync(server, "application/json");
        using var replay = await server.Client.PostAsJsonAsync("/status/replay", new { function = "load-movies", key = "a" }, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (page.StatusCode, json.StatusCode, replay.StatusCode));

        server.Client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        using var withKey = await GetAsync(server, "application/json");
        Assert.Equal(HttpStatusCode.OK, withKey.StatusCode);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=a")]
    [InlineData("text/plain")]
    public async Task What_a_page_of_another_origin_can_send_unasked_is_not_taken(string contentType)
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"function":"load-movies","key":"a"}"""));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await server.Client.PostAsync(new Uri("/status/replay", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);

        using var ask = new HttpRequestMessage(HttpMethod.Options, "/status/replay");
        ask.Headers.Add("Origin", "http://elsewhere.example");
        ask.Headers.Add("Access-Control-Request-Method", "POST");
        using var asked = await server.Client.SendAsync(ask, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(asked.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"function":"../x","key":"a"}""", "function", "must be the name of a function as /status lists it, such as load-movies.")]
    [InlineData("""{"function":"load-movies"}""", "key", "must be the key of an object as /status lists it under set_aside.")]
    public async Task What_names_no_object_is_refused_with_its_field(string json, string field, string sentence)
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(new Uri("/status/replay", UriKind.Relative), body, TestContext.Current.CancellationToken);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, sentence), (response.StatusCode, problem.GetProperty("errors").GetProperty(field)[0].GetString()));
    }

    [Fact]
    public async Task A_replay_without_a_worker_says_so()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync("Worker:BaseAddress=http://127.0.0.1:9");
        using var response = await server.Client.PostAsJsonAsync("/status/replay", new { function = "load-movies", key = "a" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.StartsWith("The worker at http://127.0.0.1:9 cannot be reached.", await DetailAsync(response), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> ReplayAsync(object request) =>
        await (await status.StartedAsync()).Client.PostAsJsonAsync("/status/replay", request, TestContext.Current.CancellationToken);

    private static async Task<string> DetailAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("detail").GetString()!;

    private static async Task<HttpResponseMessage> GetAsync(ApiServer server, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
