using System.Globalization;
using System.Text.Unicode;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>Reads values that come as the elements of the graph's own tensors. The contract's limits and rules hold here too.</summary>
public static class TensorRowReader
{
    private static readonly byte[] ItemSeparator = [InputField.ItemSeparator];

    /// <summary>Reads a number, a flag (1 or 0) or a date (whole days since 1970-01-01) into the row being written; NaN is missing.</summary>
    public static void SetNumber(Rows rows, InputField field, double value, FieldErrors errors)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        switch (field.Kind)
        {
            case InputKind.Flag when value is not (0 or 1):
                errors.Add(field.Name, "must be 1 or 0.");
                break;
            case InputKind.Date when value != Math.Floor(value) || value < field.Minimum || value > field.Maximum || Math.Abs(value) > 1e9:
                errors.Add(field.Name, string.Create(CultureInfo.InvariantCulture, $"is {value}. It must be a whole number of days since 1970-01-01{Limits(field)}."));
                break;
            case InputKind.Flag or InputKind.Date:
                rows.SetNumber(field.Index, (float)value);
                break;
            default:
                FieldValues.SetNumber(rows, field, value, errors);
                break;
        }
    }

    /// <summary>Reads a category, or the items of a list joined by U+001F, into the row being written; empty is missing.</summary>
    public static void SetText(Rows rows, InputField field, ReadOnlySpan<byte> utf8, FieldErrors errors)
    {
        if (field.Kind != InputKind.List)
        {
            if (FieldValues.IsText(field, utf8, errors))
            {
                rows.Texts(field.Index).Append(utf8);
            }
        }
        else if (Utf8.IsValid(utf8))
        {
            FieldValues.SetItems(rows.Texts(field.Index), utf8, ItemSeparator);
        }
        else
        {
            errors.Add(field.Name, "is not valid UTF-8.");
        }
    }

    private static string Limits(InputField field) => string.Create(
        CultureInfo.InvariantCulture, $"{(field.Minimum is { } minimum ? $", from {minimum}" : "")}{(field.Maximum is { } maximum ? $", up to {maximum}" : "")}");
}
