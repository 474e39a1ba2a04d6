using System.Globalization;
using Npgsql;

namespace Hitcast.Evaluation;

/// <summary>The right rows, by the question's own SQL, read as the login that may only read.</summary>
internal static class Gold
{
    public static async Task<IReadOnlyList<object?[]>> RowsAsync(NpgsqlDataSource warehouse, string sql, CancellationToken cancellation)
    {
        await using var command = warehouse.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(at => Value(reader, at))]);
        }

        return rows;
    }

    private static object? Value(NpgsqlDataReader reader, int at) => reader.GetValue(at) switch
    {
        DBNull => null,
        int or short or long => Convert.ToInt64(reader.GetValue(at), CultureInfo.InvariantCulture),
        decimal or float or double => Convert.ToDouble(reader.GetValue(at), CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        var other => other,
    };
}
