using System.Diagnostics;
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
    public static async Task<long> ExportAsync(NpgsqlDataSource warehouse, string folder)
    {
        await using var connection = await warehouse.OpenConnectionAsync();
        var rows = 0L;
        foreach (var table in Tables)
        {
            using var reader = await connection.BeginTextExportAsync($"COPY warehouse.{table} TO STDOUT");
            await using var file = File.CreateText(Path.Combine(folder, table));
            while (await reader.ReadLineAsync() is { } line)
            {
                await file.WriteAsync(line + "\n");
                rows++;
            }
        }

        return rows;
    }

    /// <returns>Seconds, of the copying alone.</returns>
    public static async Task<double> CopyAsync(NpgsqlDataSource warehouse, string folder)
    {
        await using (var truncate = warehouse.CreateCommand($"TRUNCATE {string.Join(", ", Tables.Select(table => "warehouse." + table))} CASCADE"))
        {
            await truncate.ExecuteNonQueryAsync();
        }

        var script = string.Concat(Tables.Select(table => $"\\copy warehouse.{table} FROM '{Path.Combine(folder, table)}'\n"));
        await File.WriteAllTextAsync(Path.Combine(folder, "copy.sql"), script);
        var started = Stopwatch.GetTimestamp();
        using var psql = Process.Start(Psql(warehouse, Path.Combine(folder, "copy.sql")))!;
        await psql.WaitForExitAsync();
        return psql.ExitCode == 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException("psql could not copy the rows; its message stands above.");
    }

    private static ProcessStartInfo Psql(NpgsqlDataSource warehouse, string script)
    {
        var settings = new NpgsqlConnectionStringBuilder(warehouse.ConnectionString);
        return new ProcessStartInfo("psql", ["-q", "-v", "ON_ERROR_STOP=1", "-f", script])
        {
            Environment =
            {
                ["PGHOST"] = settings.Host, ["PGPORT"] = $"{settings.Port}", ["PGDATABASE"] = settings.Database,
                ["PGUSER"] = settings.Username,
                // A data source does not show its password; the cluster's folder has it.
                ["PGPASSWORD"] = File.ReadLines(Path.Combine(Path.GetDirectoryName(script)!, "postgres", "passwords")).First(),
            },
        };
    }
}
