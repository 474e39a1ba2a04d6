namespace Hitcast.Soak;

/// <summary>What happens to a server in its life, more often.</summary>
internal static class Disturbances
{
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan UntilKilled = TimeSpan.FromSeconds(30);
    private static int extractions;

    /// <summary>Takes the newest version of both models away, so that the one before is served, and brings it back.</summary>
    public static async Task ReplaceVersionAsync(string models, CancellationToken cancellation)
    {
        var newest = Directory.GetDirectories(models).Select(model => Directory.GetDirectories(model).MaxBy(version => int.Parse(Path.GetFileName(version), System.Globalization.CultureInfo.InvariantCulture))!).ToArray();
        foreach (var version in newest)
        {
            Directory.Move(version, Aside(models, version));
        }

        await Task.Delay(Absence, cancellation);
        foreach (var version in newest)
        {
            Directory.Move(Aside(models, version), version);
        }
    }

    /// <summary>Every second extraction is killed on its way.</summary>
    public static async Task ExtractAsync(Stack stack, CancellationToken cancellation)
    {
        var extraction = stack.StartExtraction();
        if (++extractions % 2 == 0)
        {
            await Task.Delay(UntilKilled, cancellation);
            await extraction.KillAsync();
        }
        else
        {
            await extraction.WaitForExitAsync(cancellation);
        }
    }

    /// <summary>Beside the repository, on the same file system: a rename.</summary>
    private static string Aside(string models, string version) => $"{models}-{Path.GetFileName(Path.GetDirectoryName(version))}-{Path.GetFileName(version)}";
}
