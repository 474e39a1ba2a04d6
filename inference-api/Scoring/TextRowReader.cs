using System.Buffers.Text;
using System.Text;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>Reads values that come as text: the cells of a CSV file, the values of a query string. An empty text is a missing value.</summary>
public static class TextRowReader
{
    /// <summary>Reads one value into the row being written. Repeated, a list's value is its next item.</summary>
    public static void Set(Rows rows, InputField field, ReadOnlySpan<byte> text, FieldErrors errors)
    {
        if (text.IsEmpty)
        {
            return;
        }

        switch (field.Kind)
        {
            case InputKind.Number:
                SetNumber(rows, field, text, errors);
                break;
            case InputKind.Flag:
                SetFlag(rows, field, text, errors);
                break;
            case InputKind.Date:
                FieldValues.SetDate(rows, field, text, errors);
                break;
            case InputKind.Category when FieldValues.IsText(field, text, errors):
                rows.Texts(field.Index).Append(text);
                break;
            case InputKind.List when FieldValues.IsText(field, text, errors):
                FieldValues.SetItems(rows.Texts(field.Index), text, field.Separator);
                break;
        }
    }

    private static void SetNumber(Rows rows, InputField field, ReadOnlySpan<byte> text, FieldErrors errors)
    {
        if (TryParse(text, out var value))
        {
            FieldValues.SetNumber(rows, field, value, errors);
        }
        else
        {
            errors.Add(field.Name, $"is {FieldValues.Quote(text)}, which is no number. It must be {field.Allowed}.");
        }
    }

    private static void SetFlag(Rows rows, InputField field, ReadOnlySpan<byte> text, FieldErrors errors)
    {
        if (Ascii.EqualsIgnoreCase(text, "true"u8) || (TryParse(text, out var value) && value == 1))
        {
            rows.SetNumber(field.Index, 1);
        }
        else if (Ascii.EqualsIgnoreCase(text, "false"u8) || (TryParse(text, out value) && value == 0))
        {
            rows.SetNumber(field.Index, 0);
        }
        else
        {
            errors.Add(field.Name, $"is {FieldValues.Quote(text)}. It must be {field.Allowed}.");
        }
    }

    /// <summary>Reads digits, point and exponent; the words for what is not finite are no numbers here.</summary>
    private static bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        Utf8Parser.TryParse(text, out value, out var consumed) && consumed == text.Length && Ascii.IsValid(text) && char.IsAsciiDigit((char)text[^1]);
}
