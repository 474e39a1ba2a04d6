using Xunit;
using static Hitcast.InferenceApi.Tests.Predictions.PublishedModels;

namespace Hitcast.InferenceApi.Tests.Predictions;

/// <summary>What callers are told who ask wrongly.</summary>
public sealed class ErrorsTest(PublishedModels models) : IClassFixture<PublishedModels>
{
    [Theory]
    [InlineData("", "The body is not JSON, or nests deeper than 64: something is wrong at line 1, byte 1 of that line.")]
    [InlineData("{\n\"budget\": 1,\n}", "The body is not JSON, or nests deeper than 64: something is wrong at line 3, byte 1 of that line.")]
    [InlineData("{\"budget\": NaN}", "The body is not JSON, or nests deeper than 64: something is wrong at line 1, byte 12 of that line.")]
    [InlineData("1", "The body must be a JSON object from input names to values, or an array of such objects.")]
    [InlineData("null", "The body must be a JSON object from input names to values, or an array of such objects.")]
    [InlineData("[{}, 1]", "Item 1 of the array is not an object from input names to values.")]
    [InlineData("[{\"budget\": 1}", "The body is not JSON, or nests deeper than 64: something is wrong at line 1, byte 15 of that line.")]
    [InlineData("[] []", "The body is not JSON, or nests deeper than 64: something is wrong at line 1, byte 4 of that line.")]
    public async Task A_body_of_the_wrong_shape_is_400(string body, string detail)
    {
        var reply = await models.PostAsync(Movies, body);

        Assert.Equal((400, "application/problem+json", detail), (reply.Status, reply.ContentType, reply.Detail));
    }

    [Fact]
    public async Task A_body_nested_too_deep_is_400()
    {
        var reply = await models.PostAsync(Movies, $$"""{"genres": {{new string('[', 10_000)}}{{new string(']', 10_000)}}}""");

        Assert.Equal(400, reply.Status);
        Assert.Contains("nests deeper than 64", reply.Detail);
    }

    [Fact]
    public async Task Wrong_fields_are_422_and_all_named()
    {
        var reply = await models.PostAsync(Movies, """{"bugdet": 1, "runtime": 0, "release_date": "2012-02-30", "genres": [1]}""");

        Assert.Equal((422, "Some inputs are wrong; errors names each."), (reply.Status, reply.Detail));
        Assert.Equal(
            [
                "bugdet: is no input of this model. Did you mean 'budget'?",
                "runtime: is 0. It must be a number from 1 to 1500 in minutes.",
                "release_date: is '2012-02-30', which is no date. It must be a date as text YYYY-MM-DD from 1870-01-01 to 2100-12-31.",
                "genres: has the number 1 among its items. It must be an array of texts, or one text with items joined by '|'.",
                "budget: is missing. It must be a number from 1 to 10000000000 in US dollars.",
            ],
            reply.Errors);
    }

    [Fact]
    public async Task In_an_array_each_error_says_where()
    {
        var reply = await models.PostAsync(Movies, """[{"budget": 1}, {}, {"budget": 1, "x": 2}]""");

        Assert.Equal(422, reply.Status);
        Assert.Equal(
            ["[1].budget: is missing. It must be a number from 1 to 10000000000 in US dollars.", "[2].x"],
            reply.Errors.Select(error => error.StartsWith("[2].x", StringComparison.Ordinal) ? "[2].x" : error));
    }

