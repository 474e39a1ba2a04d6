using System.Security.Cryptography;
using Hitcast.Worker.Lake;
using Npgsql;

namespace Hitcast.Worker.Warehouse;

/// <summary>A private PostgreSQL in a folder: made when it is missing, found when it runs, stopped by the last of its users.</summary>
/// <remarks>It listens on loopback only, on a free port, and asks for passwords that stand in its folder alone.</remarks>
public sealed class LocalCluster : IAsyncDisposable
{
    public const string Owner = "hitcast";

    /// <summary>The file in the cluster's folder that holds the reader's connection string, for <c>Questions:ConnectionString</c>.</summary>
    public const string ReaderFile = "questions-connection-string";

    private readonly LocalServer server;
    private readonly string folder;
    private readonly TimeProvider time;
    private readonly int port;
    private readonly string[] passwords;
    private readonly IDisposable use;

    private LocalCluster(LocalServer server, string folder, TimeProvider time, IDisposable use)
    {
        (this.server, this.folder, this.time, this.use, port) = (server, folder, time, use, server.Port);
        passwords = File.ReadAllLines(Path.Combine(folder, "passwords"));
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
        using var held = await HoldAsync(folder, time, cancellation);
        var data = Path.Combine(folder, "data");
        var version = Path.Combine(data, "PG_VERSION");
        var isNew = !File.Exists(version);
        int? major = isNew ? null : PostgresPrograms.MajorOf(await File.ReadAllTextAsync(version, cancellation));
        var programs = await PostgresPrograms.FindAsync(major, cancellation);
        if (isNew)
        {
            await InitializeAsync(programs, folder, data, cancellation);
        }

        var server = new LocalServer(programs, folder);
        var isStarted = await server.StartAsync(settings, cancellation);
        var use = FileLock.Share(UsersOf(folder));
        try
        {
            var cluster = new LocalCluster(server, folder, time, use);
            await cluster.CreateDatabaseAsync(cancellation);
            return cluster;
        }
        catch
        {
            use.Dispose();
            if (isStarted)
            {
                // A start that fails halfway leaves no server behind.
                await server.StopAsync("immediate");
            }

            throw;
        }
    }

    /// <summary>Starts a server again that ended by itself while we use it.</summary>
    /// <returns>If it had ended.</returns>
    /// <exception cref="WarehouseException">It does not start, or not at its port, so that our connections do not find it.</exception>
    internal async Task<bool> ReviveAsync(CancellationToken cancellation)
    {
        if (await LocalServer.ListensAsync(port, cancellation))
        {
            return false;
        }

        using var held = await HoldAsync(folder, time, cancellation);
        await server.StartAsync([], cancellation);
        return server.Port == port ? true : throw new WarehouseException($"The private PostgreSQL in {folder} runs at another port than before. Start the worker again.");
    }

    /// <summary>Stops the server if nobody else uses it. It may have ended by itself: then the reason why is told elsewhere.</summary>
    public async ValueTask DisposeAsync()
    {
        using var held = await HoldAsync(folder, time, CancellationToken.None);
        use.Dispose();
        using var last = FileLock.TryTake(UsersOf(folder));
        if (last is not null && await server.RunsAsync(CancellationToken.None))
        {
            NpgsqlConnection.ClearAllPools();
            await server.StopAsync("fast");
        }
    }

    /// <summary>One process at a time starts or leaves the server.</summary>
    private static Task<IDisposable> HoldAsync(string folder, TimeProvider time, CancellationToken cancellation) => FileLock.TakeAsync(folder + ".lock", time, cancellation);

    /// <summary>Whoever uses the server shares a lock on this file, which the system gives back for a process that dies.</summary>
    private static string UsersOf(string folder) => folder + ".users";

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

        // It takes the first line of the file, and some seconds: it is not left alone at work.
        await ClusterUser.RunAsync(
            programs.InitDb,
            ["-D", aside, "-U", Owner, "--pwfile", file, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"],
            CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        Directory.Move(aside, data);
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
