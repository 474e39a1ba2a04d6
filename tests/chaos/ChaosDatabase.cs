using System.Globalization;
using Hitcast.Worker.Warehouse;
using Npgsql;

namespace Hitcast.Worker.Chaos;

/// <summary>A PostgreSQL of our own, that can be taken away as by a crash and brought back on the same port.</summary>
internal sealed class ChaosDatabase : IAsyncDisposable
{
    private readonly LocalCluster cluster;
    private readonly PostgresPrograms programs;
    private readonly string data;

    private ChaosDatabase(LocalCluster cluster, PostgresPrograms programs, string data) => (this.cluster, this.programs, this.data) = (cluster, programs, data);

    public string ConnectionString => cluster.OwnerConnectionString;

    public static async Task<ChaosDatabase> StartAsync(string folder)
    {
        // Processes are killed here, never the machine: nothing needs to be flushed to the disk.
        var cluster = await LocalCluster.StartAsync(folder, TimeProvider.System, CancellationToken.None, "fsync=off");
        return new ChaosDatabase(cluster, await PostgresPrograms.FindAsync(null, CancellationToken.None), Path.Combine(folder, "data"));
    }

    /// <summary>Ends the server without a word to anybody.</summary>
    public Task TakeAwayAsync() => ClusterUser.RunAsync(programs.PgCtl, ["stop", "-D", data, "-m", "immediate", "-w"], CancellationToken.None);

    public Task BringBackAsync()
    {
        var port = new NpgsqlConnectionStringBuilder(ConnectionString).Port;
        var options = string.Create(CultureInfo.InvariantCulture, $"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off");
        return ClusterUser.RunAsync(programs.PgCtl, ["start", "-D", data, "-w", "-l", Path.Combine(data, "../log"), "-o", options], CancellationToken.None);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
