namespace Hitcast.Soak;

/// <summary>The command line's own output.</summary>
internal static class Terminal
{
#pragma warning disable RS0030 // The one place that writes to the terminal.
    public static void Line(string text) => Console.WriteLine(text);
#pragma warning restore RS0030
}
