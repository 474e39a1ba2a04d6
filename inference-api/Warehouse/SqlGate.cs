using Microsoft.Extensions.Options;
using Npgsql;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>The only way to the warehouse: every statement is checked by PostgreSQL's own parser, then run as it was checked. Thread safe.</summary>
/// <remarks>How, and why it holds, is in the README. Npgsql's own rewriting of SQL must be off, which this project's runtime configuration sees to.</remarks>
public sealed class SqlGate : IAsyncDisposable
{
    /// <summary>The most characters of a statement.</summary>
    public const int MaximumLength = 20_000;

    private readonly WarehouseConnections connections;
    private readonly WarehouseOptions options;
    private readonly TimeProvider time;

    public SqlGate(IOptions<WarehouseOptions> options, TimeProvider time) =>
        (this.options, this.time, connections) = (options.Value, time, new WarehouseConnections(options));

    /// <summary>Checks a statement and runs it.</summary>
    /// <param name="sql">One SELECT over the views of schema ask. It may end in a semicolon.</param>
    /// <exception cref="SqlRefusedException">It breaks a rule or a limit, or is no valid SQL.</exception>
    /// <exception cref="WarehouseUnavailableException">There is no warehouse, or it does not answer.</exception>
    public Task<Table> RunAsync(string sql, CancellationToken cancellation) =>
        PassAsync(sql, (transaction, columns) => transaction.RunAsync(columns, cancellation), cancellation);

    /// <summary>Checks a statement and estimates its cost, without running it.</summary>
    /// <returns>The columns that it would answer with.</returns>
    /// <inheritdoc cref="RunAsync"/>
    public Task<IReadOnlyList<Column>> CheckAsync(string sql, CancellationToken cancellation) =>
        PassAsync(sql, (_, columns) => Task.FromResult(columns.Columns), cancellation);

    public ValueTask DisposeAsync() => connections.DisposeAsync();

    private async Task<T> PassAsync<T>(string sql, Func<GateTransaction, AnswerColumns, Task<T>> then, CancellationToken cancellation)
    {
        RefuseText(sql);
        try
        {
            try
            {
                return await TryAsync(sql, then, cancellation);
            }
            catch (Exception mistake) when (PostgresErrors.IsStale(mistake))
            {
                // The server was started anew since this connection was opened. Whatever else waits in the pool is as stale.
                connections.Clear();
                return await TryAsync(sql, then, cancellation);
            }
        }
        catch (NpgsqlException mistake)
        {
            cancellation.ThrowIfCancellationRequested();
            throw PostgresErrors.Translate(mistake, GateTransaction.Prefix.Length);
        }
    }

    private async Task<T> TryAsync<T>(string sql, Func<GateTransaction, AnswerColumns, Task<T>> then, CancellationToken cancellation)
    {
        var (connection, source) = await connections.OpenAsync(cancellation);
        await using var transaction = new GateTransaction(connection, options, time);
        var (statement, columns) = await transaction.AnalyseAsync(sql, cancellation);
        var check = new StatementCheck(statement);
        if (!source.Catalogue.Knows(check.Functions, check.Types))
        {
            source.Catalogue = await SqlCatalogue.ReadAsync(connection, cancellation);
        }

        foreach (var relation in check.ClosedRelations)
        {
            throw StatementCheck.Rule($"{await transaction.NameOfAsync(relation, cancellation)} may not be read. A statement reads the views of schema ask, and nothing else.");
        }

        var growth = check.Refuse(source.Catalogue);
        PlanCheck.Refuse(await transaction.ExplainAsync(columns, cancellation), growth, sql.Length, options);
        return await then(transaction, columns);
    }

    private static void RefuseText(string sql)
    {
        if (string.IsNullOrWhiteSpace(sql))
        {
            throw new SqlRefusedException(SqlRefusal.Invalid, "There is no statement.", new("the statement is empty", null, null, null));
        }

        if (sql.Length > MaximumLength)
        {
            throw new SqlRefusedException(SqlRefusal.TooLarge, $"The statement has {sql.Length} characters. It may have {MaximumLength}.");
        }

        if (!SqlText.IsWellFormed(sql))
        {
            throw StatementCheck.Rule("The statement holds characters that are no text: NUL, or half of a surrogate pair.");
        }
    }
}
