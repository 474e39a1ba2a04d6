using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Hitcast.Worker.Warehouse;

/// <summary>The server of a local cluster, by PostgreSQL's own programs.</summary>
/// <param name="folder">The cluster's, whose <c>data</c> is PostgreSQL's.</param>
internal sealed partial class LocalServer(PostgresPrograms programs, string folder)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>A checkpoint after each half gigabyte, which is PostgreSQL's default, would have a long load write most pages of its indexes into the log again and again.</summary>
    private const string MaxWalSize = "max_wal_size=4GB";

    private readonly string data = Path.Combine(folder, "data");

    /// <summary>The fourth line of postmaster.pid.</summary>
    /// <exception cref="WarehouseException">It does not run.</exception>
    public int Port
    {
        get
        {
            var file = Path.Combine(data, "postmaster.pid");
            return File.Exists(file) && File.ReadLines(file).ElementAtOrDefault(3) is { } line
                ? int.Parse(line, CultureInfo.InvariantCulture)
                : throw new WarehouseException($"The local cluster in {folder} does not run.");
        }
    }

    public Task<bool> RunsAsync(CancellationToken cancellation) => ClusterUser.SucceedsAsync(programs.PgCtl, ["status", "-D", data], cancellation);

    /// <summary>Starts it, if it does not run; one that is too slow is not left behind.</summary>
    /// <returns>If it was started now.</returns>
    public async Task<bool> StartAsync(string[] settings, CancellationToken cancellation)
    {
        if (await RunsAsync(cancellation))
        {
            return false;
        }

        string[] all = [$"port={LastPort() ?? FreePort(0)}", "listen_addresses=127.0.0.1", "unix_socket_directories=", SharedBuffers(), MaxWalSize, .. settings];
        try
        {
            // To its end, so that it is known what is to be stopped.
            await ClusterUser.RunAsync(
                programs.PgCtl, ["start", "-D", data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o", string.Join(' ', all.Select(setting => $"-c {setting}"))], CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return true;
        }
        catch
        {
            await StopAsync("immediate");
            throw;
        }
    }

    /// <summary>If it does not run, there is none to stop.</summary>
    /// <param name="mode">As pg_ctl calls it.</param>
    public Task StopAsync(string mode) => ClusterUser.SucceedsAsync(programs.PgCtl, ["stop", "-D", data, "-m", mode, "-w"], CancellationToken.None);

    public static async Task<bool> ListensAsync(int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The port of the start before, so that whoever knew it finds the server again; null if there was none, or somebody else has it now.</summary>
    private int? LastPort()
    {
        var file = Path.Combine(data, "postmaster.opts");
        return File.Exists(file) && PortSetting().Match(File.ReadAllText(file)) is { Success: true } port ? FreePort(int.Parse(port.Groups[1].Value, CultureInfo.InvariantCulture)) : null;
    }

    /// <param name="wanted">0: any.</param>
    private static int? FreePort(int wanted)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, wanted);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>
    /// An eighth of the memory that we may use, from PostgreSQL's default to 1 GB. A load adds to all indexes at once, at places all over them; its pace falls when they no longer fit.
    /// </summary>
    private static string SharedBuffers() =>
        string.Create(CultureInfo.InvariantCulture, $"shared_buffers={Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 / Megabyte, 128, 1024)}MB");

    [GeneratedRegex(@"\bport=(\d+)")]
    private static partial Regex PortSetting();
}
