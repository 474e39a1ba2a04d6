using Microsoft.Playwright;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>The machine's own Chromium. Playwright would download another; these tests never do.</summary>
internal static class Chromium
{
    /// <summary>How long a test waits for what it expects to see, in milliseconds. Playwright's 5 s are too short for a busy machine.</summary>
    public const float Patience = 60_000;

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        return playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Places.FirstOrDefault(File.Exists)
                ?? throw new FileNotFoundException("The tests of the page need Chromium, and find none. Run: apt-get install chromium"),

            // As root there is no sandbox; nothing but our own page is opened.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}
