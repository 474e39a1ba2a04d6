namespace Hitcast.Worker.Benchmark;

/// <summary>The command line's own output.</summary>
internal static class Terminal
{
#pragma warning disable RS0030 // The one place that writes to the terminal.
    public static void Line(string text) => Console.WriteLine(text);

    /// <summary>How far a long measurement has come; no part of what it says in the end.</summary>
    public static void Progress(string text) => Console.Error.WriteLine(text);
#pragma warning restore RS0030
}
