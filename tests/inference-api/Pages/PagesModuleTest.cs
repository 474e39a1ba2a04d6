using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Pages;

public sealed class PagesModuleTest : IAsyncLifetime
{
    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync("ApiKeys:0=a-key-of-some-length");

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/page/main.js", "text/javascript")]
    [InlineData("/page/base.css", "text/css")]
    [InlineData("/page/icon.svg", "image/svg+xml")]
    [InlineData("/models/movie-success/card", "text/html")]
    [InlineData("/models/movie-success/versions/1/card", "text/html")]
    public async Task Pages_come_without_a_key_and_are_asked_for_again_by_their_tag(string address, string contentType)
    {
        using var first = await server.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(contentType, first.Content.Headers.ContentType!.MediaType);
        Assert.True(first.Headers.CacheControl!.NoCache);

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/page/base.css", HttpStatusCode.OK)]
    [InlineData("/models/movie-success/card", HttpStatusCode.OK)]
    [InlineData("/models/movie-success/versions/2/plots/roc.png", HttpStatusCode.OK)]
    [InlineData("/page/other.js", HttpStatusCode.NotFound)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/health", HttpStatusCode.OK)]
    public async Task A_monitor_may_ask_with_HEAD(string address, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_plot_of_a_numbered_version_is_kept_for_a_year()
    {
        using var response = await server.Client.GetAsync("/models/movie-success/versions/2/plots/roc.png", TestContext.Current.CancellationToken);
        Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(CacheControlHeaderValue.Parse("public, max-age=31536000, immutable"), response.Headers.CacheControl);
        Assert.Equal(Published.Read("movie-success/2", "plots/roc.png"), await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/models/movie-success/versions/2/plots/other.png", "There are roc.png, calibration.png, groups.png, importance.png.")]
    [InlineData("/models/movie-success/versions/2/plots/..%2Fmodel.onnx", "The version has no plot of that name.")]
    [InlineData("/models/movie-success/versions/2/plots/..%2F..%2F1%2Fplots%2Froc.png", "The version has no plot of that name.")]
    [InlineData("/models/movie-success/versions/7/card", "There is no such version")]
    [InlineData("/models/movie-succes/card", "Did you mean 'movie-success'?")]
    [InlineData("/page/other.js", "The page has no file of that name.")]
    public async Task What_is_not_there_is_404_with_a_sentence(string address, string sentence)
    {
        using var response = await server.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(sentence, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_without_a_number_names_the_plots_of_the_version_that_it_shows_and_their_size()
    {
        var html = await server.Client.GetStringAsync("/models/movie-success/card", TestContext.Current.CancellationToken);
        Assert.Contains("<img src=\"versions/2/plots/roc.png\" width=\"1133\" height=\"540\" alt=\"ROC curves\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
    }
}
