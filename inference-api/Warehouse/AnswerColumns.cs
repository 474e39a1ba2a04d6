using System.Globalization;
using Npgsql;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>The columns of a checked statement, and how its rows are asked for and read.</summary>
internal sealed class AnswerColumns
{
    /// <summary>The most characters of one text. The server cuts longer ones, so that none of any length travels; then the answer is refused.</summary>
    public const int TextLength = 65536;

    /// <summary>The most columns: what a page can show, and as much as a row may weigh.</summary>
    public const int Count = 100;

    // PostgreSQL's numbers for its types, which never change (src/include/catalog/pg_type.dat).
    private static readonly Dictionary<uint, ColumnKind> Kinds = new()
    {
        [16] = ColumnKind.Boolean,
        [21] = ColumnKind.Integer,
        [23] = ColumnKind.Integer,
        [20] = ColumnKind.Integer,
        [700] = ColumnKind.Number,
        [701] = ColumnKind.Number,
        [1700] = ColumnKind.Number,
        [1082] = ColumnKind.Date,
        [1114] = ColumnKind.Time,
        [1184] = ColumnKind.Time,
    };

    private readonly Column[] columns;

    /// <exception cref="SqlRefusedException">There are too many, or none.</exception>
    public AnswerColumns(string[] names, uint[] types)
    {
        columns = [.. names.Zip(types, (name, type) => new Column(name, Kinds.GetValueOrDefault(type, ColumnKind.Text)))];
        if (columns is [])
        {
            throw new SqlRefusedException(SqlRefusal.Invalid, "The statement asks for no column.", new("the SELECT list is empty", null, null, null));
        }

        if (columns.Length > Count)
        {
            throw new SqlRefusedException(SqlRefusal.TooLarge, $"The statement answers with {columns.Length} columns. It may have {Count}.");
        }
    }

    public IReadOnlyList<Column> Columns => columns;

    /// <summary>Reads the view <c>pg_temp.answer</c> as the types of <see cref="ColumnKind"/>.</summary>
    public string Select(int limit) => $"SELECT {string.Join(", ", columns.Select(Expression))} FROM pg_temp.answer LIMIT {limit.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads the row on which the reader stands.</summary>
    /// <param name="bytes">What the row weighs is added.</param>
    /// <exception cref="SqlRefusedException">A text is too long, or a date is beyond the years 1 to 9999.</exception>
    public object?[] Read(NpgsqlDataReader reader, ref long bytes)
    {
        var row = new object?[columns.Length];
        for (var index = 0; index < row.Length; index++)
        {
            row[index] = reader.IsDBNull(index) ? null : Value(reader, index);
            bytes += row[index] is string text ? 2 * text.Length : sizeof(long);
        }

        return row;
    }

    private static string Expression(Column column)
    {
        var name = $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return column.Kind switch
        {
            ColumnKind.Integer => $"{name}::bigint",
            ColumnKind.Number => $"{name}::double precision",
            ColumnKind.Time => $"{name}::timestamptz",
            ColumnKind.Text => $"left({name}::text, {(TextLength + 1).ToString(CultureInfo.InvariantCulture)})",
            _ => name,
        };
    }

    private object Value(NpgsqlDataReader reader, int index)
    {
        try
        {
            return columns[index].Kind switch
            {
                ColumnKind.Integer => reader.GetInt64(index),
                ColumnKind.Number => reader.GetDouble(index),
                ColumnKind.Boolean => reader.GetBoolean(index),
                ColumnKind.Date => reader.GetFieldValue<DateOnly>(index) is var date && date != DateOnly.MaxValue && date != DateOnly.MinValue ? date : throw BeyondCalendar(),
                ColumnKind.Time => reader.GetFieldValue<DateTime>(index) is var time && time != DateTime.MaxValue && time != DateTime.MinValue
                    ? new DateTimeOffset(time, TimeSpan.Zero) : throw BeyondCalendar(),
                _ => Short(reader.GetString(index)),
            };
        }
        catch (Exception mistake) when (mistake is InvalidCastException or OverflowException or ArgumentOutOfRangeException)
        {
            throw BeyondCalendar(mistake);
        }
    }

    private static string Short(string text) => text.Length <= TextLength ? text
        : throw new SqlRefusedException(SqlRefusal.TooLarge, $"A text of the answer is longer than {TextLength} characters. Ask for a part of it, or for fewer rows put together.");

    private static SqlRefusedException BeyondCalendar(Exception? cause = null) =>
        new(SqlRefusal.Invalid, "A date of the answer is beyond the years 1 to 9999.", new("date out of range", null, null, null), cause);
}
