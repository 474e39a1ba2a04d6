using Npgsql;

namespace Hitcast.Worker.Warehouse;

/// <summary>The table <c>warehouse.arrival</c>: the last object of the lake that was taken up for a function.</summary>
public sealed class ArrivalMarks(WarehouseDatabase database)
{
    /// <returns>Its key; "" if there is none.</returns>
    /// <exception cref="WarehouseException">The database cannot be used now.</exception>
    public async Task<string> ReadAsync(string function, CancellationToken cancellation) =>
        await AskAsync("SELECT object_key FROM warehouse.arrival WHERE function = $1", [function], cancellation) as string ?? "";

    /// <summary>Moves it on, never back.</summary>
    /// <exception cref="WarehouseException">The database cannot be used now.</exception>
    public Task AdvanceAsync(string function, string key, CancellationToken cancellation) => AskAsync(
        """
        INSERT INTO warehouse.arrival (function, object_key) VALUES ($1, $2)
        ON CONFLICT (function) DO UPDATE SET object_key = excluded.object_key WHERE arrival.object_key < excluded.object_key
        """,
        [function, key],
        cancellation);

    private async Task<object?> AskAsync(string sql, string[] values, CancellationToken cancellation)
    {
        var warehouse = await database.OpenAsync(cancellation);
        try
        {
            await using var command = warehouse.CreateCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(new() { Value = value });
            }

            return await command.ExecuteScalarAsync(cancellation);
        }
        catch (NpgsqlException exception)
        {
            throw new WarehouseException($"The warehouse is away, full or closed to us: {exception.Message}", exception);
        }
    }
}
