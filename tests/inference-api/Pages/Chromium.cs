using Microsoft.Playwright;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>The machine's own Chromium. Playwright would download another; these tests never do.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Places.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("The tests of the page need Chromium, and find none. Run: apt-get install chromium"),

        // As root there is no sandbox; nothing but our own page is opened.
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
}
