namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>Follows every link on a path, as the operating system does: also those in the middle of it, and in the targets of others.</summary>
internal static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <returns>The path with no link left in it, whether something lies there or not; null where links go in a circle.</returns>
    public static string? Of(string path)
    {
        var real = Path.GetPathRoot(path)!;
        var rest = new Stack<string>(Parts(path));
        for (var links = 0; rest.TryPop(out var part);)
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Join(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            real = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : real;
            foreach (var targetPart in Parts(target))
            {
                rest.Push(targetPart);
            }
        }

        return real;
    }

    /// <summary>The last first, without those that say nothing.</summary>
    private static IEnumerable<string> Parts(string path) => path[Path.GetPathRoot(path)!.Length..]
        .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar])
        .Where(part => part is not ("" or "."))
        .Reverse();
}
