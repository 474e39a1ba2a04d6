using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Hitcast.Worker.Lake;
using Npgsql;

namespace Hitcast.Worker.Warehouse;

/// <summary>A private PostgreSQL in a folder: made when it is missing, found when it runs, stopped by whoever started it.</summary>
/// <remarks>It listens on loopback only, on a free port, and asks for passwords that stand in its folder alone.</remarks>
public sealed class LocalCluster : IAsyncDisposable
{
    public const string Owner = "hitcast";

    /// <summary>The file in the cluster's folder that holds the reader's connection string, for <c>Questions:ConnectionString</c>.</summary>
    public const string ReaderFile = "questions-connection-string";

    private const long Megabyte = 1024 * 1024;

    /// <summary>A checkpoint after each half gigabyte, which is PostgreSQL's default, would have a long load write most pages of its indexes into the log again and again.</summary>
    private const string MaxWalSize = "max_wal_size=4GB";

    private readonly PostgresPrograms programs;
    private readonly string folder;
    private readonly string data;
    private readonly bool started;
    private readonly int port;
    private readonly string[] passwords;

    private LocalCluster(PostgresPrograms programs, string folder, bool started)
    {
        (this.programs, this.folder, this.started, data) = (programs, folder, started, Path.Combine(folder, "data"));
        passwords = File.ReadAllLines(Path.Combine(folder, "passwords"));
        port = PortOf(data) ?? throw new WarehouseException($"The local cluster in {folder} does not run.");
    }

    public string OwnerConnectionString => ConnectionString(Owner, passwords[0]);

    /// <summary>The login that may read the views of schema ask only.</summary>
    public string ReaderConnectionString => ConnectionString(WarehouseSchema.Reader, passwords[1]);

    internal string ReaderPassword => passwords[1];

    /// <summary>Writes the reader's connection string, whose port may be another after each start, to a file that its owner alone may read.</summary>
    internal async Task PublishReaderAsync(CancellationToken cancellation)
    {
        var aside = Path.Combine(folder, ReaderFile + ".new");
        await File.WriteAllTextAsync(aside, ReaderConnectionString + "\n", cancellation);
        File.SetUnixFileMode(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(aside, Path.Combine(folder, ReaderFile), overwrite: true);
    }

    /// <param name="settings">Settings of PostgreSQL, such as <c>fsync=off</c>, for this start.</param>
    /// <exception cref="WarehouseException">PostgreSQL is missing, or does not start.</exception>
    public static async Task<LocalCluster> StartAsync(string folder, TimeProvider time, CancellationToken cancellation, params string[] settings)
    {
        folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        using var held = await FileLock.TakeAsync(folder + ".lock", time, cancellation);
        var data = Path.Combine(folder, "data");
        var version = Path.Combine(data, "PG_VERSION");
        var isNew = !File.Exists(version);
        int? major = isNew ? null : PostgresPrograms.MajorOf(await File.ReadAllTextAsync(version, cancellation));
        var programs = await PostgresPrograms.FindAsync(major, cancellation);
        if (isNew)
        {
            await InitializeAsync(programs, folder, data, cancellation);
        }

        if (!await RunsAsync(programs, data, cancellation))
        {
            var options = string.Join(' ', new[] { $"port={FreePort()}", "listen_addresses=127.0.0.1", "unix_socket_directories=", SharedBuffers(), MaxWalSize }.Concat(settings).Select(setting => $"-c {setting}"));
            return await StartServerAsync(programs, folder, data, options, cancellation);
        }

        return await OpenAsync(programs, folder, started: false, cancellation);
    }

    /// <summary>Stops the server if it was started here; who found it running leaves it running. It may have ended by itself: then the reason why is told elsewhere.</summary>
    public async ValueTask DisposeAsync()
    {
        if (started && await RunsAsync(programs, data, CancellationToken.None))
        {
            NpgsqlConnection.ClearAllPools();
            await ClusterUser.RunAsync(programs.PgCtl, ["stop", "-D", data, "-m", "fast", "-w"], CancellationToken.None);
        }
    }

    private static Task<bool> RunsAsync(PostgresPrograms programs, string data, CancellationToken cancellation) =>
        ClusterUser.SucceedsAsync(programs.PgCtl, ["status", "-D", data], cancellation);

    /// <summary>A start that fails, too slow or halfway, leaves no server behind.</summary>
    private static async Task<LocalCluster> StartServerAsync(PostgresPrograms programs, string folder, string data, string options, CancellationToken cancellation)
    {
        try
        {
            await ClusterUser.RunAsync(programs.PgCtl, ["start", "-D", data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o", options], cancellation);
            return await OpenAsync(programs, folder, started: true, cancellation);
        }
        catch
        {
            // If it does not run, there is none to stop.
            await ClusterUser.SucceedsAsync(programs.PgCtl, ["stop", "-D", data, "-m", "immediate", "-w"], CancellationToken.None);
            throw;
        }
    }

    private static async Task<LocalCluster> OpenAsync(PostgresPrograms programs, string folder, bool started, CancellationToken cancellation)
    {
        var cluster = new LocalCluster(programs, folder, started);
        await cluster.CreateDatabaseAsync(cancellation);
        return cluster;
    }

    /// <summary>Made aside and then renamed, so that a half-made cluster is never taken for one.</summary>
    private static async Task InitializeAsync(PostgresPrograms programs, string folder, string data, CancellationToken cancellation)
    {
        await ClusterUser.CreateFolderAsync(folder, cancellation);
        string[] passwords = [RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetHexString(32, lowercase: true)];
        var (file, aside) = (Path.Combine(folder, "passwords"), Path.Combine(folder, "data.new"));
        await File.WriteAllLinesAsync(file, passwords, cancellation);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await ClusterUser.GiveAsync(file, cancellation);
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        // initdb takes the first line of the file.
        await ClusterUser.RunAsync(
            programs.InitDb,
            ["-D", aside, "-U", Owner, "--pwfile", file, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"],
            cancellation);
        Directory.Move(aside, data);
    }

    /// <summary>The fourth line of postmaster.pid.</summary>
    private static int? PortOf(string data)
    {
        var file = Path.Combine(data, "postmaster.pid");
        return File.Exists(file) && File.ReadLines(file).ElementAtOrDefault(3) is { } line ? int.Parse(line, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>
    /// An eighth of the memory that we may use, from PostgreSQL's default to 1 GB. A load adds to all indexes at once, at places all over them; its pace falls when they no longer fit.
    /// </summary>
    private static string SharedBuffers() =>
        string.Create(CultureInfo.InvariantCulture, $"shared_buffers={Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 / Megabyte, 128, 1024)}MB");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellation)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var exists = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = Owner } } };
        if (await exists.ExecuteScalarAsync(cancellation) is 0L)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE {Owner}", connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }
    }

    private string ConnectionString(string user, string password) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Database = Owner, Username = user, Password = password }.ConnectionString;
}
