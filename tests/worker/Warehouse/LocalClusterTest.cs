using System.Diagnostics;
using Hitcast.Worker.Tests.Hosting;
using Hitcast.Worker.Warehouse;
using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests.Warehouse;

public sealed class LocalClusterTest : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-cluster-");

    public LocalClusterTest() => File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);

    private string Cluster => Path.Combine(folder.FullName, "postgres");

    private string Pid => Path.Combine(Cluster, "data", "postmaster.pid");

    private string Lake => Directory.CreateDirectory(Path.Combine(folder.FullName, "lake")).FullName;

    private Dictionary<string, string?> Settings => new() { ["Lake:Address"] = Lake, ["Warehouse:ClusterFolder"] = Cluster, ["Functions:ArrivalSeconds"] = "1" };

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_cluster_is_made_found_while_it_runs_and_keeps_its_data_when_it_is_stopped()
    {
        await using (var first = await StartAsync())
        {
            await ExecuteAsync(first, "CREATE TABLE kept AS SELECT 42 AS answer");
            Assert.Equal("4GB", await ExecuteAsync(first, "SHOW max_wal_size"));
            await using (var second = await StartAsync())
            {
                Assert.Equal(first.OwnerConnectionString, second.OwnerConnectionString);
            }

            Assert.Equal(42, await ExecuteAsync(first, "SELECT answer FROM kept"));
        }

        Assert.False(File.Exists(Pid));
        await using var again = await StartAsync();
        Assert.Equal(42, await ExecuteAsync(again, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task Whoever_leaves_last_stops_the_server_and_nobody_before()
    {
        await using (var second = await JoinAsync())
        {
            Assert.Equal(1, await ExecuteAsync(second, "SELECT 1"));
        }

        Assert.False(File.Exists(Pid));

        async Task<LocalCluster> JoinAsync()
        {
            await using var first = await StartAsync();
            return await StartAsync();
        }
    }

    [Fact]
    public async Task A_server_that_ended_while_it_is_used_is_started_again_where_it_was()
    {
        await using var cluster = await StartAsync();
        Assert.False(await cluster.ReviveAsync(CancellationToken.None));
        var programs = await PostgresPrograms.FindAsync(null, CancellationToken.None);
        await ClusterUser.RunAsync(programs.PgCtl, ["stop", "-D", Path.Combine(Cluster, "data"), "-m", "immediate", "-w"], CancellationToken.None);

        Assert.True(await cluster.ReviveAsync(CancellationToken.None));

        NpgsqlConnection.ClearAllPools();
        Assert.Equal(1, await ExecuteAsync(cluster, "SELECT 1"));
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_while_it_starts_leaves_no_server_behind()
    {
        await using var worker = WorkerProcess.Start(["run", "--urls=http://127.0.0.1:0"], Settings);
        var started = TimeProvider.System.GetTimestamp();
        while (!File.Exists(Pid))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started).TotalSeconds < 60, "No server is started within a minute.");
            await Task.Delay(10);
        }

        Assert.Equal(0, await worker.StopAsync());
        Assert.False(File.Exists(Pid));
    }

    [Fact]
    public async Task A_worker_whose_server_ends_starts_it_again_and_goes_on()
    {
        await using var worker = await WorkerProcess.RunAsync(Settings);
        var programs = await PostgresPrograms.FindAsync(null, CancellationToken.None);
        await ClusterUser.RunAsync(programs.PgCtl, ["stop", "-D", Path.Combine(Cluster, "data"), "-m", "immediate", "-w"], CancellationToken.None);

        await worker.WaitForLineAsync("The private PostgreSQL had ended, and is started again");
        var key = (await SampleCatalogue.Keys.ToListAsync())[0];
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Lake, key))!);
        File.Copy(Path.Combine(SampleCatalogue.Folder, key), Path.Combine(Lake, key));
        await worker.WaitForLineAsync("1,000 movies loaded");

        Assert.Equal(0, await worker.StopAsync());
        Assert.False(File.Exists(Pid));
    }

    [Fact]
    public async Task A_start_that_fails_halfway_leaves_no_server_behind()
    {
        // The server comes up, and then refuses to make the database.
        var failure = await Assert.ThrowsAsync<PostgresException>(() =>
            LocalCluster.StartAsync(Cluster, TimeProvider.System, CancellationToken.None, "fsync=off", "default_transaction_read_only=on"));
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, failure.SqlState);
        Assert.False(File.Exists(Pid));
        await using var mended = await StartAsync();
        Assert.Equal(1, await ExecuteAsync(mended, "SELECT 1"));
    }

    [Fact]
    public async Task A_server_that_ended_by_itself_hides_no_failure_of_whoever_used_it()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var cluster = await StartAsync();
            var programs = await PostgresPrograms.FindAsync(null, CancellationToken.None);
            await ClusterUser.RunAsync(programs.PgCtl, ["stop", "-D", Path.Combine(Cluster, "data"), "-m", "immediate", "-w"], CancellationToken.None);
            throw new InvalidOperationException("The server is gone.");
        });
        Assert.Equal("The server is gone.", failure.Message);
    }

    [Fact]
    public async Task Nobody_enters_without_the_password()
    {
        await using var cluster = await StartAsync();
        var settings = new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString) { Password = "guessed", Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        Assert.Equal(PostgresErrorCodes.InvalidPassword, (await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync())).SqlState);
    }

    [Fact]
    public async Task A_cluster_of_a_version_that_is_gone_is_named()
    {
        Directory.CreateDirectory(Path.Combine(Cluster, "data"));
        await File.WriteAllTextAsync(Path.Combine(Cluster, "data", "PG_VERSION"), "9\n");
        var failure = await Assert.ThrowsAsync<WarehouseException>(StartAsync);
        Assert.StartsWith("The local cluster was made by PostgreSQL 9, which is no longer on this machine.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ordinary_user_runs_the_server_as_himself()
    {
        const string User = "nobody";
        string[] asUser = [$"--reuid={User}", "--clear-groups", "--"];
        var worker = Path.Combine(AppContext.BaseDirectory, "hitcast-worker.dll");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Who is no root runs the other tests of this class so.");
        Assert.SkipUnless(await SucceedsAsync("setpriv", [.. asUser, "test", "-r", worker]), $"{User} cannot reach the worker in {AppContext.BaseDirectory}.");
        Assert.True(await SucceedsAsync("chown", [User, folder.FullName]));

        var key = (await SampleCatalogue.Keys.ToListAsync())[0];
        await using var process = WorkerProcess.Start("setpriv", [.. asUser, "dotnet", worker, "invoke", "load-movies", $"key={key}"], new Dictionary<string, string?>
        {
            ["HOME"] = folder.FullName,
            ["Lake:Address"] = SampleCatalogue.Folder,
            ["Warehouse:ClusterFolder"] = Cluster,
        });
        await process.WaitForLineAsync("1,000 movies loaded");

        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.True(await SucceedsAsync("setpriv", [.. asUser, "test", "-O", Path.Combine(Cluster, "data", "base")]));
        Assert.False(File.Exists(Pid));
    }

    [Fact]
    public async Task The_programs_are_found_where_cron_looks_for_them()
    {
        await using var process = WorkerProcess.Start(["invoke", "load-movies", $"key={(await SampleCatalogue.Keys.ToListAsync())[0]}"], new Dictionary<string, string?>
        {
            ["PATH"] = "/usr/bin:/bin",
            ["Lake:Address"] = SampleCatalogue.Folder,
            ["Warehouse:ClusterFolder"] = Cluster,
        });
        await process.WaitForLineAsync("1,000 movies loaded");
        Assert.Equal(0, await process.ExitCodeAsync());
    }

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15)]
    [InlineData("postgres (PostgreSQL) 18beta1", 18)]
    [InlineData("nothing", 0)]
    public void The_version_is_read(string text, int major) => Assert.Equal(major, PostgresPrograms.MajorOf(text));

    private static async Task<bool> SucceedsAsync(string program, string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    private Task<LocalCluster> StartAsync() => LocalCluster.StartAsync(Cluster, TimeProvider.System, CancellationToken.None, "fsync=off");

    private static async Task<object?> ExecuteAsync(LocalCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
