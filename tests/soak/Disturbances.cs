using System.Globalization;
using System.Text.Json.Nodes;

namespace Hitcast.Soak;

/// <summary>What happens to a server in its life, more often.</summary>
internal static class Disturbances
{
    private static readonly TimeSpan UntilKilled = TimeSpan.FromSeconds(30);
    private static int extractions;

    /// <summary>Gives both models a version with the next number, as notebooks do, and takes away the one before the one it replaces.</summary>
    public static async Task PublishAsync(string models, CancellationToken cancellation)
    {
        foreach (var model in Directory.GetDirectories(models))
        {
            var versions = Directory.GetDirectories(model).OrderBy(Number).ToList();
            var next = Number(versions[^1]) + 1;
            var aside = Path.Combine(model, $".{next}");
            Stack.CopyFolder(versions[^1], aside);
            var file = Path.Combine(aside, "manifest.json");
            var manifest = JsonNode.Parse(await File.ReadAllTextAsync(file, cancellation))!;
            manifest["version"] = next;
            await File.WriteAllTextAsync(file, manifest.ToJsonString(), cancellation);
            Directory.Move(aside, Path.Combine(model, $"{next}"));
            foreach (var old in versions.SkipLast(1))
            {
                Directory.Delete(old, recursive: true);
            }
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

    private static int Number(string version) => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture);
}
