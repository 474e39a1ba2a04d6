#pragma warning disable RS0030 // The command line's own output.
namespace Hitcast.Worker.Hosting.CommandLine;

/// <summary>Where results and complaints of the command line go.</summary>
internal sealed record Terminal(TextWriter Output, TextWriter Errors)
{
    public static Terminal OfProcess() => new(Console.Out, Console.Error);
}
