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
        if (!Utf8Parser.TryParse(text, out double value, out var consumed) || consumed != text.Length || double.IsNaN(value))
        {
            errors.Add(field.Name, $"is {FieldValues.Quote(text)}, which is no number. It must be {field.Allowed}.");
            return;
        }

        FieldValues.SetNumber(rows, field, value, errors);
    }

    private static void SetFlag(Rows rows, InputField field, ReadOnlySpan<byte> text, FieldErrors errors)
    {
        var isTrue = Ascii.EqualsIgnoreCase(text, "true"u8) || text.SequenceEqual("1"u8);
        if (!isTrue && !Ascii.EqualsIgnoreCase(text, "false"u8) && !text.SequenceEqual("0"u8))
        {
            errors.Add(field.Name, $"is {FieldValues.Quote(text)}. It must be {field.Allowed}.");
            return;
        }

        rows.SetNumber(field.Index, isTrue ? 1 : 0);
    }
}
