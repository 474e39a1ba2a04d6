namespace Hitcast.InferenceApi.Warehouse;

/// <summary>The only way to the warehouse: every statement is checked by PostgreSQL's own parser, then run as it was checked. Thread safe.</summary>
public sealed class SqlGate
{
    /// <summary>Checks a statement and runs it.</summary>
    /// <param name="sql">One SELECT over the views of schema ask. It may end in a semicolon.</param>
    /// <exception cref="SqlRefusedException">It breaks a rule or a limit, or is no valid SQL.</exception>
    /// <exception cref="WarehouseUnavailableException">There is no warehouse, or it does not answer.</exception>
    public Task<Table> RunAsync(string sql, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Checks a statement without running it.</summary>
    /// <returns>The columns that it would answer with.</returns>
    /// <inheritdoc cref="RunAsync"/>
    public Task<IReadOnlyList<Column>> CheckAsync(string sql, CancellationToken cancellation) => throw new NotImplementedException();
}
