using System.Buffers;
using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>Reads a JSON object from input names to values into a row, with no object in between.</summary>
public static class JsonRowReader
{
    /// <summary>Reads the object at whose start the reader stands, to its end, and adds it as a row unless something is wrong with it.</summary>
    /// <returns>Whether the row was added; else <paramref name="errors"/> names every field that is wrong.</returns>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static bool Read(ref Utf8JsonReader reader, Rows rows, FieldErrors errors)
    {
        ReadFields(ref reader, rows, errors);
        return rows.Commit(errors);
    }

    /// <summary>The same for a text that must be that object and nothing else.</summary>
    /// <exception cref="JsonException">The text is no JSON, or something follows the object.</exception>
    public static bool ReadOnly(ref Utf8JsonReader reader, Rows rows, FieldErrors errors)
    {
        ReadFields(ref reader, rows, errors);
        reader.Read();
        return rows.Commit(errors);
    }

    private static void ReadFields(ref Utf8JsonReader reader, Rows rows, FieldErrors errors)
    {
        rows.Begin();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FindField(ref reader, rows.Schema, errors);
            reader.Read();
            if (field is null)
            {
                reader.Skip();
            }
            else if (!rows.Claim(field.Index))
            {
                errors.Add(field.Name, "stands there more than once. Send it once.");
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                ReadValue(ref reader, rows, field, errors);
            }
        }
    }

    private static InputField? FindField(ref Utf8JsonReader reader, InputSchema schema, FieldErrors errors)
    {
        if (reader is { HasValueSequence: false, ValueIsEscaped: false } && schema.Find(reader.ValueSpan) is { } found)
        {
            return found;
        }

        // The rare way: a name that is escaped, split over two buffers, or no input's.
        var name = reader.TryGetText(out var text) ? text : "(a name that is not valid Unicode)";
        var field = schema.Find(Encoding.UTF8.GetBytes(name));
        if (field is null)
        {
            errors.Add(name, errors.Count < FieldErrors.MostKept ? schema.Suggest(name) : "");
        }

        return field;
    }

    private static bool TryGetText(this ref Utf8JsonReader reader, out string text)
    {
        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for a lone surrogate or bytes that are no UTF-8.
            text = "";
            return false;
        }
    }

    private static void ReadValue(ref Utf8JsonReader reader, Rows rows, InputField field, FieldErrors errors)
    {
        switch (field.Kind, reader.TokenType)
        {
            case (InputKind.Number, JsonTokenType.Number):
                ReadNumber(ref reader, rows, field, errors);
                break;
            case (InputKind.Flag, JsonTokenType.True or JsonTokenType.False):
                rows.SetNumber(field.Index, reader.TokenType == JsonTokenType.True ? 1 : 0);
                break;
            case (InputKind.Flag, JsonTokenType.Number) when reader.TryGetDouble(out var flag) && flag is 0 or 1:
                rows.SetNumber(field.Index, flag == 1 ? 1 : 0);
                break;
            case (InputKind.Date, JsonTokenType.String):
                ReadDate(ref reader, rows, field, errors);
                break;
            case (InputKind.Category, JsonTokenType.String):
                AppendText(ref reader, rows.Texts(field.Index), field, errors);
                break;
            case (InputKind.List, JsonTokenType.String) when field.Separator is not null:
                ReadJoinedItems(ref reader, rows.Texts(field.Index), field, errors);
                break;
            case (InputKind.List, JsonTokenType.StartArray):
                ReadItems(ref reader, rows.Texts(field.Index), field, errors);
                break;
            default:
                errors.Add(field.Name, $"is {Describe(ref reader)}. It must be {field.Allowed}.");
                reader.Skip();
                break;
        }
    }

    private static void ReadNumber(ref Utf8JsonReader reader, Rows rows, InputField field, FieldErrors errors) =>
        FieldValues.SetNumber(rows, field, reader.TryGetDouble(out var value) ? value : double.PositiveInfinity, errors);

    private static void ReadDate(ref Utf8JsonReader reader, Rows rows, InputField field, FieldErrors errors)
    {
        Span<byte> text = stackalloc byte[64];
        if (Length(ref reader) > text.Length)
        {
            errors.Add(field.Name, $"is no date. It must be {field.Allowed}.");
        }
        else if (TryCopy(ref reader, text, out var length))
        {
            FieldValues.SetDate(rows, field, text[..length], errors);
        }
        else
        {
            errors.Add(field.Name, $"is not valid Unicode. It must be {field.Allowed}.");
        }
    }

    /// <summary>Puts the text at the reader behind the column's current one.</summary>
    private static bool AppendText(ref Utf8JsonReader reader, TextColumn column, InputField field, FieldErrors errors)
    {
        var room = column.Room(Length(ref reader));
        var copied = TryCopy(ref reader, room, out var length);
        if (!copied)
        {
            errors.Add(field.Name, "is not valid Unicode. Send UTF-8 without lone surrogates.");
        }
        else if (FieldValues.IsText(field, room[..length], errors))
        {
            column.Append(length);
            return true;
        }

        return false;
    }

    private static void ReadItems(ref Utf8JsonReader reader, TextColumn column, InputField field, FieldErrors errors)
    {
        var wrong = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                var start = FieldValues.BeginItem(column);
                wrong |= !AppendText(ref reader, column, field, errors);
                FieldValues.EndItem(column, start);
                continue;
            }

            if (!wrong)
            {
                errors.Add(field.Name, $"has {Describe(ref reader)} among its items. It must be {field.Allowed}.");
            }

            wrong = true;
            reader.Skip();
        }
    }

    private static void ReadJoinedItems(ref Utf8JsonReader reader, TextColumn column, InputField field, FieldErrors errors)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Length(ref reader));
        if (!TryCopy(ref reader, rented, out var length))
        {
            errors.Add(field.Name, "is not valid Unicode. Send UTF-8 without lone surrogates.");
        }
        else if (FieldValues.IsText(field, rented.AsSpan(0, length), errors))
        {
            FieldValues.SetItems(column, rented.AsSpan(0, length), field.Separator);
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>An upper bound of the text's bytes: escapes only shrink.</summary>
    private static int Length(ref Utf8JsonReader reader) =>
        checked((int)(reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length));

    private static bool TryCopy(ref Utf8JsonReader reader, scoped Span<byte> destination, out int length)
    {
        try
        {
            length = reader.CopyString(destination);
            return true;
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for a lone surrogate or bytes that are no UTF-8.
            length = 0;
            return false;
        }
    }

    private static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.TryGetText(out var text) ? $"the text {FieldValues.Quote(Encoding.UTF8.GetBytes(text))}" : "a text",
        JsonTokenType.Number when !reader.HasValueSequence => $"the number {Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(30, reader.ValueSpan.Length)])}",
        JsonTokenType.Number => "a number",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        _ => "null",
    };
}
