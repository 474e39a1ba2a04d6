using System.Globalization;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>Which inputs of a request are rare in training, or were never seen there.</summary>
/// <remarks>By the contract's <c>seen</c>. A value that is unusual is answered all the same.</remarks>
public sealed class UnusualInputs(InputSchema schema)
{
    private readonly SeenField[] fields = [.. schema.Fields.Select(field => new SeenField(field))];

    /// <summary>Whether the row's value of an input, or one of its items, is unusual.</summary>
    public bool Any(int input, Rows rows, int row) => fields[input].Write(null, rows, row) > 0;

    /// <summary>Writes the reply's property <c>unusual</c>: an array of <c>input</c>, <c>value</c>, <c>why</c>; empty if nothing is.</summary>
    /// <returns>How many values and items are unusual.</returns>
    public int Write(Utf8JsonWriter writer, Rows rows, int row)
    {
        var count = 0;
        writer.WriteStartArray("unusual"u8);
        foreach (var field in fields)
        {
            count += field.Write(writer, rows, row);
        }

        writer.WriteEndArray();
        return count;
    }
}

/// <summary>What training has seen of one input, ready to compare with.</summary>
internal sealed class SeenField
{
    /// <summary>A list of a million new items must not make a reply of a hundred megabytes.</summary>
    private const int MostItemsNamed = 100;

    private static readonly JsonEncodedText Missing = JsonEncodedText.Encode("missing: it was always given in training");
    private readonly InputField field;
    private readonly JsonEncodedText name;
    private readonly (float Minimum, float P01, float P99, float Maximum) range = (float.MinValue, float.MinValue, float.MaxValue, float.MaxValue);
    private readonly Utf8Lookup? known;
    private readonly JsonEncodedText rare;
    private readonly JsonEncodedText notSeen;

    public SeenField(InputField field)
    {
        this.field = field;
        name = JsonEncodedText.Encode(field.Name);
        var seen = field.Input.Seen;
        if (seen.Range is { } training)
        {
            range = (Value(training.Minimum), Value(training.P01), Value(training.P99), Value(training.Maximum));
            rare = JsonEncodedText.Encode($"rare: 98 of 100 in training lie from {training.P01} to {training.P99}");
            notSeen = JsonEncodedText.Encode($"never seen: training holds {training.Minimum} to {training.Maximum}");
        }
        else if (seen.Commonest is { } commonest)
        {
            known = new(commonest);
            notSeen = JsonEncodedText.Encode(commonest.Count == seen.Distinct
                ? "new: not among the values seen in training"
                : $"not among the {commonest.Count} commonest of {seen.Distinct} values in training");
        }
    }

    /// <summary>Counts what is unusual, and writes an object for each if there is a writer.</summary>
    public int Write(Utf8JsonWriter? writer, Rows rows, int row)
    {
        if (rows.IsMissing(field.Index, row))
        {
            return field.Input.Seen.Missing == 0 ? Write(writer, float.NaN, Missing) : 0;
        }

        return known is null ? WriteNumber(writer, rows.Numbers(field.Index)[row]) : WriteTexts(writer, rows.Texts(field.Index)[row]);
    }

    private static float Value(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? (float)InputField.Days(DateOnly.ParseExact(value.GetString()!, InputField.DateFormat, CultureInfo.InvariantCulture))
        : (float)value.GetDouble();

    private int WriteNumber(Utf8JsonWriter? writer, float value) =>
        value >= range.P01 && value <= range.P99 ? 0
        : Write(writer, value, value < range.Minimum || value > range.Maximum ? notSeen : rare);

    private int Write(Utf8JsonWriter? writer, float value, JsonEncodedText why)
    {
        if (writer is not null)
        {
            WriteStart(writer);
            if (float.IsNaN(value))
            {
                writer.WriteNullValue();
            }
            else if (field.Kind == InputKind.Date)
            {
                writer.WriteStringValue(InputField.Date(value).ToString(InputField.DateFormat, CultureInfo.InvariantCulture));
            }
            else
            {
                writer.WriteNumberValue(value);
            }

            WriteEnd(writer, why);
        }

        return 1;
    }

    private int WriteTexts(Utf8JsonWriter? writer, ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var range in text.Split(InputField.ItemSeparator))
        {
            if (known!.Find(text[range]) >= 0)
            {
                continue;
            }

            if (count++ < MostItemsNamed && writer is not null)
            {
                WriteStart(writer);
                writer.WriteStringValue(text[range]);
                WriteEnd(writer, notSeen);
            }
        }

        if (count > MostItemsNamed && writer is not null)
        {
            WriteStart(writer);
            writer.WriteNullValue();
            WriteEnd(writer, JsonEncodedText.Encode($"{count - MostItemsNamed} more items are not among them"));
        }

        return count;
    }

    private void WriteStart(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("input"u8, name);
        writer.WritePropertyName("value"u8);
    }

    private static void WriteEnd(Utf8JsonWriter writer, JsonEncodedText why)
    {
        writer.WriteString("why"u8, why);
        writer.WriteEndObject();
    }
}
