using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Hitcast.Worker.Benchmark;

/// <summary>The rows of a loaded warehouse as files, and psql's \copy of them into the emptied tables.</summary>
internal static class ReadyMade
{
    /// <summary>What is referred to comes first.</summary>
    private static readonly string[] Tables =
    [
        "load", "collection", "movie", "genre", "keyword", "company", "person", "country", "language", "movie_genre", "movie_keyword", "movie_company",
        "movie_country", "movie_language", "movie_cast", "movie_crew", "movie_release", "movie_history",
    ];

    /// <returns>How many rows there are in all.</returns>
    public static async Task<long> ExportAsync(string connection, string folder)
    {
        var said = await RunAsync(connection, folder, Tables.Select(table => $"\\copy warehouse.{table} TO '{Path.Combine(folder, table)}'"));
        return said.Split('\n').Where(line => line.StartsWith("COPY ", StringComparison.Ordinal)).Sum(line => long.Parse(line["COPY ".Length..], CultureInfo.InvariantCulture));
    }

    public static async Task EmptyAsync(NpgsqlDataSource warehouse)
    {
        await using var truncate = warehouse.CreateCommand($"TRUNCATE {string.Join(", ", Tables.Select(table => "warehouse." + table))} CASCADE");
        await truncate.ExecuteNonQueryAsync();
    }

    /// <returns>Seconds.</returns>
    public static async Task<double> CopyAsync(string connection, string folder)
    {
        var started = Stopwatch.GetTimestamp();
        await RunAsync(connection, folder, Tables.Select(table => $"\\copy warehouse.{table} FROM '{Path.Combine(folder, table)}'"));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<string> RunAsync(string connection, string folder, IEnumerable<string> commands)
    {
        var script = Path.Combine(folder, "commands.sql");
        await File.WriteAllLinesAsync(script, commands);
        var settings = new NpgsqlConnectionStringBuilder(connection);
        using var psql = Process.Start(new ProcessStartInfo("psql", ["-v", "ON_ERROR_STOP=1", "-f", script])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["PGHOST"] = settings.Host, ["PGPORT"] = $"{settings.Port}", ["PGDATABASE"] = settings.Database, ["PGUSER"] = settings.Username, ["PGPASSWORD"] = settings.Password,
            },
        })!;
        var said = await psql.StandardOutput.ReadToEndAsync();
        await psql.WaitForExitAsync();
        return psql.ExitCode == 0 ? said : throw new InvalidOperationException("psql could not copy the rows; its message stands above.");
    }
}
