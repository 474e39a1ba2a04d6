using Hitcast.Worker.Warehouse;
using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests.Warehouse;

public sealed class WarehouseSchemaTest(TestCluster cluster)
{
    [Fact]
    public async Task Migrations_run_in_order_and_once()
    {
        var (owner, _) = await cluster.CreateDatabaseAsync(schema: false);
        var first = await WarehouseSchema.UpgradeAsync(owner, CancellationToken.None);
        Assert.NotEmpty(first);
        Assert.Equal(first.Order(StringComparer.Ordinal), first);
        Assert.Empty(await WarehouseSchema.UpgradeAsync(owner, CancellationToken.None));
    }

    [Fact]
    public async Task Several_workers_may_upgrade_at_once()
    {
        var (owner, _) = await cluster.CreateDatabaseAsync(schema: false);
        var ran = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => WarehouseSchema.UpgradeAsync(owner, CancellationToken.None))));
        Assert.Single(ran, migrations => migrations.Count > 0);
    }

    [Fact]
    public async Task A_migration_may_take_longer_than_any_other_command()
    {
        var (owner, _) = await cluster.CreateDatabaseAsync();
        await ExecuteAsync(owner, "DELETE FROM warehouse.migration WHERE scriptname LIKE '%-canceled.sql'");
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var holding = new NpgsqlCommand("LOCK TABLE ask.forecasts", connection);
        await holding.ExecuteNonQueryAsync();

        var impatient = new NpgsqlConnectionStringBuilder(owner) { CommandTimeout = 1 };
        var upgrade = Task.Run(() => WarehouseSchema.UpgradeAsync(impatient.ConnectionString, CancellationToken.None));
        await using var waiting = new NpgsqlCommand("SELECT pg_sleep(3)", connection);
        await waiting.ExecuteNonQueryAsync();
        await transaction.CommitAsync();

        Assert.EndsWith("-canceled.sql", Assert.Single(await upgrade), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_of_somebody_else_is_left_alone()
    {
        var (owner, _) = await cluster.CreateDatabaseAsync(schema: false);
        await ExecuteAsync(owner, "CREATE SCHEMA warehouse");
        var failure = await Assert.ThrowsAsync<WarehouseException>(() => WarehouseSchema.UpgradeAsync(owner, CancellationToken.None));
        Assert.Contains("has a schema warehouse that is not ours", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warehouse_of_a_newer_worker_is_left_alone()
    {
        var (owner, _) = await cluster.CreateDatabaseAsync();
        await ExecuteAsync(owner, "INSERT INTO warehouse.migration (scriptname, applied) VALUES ('9999-from-the-future.sql', now())");
        var failure = await Assert.ThrowsAsync<WarehouseException>(() => WarehouseSchema.UpgradeAsync(owner, CancellationToken.None));
        Assert.Contains("9999-from-the-future.sql", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_refuses_us_is_named_without_the_password()
    {
        var wrong = new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString) { Password = "guessed" };
        var failure = await Assert.ThrowsAsync<WarehouseException>(() => WarehouseSchema.UpgradeAsync(wrong.ConnectionString, CancellationToken.None));
        Assert.StartsWith("The warehouse's server 127.0.0.1 does not let us in: 28P01", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed", failure.Message, StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
