using Hitcast.InferenceApi.Warehouse;
using Npgsql;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Warehouse;

public sealed class WarehouseConnectionsTest(SampleWarehouse warehouse) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-connections-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(folder.FullName, "questions-connection-string");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_file_is_read_anew_when_the_worker_has_written_it_anew()
    {
        await using var gate = Gates.Of(new() { ConnectionFile = File });
        Assert.StartsWith("There is no warehouse to ask yet", await RefusalAsync(gate), StringComparison.Ordinal);

        await System.IO.File.WriteAllTextAsync(File, "this is none", Cancellation);
        Assert.Equal("Questions:ConnectionFile holds no connection string.", await RefusalAsync(gate));

        var live = await warehouse.ReaderConnectionStringAsync();
        await System.IO.File.WriteAllTextAsync(File, new NpgsqlConnectionStringBuilder(live) { Port = 1 }.ConnectionString, Cancellation);
        Assert.Equal("The warehouse does not answer now. Ask again later.", await RefusalAsync(gate));

        await System.IO.File.WriteAllTextAsync(File, live, Cancellation);
        Assert.Equal([1L], (await gate.RunAsync("SELECT 1", Cancellation)).Rows.Single());
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_while_it_waited_is_not_noticed()
    {
        const string name = "closed";
        await using var gate = await Gates.ToAsync(warehouse, name);
        await gate.RunAsync("SELECT 1", Cancellation);
        Assert.Equal(1, await Gates.OwnerAsync<long>(warehouse, "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE application_name = $1", name));
        Assert.Equal([2L], (await gate.RunAsync("SELECT 2", Cancellation)).Rows.Single());
    }

    [Theory]
    [InlineData("Password=wrong")]
    [InlineData("Database=none")]
    public async Task A_server_that_refuses_the_login_is_a_warehouse_that_does_not_answer(string change)
    {
        await using var gate = Gates.Of(new() { ConnectionString = $"{await warehouse.ReaderConnectionStringAsync()};{change}" });
        Assert.Equal("The warehouse does not answer now. Ask again later.", await RefusalAsync(gate));
    }

    [Fact]
    public async Task A_login_that_may_do_more_is_not_used()
    {
        await using var gate = Gates.Of(new() { ConnectionString = await warehouse.OwnerConnectionStringAsync() });
        Assert.StartsWith("Questions:ConnectionString logs in with rights that questions must not have.", await RefusalAsync(gate), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_views_for_questions_is_not_used()
    {
        await using var gate = Gates.Of(new() { ConnectionString = $"{await warehouse.ReaderConnectionStringAsync()};Database=postgres" });
        Assert.StartsWith("The warehouse has no views for questions", await RefusalAsync(gate), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hardened_database_grants_the_reader_what_the_check_needs() => Assert.True(await Gates.OwnerAsync<bool>(
        warehouse, "SELECT EXISTS (SELECT FROM pg_database, aclexplode(datacl) WHERE datname = current_database() AND privilege_type = 'TEMPORARY' AND grantee = 'hitcast_reader'::regrole)"));

    private static async Task<string> RefusalAsync(SqlGate gate) =>
        (await Assert.ThrowsAsync<WarehouseUnavailableException>(() => gate.RunAsync("SELECT 1", Cancellation))).Message;
}
