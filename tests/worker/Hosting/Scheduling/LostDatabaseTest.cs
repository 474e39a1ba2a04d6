using Hitcast.Worker.Tests.Warehouse;
using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Scheduling;

/// <summary><c>worker run</c> on a lake whose database is another than before: a new one, or an older backup.</summary>
public sealed class LostDatabaseTest(TestCluster cluster) : IDisposable
{
    private readonly DirectoryInfo lake = Directory.CreateTempSubdirectory("hitcast-lake-");

    public void Dispose() => lake.Delete(recursive: true);

    [Fact]
    public async Task A_new_database_and_an_older_backup_are_filled_from_the_lake()
    {
        var keys = await SampleCatalogue.Keys.ToListAsync();
        var (first, _) = await cluster.CreateDatabaseAsync();
        Arrive(keys[0]);
        await LoadAsync(first, loads: 1);
        var (backup, _) = await cluster.CopyDatabaseAsync(first);
        Arrive(keys[1]);
        await LoadAsync(first, loads: 2);

        await LoadAsync(backup, loads: 2);
        await LoadAsync((await cluster.CreateDatabaseAsync()).Owner, loads: 2);
    }

    private void Arrive(string key)
    {
        var path = Path.Combine(lake.FullName, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(Path.Combine(SampleCatalogue.Folder, key), path);
    }

    private async Task LoadAsync(string database, long loads)
    {
        await using var worker = await WorkerProcess.RunAsync(new Dictionary<string, string?>
        {
            ["Lake:Address"] = lake.FullName,
            ["Warehouse:ConnectionString"] = database,
            ["Functions:ArrivalSeconds"] = "1",
        });
        await using var source = NpgsqlDataSource.Create(database);
        var started = TimeProvider.System.GetTimestamp();
        while (await TestWarehouse.ScalarAsync<long>(source, "SELECT count(*) FROM warehouse.load WHERE state = 'loaded'") < loads)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started).TotalSeconds < 60, $"Not {loads} objects are loaded after a minute.");
            await Task.Delay(100);
        }

        Assert.Equal(0, await worker.StopAsync());
    }
}
