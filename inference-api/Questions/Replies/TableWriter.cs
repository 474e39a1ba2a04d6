using System.Globalization;
using System.Text.Json;
using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Replies;

/// <summary>Rows as JSON: <c>columns</c>, <c>rows</c> and <c>truncated</c>, and <c>evidence</c>: where each row comes from, if it is a movie.</summary>
internal static class TableWriter
{
    private const string MovieColumn = "movie_id";

    /// <summary>A day, and a moment in UTC, as ISO 8601 has them.</summary>
    private const string DayFormat = "yyyy-MM-dd";
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ssZ";

    /// <param name="table">Null where nothing was run.</param>
    /// <param name="labels">One a column.</param>
    public static void Write(Utf8JsonWriter writer, Table? table, IReadOnlyList<ColumnLabel> labels)
    {
        writer.WriteStartArray("columns");
        foreach (var (column, label) in (table?.Columns ?? []).Zip(labels))
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteString("kind", JsonNames.Of(column.Kind));
            writer.WriteString("title", label.Title);
            writer.WriteString("unit", label.Unit);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteRows(writer, "rows", table);
        writer.WriteBoolean("truncated", table?.Truncated ?? false);
        WriteEvidence(writer, table);
    }

    public static void WriteRows(Utf8JsonWriter writer, string name, Table? table)
    {
        writer.WriteStartArray(name);
        foreach (var row in table?.Rows ?? [])
        {
            writer.WriteStartArray();
            foreach (var value in row)
            {
                WriteValue(writer, value);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    public static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time) =>
        writer.WriteString(name, time?.ToString(TimeFormat, CultureInfo.InvariantCulture));

    public static void WriteNumber(Utf8JsonWriter writer, string name, long? number)
    {
        writer.WritePropertyName(name);
        WriteValue(writer, number);
    }

    /// <summary>One address a row, null where its movie is unknown; empty where rows are no movies.</summary>
    private static void WriteEvidence(Utf8JsonWriter writer, Table? table)
    {
        writer.WriteStartArray("evidence");
        if (table is not null && MovieColumnOf(table) is { } movie)
        {
            foreach (var row in table.Rows)
            {
                writer.WriteStringValue(row[movie] is long id ? string.Create(CultureInfo.InvariantCulture, $"/evidence/{id}") : null);
            }
        }

        writer.WriteEndArray();
    }

    private static int? MovieColumnOf(Table table)
    {
        for (var column = 0; column < table.Columns.Count; column++)
        {
            if (table.Columns[column] is { Name: MovieColumn, Kind: ColumnKind.Integer })
            {
                return column;
            }
        }

        return null;
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case double number:
                // JSON has no such number.
                writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case DateOnly day:
                writer.WriteStringValue(day.ToString(DayFormat, CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(time.ToString(TimeFormat, CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteStringValue((string)value);
                break;
        }
    }
}