    [Fact]
    public async Task A_hundred_errors_are_enough()
    {
        var reply = await models.PostAsync(Movies, $"[{string.Join(',', Enumerable.Repeat("{}", 1000))}]");

        Assert.Equal(101, reply.Json["errors"]!.AsObject().Count);
        Assert.Equal("…: 900 more errors.", reply.Errors.Last());
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("text/csv; charset=iso-8859-1")]
    [InlineData("nonsense")]
    public async Task Another_content_type_is_415(string contentType)
    {
        var reply = await models.PostAsync(Movies, Movie, contentType);

        Assert.Equal(
            (415, "The content type must be application/json, application/x-ndjson or text/csv, in UTF-8, with no Content-Encoding."),
            (reply.Status, reply.Detail));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON; charset=\"UTF-8\"")]
    [InlineData("")]
    public async Task JSON_may_be_named_in_many_ways(string contentType) => Assert.Equal(200, (await models.PostAsync(Movies, Movie, contentType)).Status);

    [Fact]
    public async Task A_compressed_body_is_415()
    {
        using var content = new ByteArrayContent([0x1F, 0x8B]);
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var reply = await models.Client.PostAsync(Movies, content, TestContext.Current.CancellationToken);
        Assert.Equal(415, (int)reply.StatusCode);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Movies) { Content = new ByteArrayContent(new byte[(16 << 20) + 1]) };
        request.Headers.ExpectContinue = true;
        using var response = await models.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var reply = await Reply.OfAsync(response);

        Assert.Equal((413, "application/problem+json"), (reply.Status, reply.ContentType));
        Assert.StartsWith("The body is larger than 16777216 bytes.", reply.Detail);
    }

    [Theory]
    [InlineData("/models/movie-sucess/predict", "There is no model of that name. Did you mean 'movie-success'?")]
    [InlineData("/models/books/predict", "There is no model of that name. There are movie-success, spotify-popularity.")]
    [InlineData("/models/movie-success/versions/7/predict", "There is no such version of 'movie-success'. Its versions: 2, 1.")]
    [InlineData("/models/movie-success/versions/x/predict", "There is no such version of 'movie-success'. Its versions: 2, 1.")]
    public async Task What_is_not_there_is_404(string address, string detail)
    {
        Assert.Equal((404, detail), await models.PostAsync(address, Movie) is var post ? (post.Status, post.Detail) : default);
        Assert.Equal((404, detail), await models.GetAsync(address) is var get ? (get.Status, get.Detail) : default);
    }

    [Theory]
    [InlineData("?explain=yes", "explain: must be true or false.")]
    [InlineData("?explain=true&explain=false", "explain: must be true or false.")]
    [InlineData("?x=1", "x: is no option of this address. There is explain=true.")]
    public async Task Wrong_options_are_400(string query, string error)
    {
        var reply = await models.PostAsync(Movies + query, Movie);

        Assert.Equal(400, reply.Status);
        Assert.Equal([error], reply.Errors);
    }

    [Theory]
    [InlineData("?", "budget: is missing. It must be a number from 1 to 10000000000 in US dollars.")]
    [InlineData("?budget=1&budget=2", "budget: stands there more than once. Send it once.")]
    [InlineData("?budget=1&Budget=2", "Budget: is no input of this model. Did you mean 'budget'?")]
    [InlineData("?budget=1&genres=A&GENRES=B", "GENRES: is no input of this model. Did you mean 'genres'?")]
    [InlineData("?budget=much", "budget: is 'much', which is no number. It must be a number from 1 to 10000000000 in US dollars.")]
    [InlineData("?budget=1&original_language=%FF", "original_language: is not valid Unicode. Send UTF-8 without lone surrogates.")]
    [InlineData("?budget=1&genres=a%1Fb", "genres: holds the control character U+001F, which joins the items of lists. Leave it out.")]
    [InlineData("?budget=1&explain=perhaps", "explain: must be true or false.")]
    public async Task Wrong_inputs_in_the_query_are_422(string query, string error)
    {
        var reply = await models.GetAsync(Movies + query);

        Assert.Equal(422, reply.Status);
        Assert.Equal([error], reply.Errors);
    }

    [Fact]
    public async Task A_query_is_answered_with_its_contributions()
    {
        var reply = await models.GetAsync(Movies + "?budget=25000000&genres=Comedy&genres=Science+Fiction%7CDrama&explain=true");

        Assert.Equal(200, reply.Status);
        Assert.Equal(10, reply.Json["contributions"]!.AsObject().Count);
        var same = await models.PostAsync(Movies + "?explain=true", """{"budget": 25000000, "genres": ["Comedy", "Science Fiction", "Drama"]}""");
        Assert.Equal(reply.Text, same.Text);
    }

    [Fact]
    public async Task An_empty_array_has_no_answers() => Assert.Equal("[]", (await models.PostAsync(Movies, " [ ] ")).Text);
}
