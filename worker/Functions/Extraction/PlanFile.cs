using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Functions.Extraction;

/// <summary>The ids of a plan, in their order: gzipped lines. Written once, and kept, done or not, until the next snapshot is planned.</summary>
internal static class PlanFile
{
    public const string Changes = "changes";

    public const string Snapshot = "snapshot";

    private const string Prefix = "tmdb/state/plans/";

    /// <param name="run">The run that plans.</param>
    /// <param name="kind"><see cref="Snapshot"/> or <see cref="Changes"/>.</param>
    public static async Task<Plan> WriteAsync(ILake lake, string run, string kind, IReadOnlyCollection<int> ids, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await using (var lines = new StreamWriter(new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true), Encoding.ASCII) { NewLine = "\n" })
        {
            foreach (var id in ids)
            {
                lines.WriteLine(id);
            }
        }

        var key = $"{Prefix}{run}-{kind}.gz";
        // A repeat within one run, after a failed save, finds its own plan there.
        await lake.PutIfAbsentAsync(key, content.GetBuffer().AsMemory(0, (int)content.Length), cancellation);
        return new Plan(key, ids.Count, 0);
    }

    public static Task<List<string>> ListAsync(ILake lake, CancellationToken cancellation) =>
        lake.ListAfterAsync(Prefix, "", cancellation).ToListAsync(cancellation).AsTask();

    /// <exception cref="FunctionFailedException">The plan is gone or cut.</exception>
    public static async Task<int[]> ReadAsync(ILake lake, Plan plan, CancellationToken cancellation)
    {
        var ids = await ReadAsync(lake, plan.Key, cancellation);
        return ids.Length == plan.Count
            ? ids
            : throw new FunctionFailedException($"{plan.Key} has {ids.Length} ids in place of {plan.Count}; plan anew with: worker invoke extract-movies snapshot=true.");
    }

    /// <exception cref="FunctionFailedException">The plan is gone.</exception>
    public static async Task<int[]> ReadAsync(ILake lake, string key, CancellationToken cancellation)
    {
        using var stored = await lake.GetAsync(key, cancellation)
            ?? throw new FunctionFailedException($"The lake has no {key}; plan anew with: worker invoke extract-movies snapshot=true.");
        await using var lines = new GZipStream(stored.Content, CompressionMode.Decompress);
        using var text = new MemoryStream();
        await lines.CopyToAsync(text, cancellation);
        return Parse(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    private static int[] Parse(ReadOnlySpan<byte> text)
    {
        var ids = new List<int>();
        while (Utf8Parser.TryParse(text, out int id, out var length))
        {
            ids.Add(id);
            text = text[Math.Min(length + 1, text.Length)..];
        }

        return [.. ids];
    }
}
