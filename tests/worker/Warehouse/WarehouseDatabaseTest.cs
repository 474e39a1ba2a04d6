using Hitcast.Worker.Warehouse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests.Warehouse;

public sealed class WarehouseDatabaseTest : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-database-");

    public WarehouseDatabaseTest() => File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Without_a_setting_the_local_cluster_is_opened_with_its_schema_and_its_reader()
    {
        var options = new WarehouseOptions { ClusterFolder = Path.Combine(folder.FullName, "postgres") };
        await using var database = new WarehouseDatabase(Options.Create(options), TimeProvider.System);
        var first = await database.OpenAsync(CancellationToken.None);
        Assert.Same(first, await database.OpenAsync(CancellationToken.None));
        var file = Path.Combine(options.ClusterFolder, LocalCluster.ReaderFile);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(database.ReaderConnectionString, (await File.ReadAllTextAsync(file)).TrimEnd());
        await using var reader = NpgsqlDataSource.Create(database.ReaderConnectionString!);
        Assert.Equal(0, await TestWarehouse.ScalarAsync<long>(reader, "SELECT movies FROM freshness"));
    }

    [Theory]
    [InlineData("Warehouse:ConnectionString", "nonsense", "Warehouse:ConnectionString is no connection string")]
    [InlineData("Warehouse:ConnectionString", "Database=x;Password=secret", "Warehouse:ConnectionString is no connection string")]
    [InlineData("Warehouse:ClusterFolder", "", "Warehouse:ClusterFolder is empty")]
    public async Task A_bad_setting_stops_the_host_with_a_sentence(string name, string value, string sentence)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new(name, value)]);
        builder.Services.AddSingleton(TimeProvider.System).AddWarehouse();
        using var host = builder.Build();
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
