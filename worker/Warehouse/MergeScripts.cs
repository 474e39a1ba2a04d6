namespace Hitcast.Worker.Warehouse;

/// <summary>The SQL of a load, from the folder Merge, statement by statement.</summary>
internal static class MergeScripts
{
    /// <summary>Makes the staging tables.</summary>
    public static IReadOnlyList<string> Stage { get; } = Read("1-stage");

    /// <summary>Takes what they hold into the warehouse.</summary>
    public static IReadOnlyList<string> Merge { get; } = [.. Read("2-movies"), .. Read("3-names"), .. Read("4-ties"), .. Read("5-ledger")];

    /// <summary>A statement of these files ends in a semicolon at the end of a line.</summary>
    private static List<string> Read(string name)
    {
        using var stream = typeof(MergeScripts).Assembly.GetManifestResourceStream($"Hitcast.Worker.Warehouse.Merge.{name}.sql")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split(";\n").Where(statement => !string.IsNullOrWhiteSpace(statement))];
    }
}
