using System.IO.Compression;
using System.Text;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Warehouse;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests.Warehouse;

/// <summary>A warehouse in a database of its own, with a lake in a folder of its own.</summary>
public sealed class TestWarehouse(TestCluster cluster) : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-lake-");
    private NpgsqlDataSource? owner;
    private NpgsqlDataSource? reader;
    private FolderLake? lake;
    private WarehouseDatabase? database;

    internal ILake Lake => lake!;

    public NpgsqlDataSource Owner => owner!;

    /// <summary>The login that answers questions.</summary>
    public NpgsqlDataSource Reader => reader!;

    public string OwnerConnectionString { get; private set; } = "";

    internal WarehouseDatabase Database => database!;

    internal MovieLoader Loader => new(Lake, Database);

    public async ValueTask InitializeAsync()
    {
        var (ownerConnection, readerConnection) = await cluster.CreateDatabaseAsync();
        OwnerConnectionString = ownerConnection;
        owner = NpgsqlDataSource.Create(ownerConnection);
        database = new WarehouseDatabase(Options.Create(new WarehouseOptions { ConnectionString = ownerConnection }), TimeProvider.System);
        reader = NpgsqlDataSource.Create(readerConnection);
        lake = new FolderLake(folder.FullName, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Owner.DisposeAsync();
        await Reader.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>An object of the lines given.</summary>
    public async Task<string> PutAsync(string key, params string[] lines)
    {
        key = "tmdb/movies/" + key;
        await Lake.PutIfAbsentAsync(key, Zip(string.Concat(lines.Select(line => line + "\n"))), CancellationToken.None);
        return key;
    }

    public async Task<LoadOutcome> LoadAsync(string key, params string[] lines) => await Loader.LoadAsync(await PutAsync(key, lines), CancellationToken.None);

    public Task<T?> ScalarAsync<T>(string sql) => ScalarAsync<T>(Owner, sql);

    public static async Task<T?> ScalarAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is { } value and not DBNull ? (T)value : default;
    }

    /// <summary>The first column as one text: rows joined by "; ", columns by "|".</summary>
    public async Task<string> RowsAsync(string sql)
    {
        await using var command = Owner.CreateCommand($"SELECT coalesce(string_agg(row_text, '; '), '') FROM (SELECT concat_ws('|', VARIADIC ARRAY(SELECT coalesce(value, '-') FROM json_each_text(row_to_json(rows)))) AS row_text FROM ({sql}) AS rows) AS texts");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    internal static byte[] Zip(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
