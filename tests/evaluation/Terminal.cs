namespace Hitcast.Evaluation;

/// <summary>What the person at the terminal sees.</summary>
internal static class Terminal
{
#pragma warning disable RS0030 // The one place that writes to the terminal.
    public static void Say(string line) => Console.WriteLine(line);

    public static void Complain(string line) => Console.Error.WriteLine(line);

    public static void OnInterrupt(Action then) => Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        then();
    };
#pragma warning restore RS0030
}
