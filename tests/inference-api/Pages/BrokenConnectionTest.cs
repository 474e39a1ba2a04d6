using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>A connection that breaks within a reply is told like one that cannot be made, and the page goes on.</summary>
[Collection(PageServer.Collection)]
public sealed class BrokenConnectionTest(PageServer pages) : IAsyncLifetime
{
    private const string Sentence = "The server cannot be reached.";
    private const string Begun = "event: understood\ndata: {\"language\": \"en\", \"answered_by\": {\"way\": \"verified\", \"title\": \"begun\", \"slots\": []}}\n\n";
    private ApiServer server = null!;
    private volatile string? broken;
    private volatile bool ends;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync(app => app.Use(BreakAsync), $"Models:Path={Published.Repository}", "Worker:BaseAddress=http://127.0.0.1:9");
        await server.UntilAsync(() => server.Readiness.IsReady);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_breaks_off_can_be_asked_for_again(bool byEnd)
    {
        (broken, ends) = ("/ask-text", byEnd);
        await using var page = await pages.OpenAddressAsync(server, "#ask?question=How%20many%20movies%20are%20there%3F");
        var turn = page.Browser.Locator(".turn");
        await Expect(turn.Locator(".no-answer")).ToHaveTextAsync(Sentence);
        await Expect(turn).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(turn.GetByRole(AriaRole.Button, new() { Name = "Ask again" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_prediction_that_breaks_off_is_asked_for_again_by_itself()
    {
        await using var page = await pages.OpenAddressAsync(server, "#movie-success");
        await page.UntilAnsweredAsync();
        broken = "/models/movie-success/predict";
        await page.Field("runtime").FillAsync("120");
        await Expect(page.Answer).ToContainTextAsync(Sentence);
        broken = null;
        await page.UntilAnsweredAsync();
    }

    [Fact]
    public async Task The_status_is_read_again_after_a_reply_that_broke_off()
    {
        await using var page = await pages.OpenAddressAsync(server, "status");
        await Expect(page.Browser.Locator("#gemini")).ToBeVisibleAsync();
        broken = "/status";
        await Expect(page.Browser.GetByRole(AriaRole.Alert)).ToContainTextAsync("What stands below is from before.");
        broken = null;
        await Expect(page.Browser.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    private async Task BreakAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != broken)
        {
            await next(context);
            return;
        }

        await context.Response.WriteAsync(broken == "/ask-text" ? Begun : "{", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (!ends)
        {
            // Else the browser may not have seen the reply's head.
            await Task.Delay(TimeSpan.FromMilliseconds(300), context.RequestAborted);
            context.Abort();
        }
    }
}
