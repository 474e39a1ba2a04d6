using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>The page in a window, with all that it asks for and complains about.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly Uri server;

    public OpenPage(IBrowserContext context, IPage page, Uri server)
    {
        this.context = context;
        this.server = server;
        Browser = page;
        context.Request += (_, request) => requests.Enqueue(request.Url);
        page.PageError += (_, error) => complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Enqueue(message.Text);
            }
        };
    }

    public IPage Browser { get; }

    public ILocator Answer => Browser.GetByRole(AriaRole.Region, new() { Name = "Forecast" });

    /// <summary>The large number.</summary>
    public ILocator Figure => Answer.Locator(".figure strong");

    public ILocator Status => Browser.Locator("#status");

    public ILocator Field(string input) => Browser.Locator($"#in-{input}");

    public ILocator ErrorOf(string input) => Browser.Locator($"#in-{input}-error");

    public Task<string> FocusedIdAsync() => Browser.EvaluateAsync<string>("document.activeElement.id");

    /// <summary>Until the answer to what stands in the form is shown.</summary>
    public Task UntilAnsweredAsync() => Assertions.Expect(Browser.Locator(".answer:not([aria-busy]) .figure")).ToBeVisibleAsync();

    /// <summary>Does something that changes the form, and waits until the server's answer to it is shown.</summary>
    /// <param name="sent">What the request must hold, where an earlier change may still be on its way.</param>
    public async Task<IResponse> AnswerToAsync(Func<Task> change, string sent = "")
    {
        var response = await Browser.RunAndWaitForResponseAsync(change, response =>
            response.Url.Contains("/predict", StringComparison.Ordinal) && (response.Request.PostData ?? "").Contains(sent, StringComparison.Ordinal));
        await Assertions.Expect(Browser.Locator(".answer:not([aria-busy])")).ToBeVisibleAsync();
        return response;
    }

    /// <summary>Presses Tab until the element has the focus, as somebody without a mouse does.</summary>
    public async Task TabToAsync(string id)
    {
        const int mostStops = 80;
        for (var stop = 0; stop < mostStops; stop++)
        {
            await Browser.Keyboard.PressAsync("Tab");
            if (await FocusedIdAsync() == id)
            {
                return;
            }
        }

        Assert.Fail($"{mostStops} times Tab do not lead to #{id}.");
    }

    /// <summary>Everything came from our server, and neither the page nor the browser complained.</summary>
    /// <param name="refusedRequests">Whether requests were refused on purpose, which the browser reports.</param>
    public void AssertQuiet(bool refusedRequests = false)
    {
        Assert.All(requests, request => Assert.StartsWith(server.AbsoluteUri, request, StringComparison.Ordinal));
        Assert.DoesNotContain(complaints, complaint => !(refusedRequests && complaint.Contains("Failed to load resource", StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
