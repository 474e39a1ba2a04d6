using System.Net;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions;

public sealed class MediaChoiceTest(AskServer asked) : IClassFixture<AskServer>
{
    private const string Json = "application/json", Png = "image/png", Svg = "image/svg+xml", Stream = "text/event-stream";

    [Theory]
    [InlineData(null, Json)]
    [InlineData("*/*", Json)]
    [InlineData("image/png", Png)]
    [InlineData("image/svg+xml", Svg)]
    [InlineData("image/*", Png)]
    [InlineData("image/svg+xml, image/png", Svg)]
    [InlineData("image/png;q=0.5, image/svg+xml;q=0.9", Svg)]
    [InlineData("image/png;q=0.5, application/json", Json)]
    [InlineData("application/json;q=0.2, image/png;q=0.8, image/svg+xml;q=0.1", Png)]
    [InlineData("image/*, image/png;q=0", Svg)]
    [InlineData("image/png;q=0", Json)]
    [InlineData("image/png;q=0, */*;q=0.1", Json)]
    [InlineData("image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8", Svg)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Json)]
    [InlineData("text/csv", Json)]
    public async Task A_picture_comes_as_the_caller_likes_it_best(string? accept, string expected) => Assert.Equal(expected, await ContentTypeAsync("/ask-visual", accept));

    [Theory]
    [InlineData("?format=image", "application/json", Png)]
    [InlineData("?format=png", "image/svg+xml", Png)]
    [InlineData("?format=svg", "image/png", Svg)]
    [InlineData("?format=json", "image/png", Json)]
    public async Task The_address_says_more_than_the_header(string query, string accept, string expected) => Assert.Equal(expected, await ContentTypeAsync("/ask-visual" + query, accept));

    [Theory]
    [InlineData(null, Json)]
    [InlineData("*/*", Json)]
    [InlineData("text/event-stream", Stream)]
    [InlineData("text/event-stream, application/json", Stream)]
    [InlineData("application/json, text/event-stream;q=0.9", Json)]
    [InlineData("application/json;q=0.1, text/event-stream;q=0.9", Stream)]
    [InlineData("text/event-stream;q=0, */*", Json)]
    public async Task Stages_are_streamed_to_who_likes_them_best(string? accept, string expected) => Assert.Equal(expected, await ContentTypeAsync("/ask-text", accept));

    [Fact]
    public async Task Pictures_are_what_they_say_they_are()
    {
        using var png = await AskServer.PostAsync(asked.Client, "/ask-visual?format=image", Body);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await png.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..4]);
        using var svg = await AskServer.PostAsync(asked.Client, "/ask-visual?format=svg", Body);
        Assert.Contains("<svg", await svg.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private const string Body = """{"question": "Top 3 comedies by revenue"}""";

    private async Task<string?> ContentTypeAsync(string address, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = new StringContent(Body, System.Text.Encoding.UTF8, Json) };
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await asked.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Content.Headers.ContentType?.MediaType;
    }
}
