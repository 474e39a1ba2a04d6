using Hitcast.Worker.Lake;
using Npgsql;

namespace Hitcast.Worker.Warehouse;

/// <summary>Loads objects of the lake: one transaction an object, its row of the ledger included, so that a repeat changes nothing.</summary>
public sealed class MovieLoader(ILake lake, WarehouseDatabase database)
{
    /// <summary>After so many failed attempts an object is set aside: nothing loads it but who names it.</summary>
    public const int Attempts = 5;

    /// <summary>Rows are sent on when so many bytes have gathered, so that memory does not grow with the object.</summary>
    private const int SendAt = 4 * 1024 * 1024;

    private const int CommandSeconds = 600;

    /// <summary>Loads an object, unless the ledger says that it is loaded.</summary>
    /// <exception cref="LakeObjectException">The object cannot be read; the ledger has counted the attempt.</exception>
    /// <exception cref="WarehouseException">The database cannot be used now; the object is not to blame.</exception>
    public async Task<LoadOutcome> LoadAsync(string key, CancellationToken cancellation)
    {
        var warehouse = await database.OpenAsync(cancellation);
        try
        {
            return await LoadOnceAsync(warehouse, key, cancellation);
        }
        catch (Exception exception) when (IsTheObjects(exception))
        {
            await LoadLedger.CountFailureAsync(warehouse, key, exception.Message, cancellation);
            throw exception as LakeObjectException ?? new LakeObjectException($"PostgreSQL does not take what {key} says: {exception.Message}", exception);
        }
        catch (NpgsqlException exception) when (IsTheServers(exception))
        {
            throw new WarehouseException($"The warehouse is away, full or closed to us: {exception.Message}", exception);
        }
    }

    private async Task<LoadOutcome> LoadOnceAsync(NpgsqlDataSource warehouse, string key, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await LoadLedger.ClaimAsync(connection, key, cancellation) is not { } loadId)
        {
            return LoadOutcome.AlreadyLoaded;
        }

        using var source = await lake.GetAsync(key, cancellation) ?? throw new LakeObjectException($"{key} is not in the lake.");
        await RunAsync(connection, MergeScripts.Stage, cancellation);
        var staged = new StagedObject(loadId);
        await StageAsync(connection, source.Content, staged, cancellation);
        await LoadLedger.CountLinesAsync(connection, staged, cancellation);
        await RunAsync(connection, MergeScripts.Merge, cancellation);
        var outcome = await LoadLedger.ReadAsync(connection, loadId, cancellation);
        await transaction.CommitAsync(cancellation);
        await PlannerStatistics.GatherFirstAsync(connection, cancellation);
        return outcome;
    }

    private static async Task StageAsync(NpgsqlConnection connection, Stream content, StagedObject staged, CancellationToken cancellation)
    {
        await foreach (var line in LakeLines.ReadAsync(content, cancellation))
        {
            using (line)
            {
                staged.Line++;
                LakeLine.Stage(staged, line.RootElement);
            }

            foreach (var rows in staged.All.Where(rows => rows.Length >= SendAt))
            {
                await rows.SendAsync(connection, cancellation);
            }
        }

        foreach (var rows in staged.All)
        {
            await rows.SendAsync(connection, cancellation);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, IEnumerable<string> statements, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = CommandSeconds };
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static bool IsTheObjects(Exception exception) =>
        exception is LakeObjectException || exception is PostgresException { IsTransient: false, SqlState: ['2', '2' or '3', ..] or ['5', '4', ..] };

    /// <summary>
    /// A connection that breaks, a deadlock, a full disk (class 53), a server that stops (57P) or does not let us in (28, 3D, 42501) is nothing that
    /// the object can be blamed for. A statement that takes too long may be.
    /// </summary>
    private static bool IsTheServers(NpgsqlException exception) => exception is PostgresException refusal
        ? refusal.IsTransient || refusal.SqlState is ['2', '8', ..] or ['3', 'D', ..] or ['5', '3', ..] or ['5', '7', 'P', ..] or PostgresErrorCodes.InsufficientPrivilege
        : exception.InnerException is not TimeoutException;
}
