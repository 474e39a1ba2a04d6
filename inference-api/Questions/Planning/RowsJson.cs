using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>Rows for the answering call: JSON values, each and all of limited length.</summary>
internal static class RowsJson
{
    /// <summary>The longest text of one value, in characters.</summary>
    public const int LongestValue = 200;

    /// <summary>The most rows.</summary>
    public const int MostRows = 100;

    /// <summary>About the most that is written, in bytes.</summary>
    public const int MostBytes = 24_000;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="longest">The longest text of one value, in characters.</param>
    public static string Write(string question, string title, Table table, int longest = LongestValue)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("question", question);
            writer.WriteString("title", title);
            writer.WriteStartArray("columns");
            foreach (var column in table.Columns)
            {
                writer.WriteStringValue(column.Name);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("rows");
            foreach (var row in table.Rows.Take(MostRows).TakeWhile(_ => writer.BytesCommitted + writer.BytesPending < MostBytes))
            {
                writer.WriteStartArray();
                foreach (var value in row)
                {
                    Write(writer, value, longest);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteNumber("row_count", table.Rows.Count);
            writer.WriteBoolean("more", table.Truncated);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, object? value, int longest)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long integer:
                writer.WriteNumberValue(integer);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case DateOnly date:
                writer.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
                break;
            default:
                var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
                writer.WriteStringValue(text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), "…"));
                break;
        }
    }
}
