using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Hitcast.InferenceApi.Tests.Warehouse;

internal static class Gates
{
    /// <param name="name">What its connections are called at the server, so that a test can tell its own.</param>
    public static async Task<SqlGate> ToAsync(SampleWarehouse warehouse, string name, Action<WarehouseOptions>? configure = null)
    {
        var options = new WarehouseOptions { ConnectionString = await NamedAsync(warehouse, name) };
        configure?.Invoke(options);
        return Of(options);
    }

    public static SqlGate Of(WarehouseOptions options) => new(Options.Create(options), TimeProvider.System);

    public static async Task<string> NamedAsync(SampleWarehouse warehouse, string name) =>
        new NpgsqlConnectionStringBuilder(await warehouse.ReaderConnectionStringAsync()) { ApplicationName = name }.ConnectionString;

    /// <summary>Asks as the owner.</summary>
    public static async Task<T> OwnerAsync<T>(SampleWarehouse warehouse, string sql, params object[] parameters)
    {
        await using var source = NpgsqlDataSource.Create(await warehouse.OwnerConnectionStringAsync());
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task OwnerAsync(SampleWarehouse warehouse, string sql)
    {
        await using var source = NpgsqlDataSource.Create(await warehouse.OwnerConnectionStringAsync());
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How many connections of this name do something, or hold a transaction open.</summary>
    public static Task<long> BusyAsync(SampleWarehouse warehouse, string name) =>
        OwnerAsync<long>(warehouse, "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND state <> 'idle'", name);
}
