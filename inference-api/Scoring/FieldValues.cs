using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>The contract's rules 3 to 5, for values in any notation: limits, dates, texts and items.</summary>
internal static class FieldValues
{
    private const int LongestQuote = 60;

    public static void SetNumber(Rows rows, InputField field, double value, FieldErrors errors)
    {
        if (!float.IsFinite((float)value))
        {
            errors.Add(field.Name, $"is too large for a number. It must be {field.Allowed}.");
        }
        else if (value < field.Minimum || value > field.Maximum)
        {
            errors.Add(field.Name, string.Create(CultureInfo.InvariantCulture, $"is {value}. It must be {field.Allowed}."));
        }
        else
        {
            rows.SetNumber(field.Index, (float)value);
        }
    }

    /// <summary>Reads YYYY-MM-DD, and nothing else.</summary>
    public static void SetDate(Rows rows, InputField field, ReadOnlySpan<byte> text, FieldErrors errors)
    {
        Span<char> characters = stackalloc char[10];
        if (text.Length != characters.Length || !Ascii.IsValid(text) || Encoding.ASCII.GetChars(text, characters) != characters.Length
            || !DateOnly.TryParseExact(characters, InputField.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            errors.Add(field.Name, $"is {Quote(text)}, which is no date. It must be {field.Allowed}.");
        }
        else if (InputField.Days(date) is var days && (days < field.Minimum || days > field.Maximum))
        {
            errors.Add(field.Name, $"is {Quote(text)}. It must be {field.Allowed}.");
        }
        else
        {
            rows.SetNumber(field.Index, (float)days);
        }
    }

    /// <summary>Whether the text may stand in a tensor; else the error says why not.</summary>
    public static bool IsText(InputField field, ReadOnlySpan<byte> text, FieldErrors errors)
    {
        if (text.Contains(InputField.ItemSeparator))
        {
            errors.Add(field.Name, "holds the control character U+001F, which joins the items of lists. Leave it out.");
            return false;
        }

        if (!Utf8.IsValid(text))
        {
            errors.Add(field.Name, "is not valid Unicode. Send UTF-8 without lone surrogates.");
            return false;
        }

        return true;
    }

    /// <summary>Rule 4: trims the item that the column ends with from <paramref name="start"/> on, and drops it if nothing is left.</summary>
    public static void EndItem(TextColumn column, int start)
    {
        var item = column.Current[start..];
        var (first, length) = Trimmed(item);
        if (length == 0)
        {
            column.Cut(Math.Max(0, start - (start > 0 ? 1 : 0)));
            return;
        }

        item.Slice(first, length).CopyTo(item);
        column.Cut(start + length);
    }

    /// <summary>Splits a text into items at the separator; with none it is one item.</summary>
    public static void SetItems(TextColumn column, ReadOnlySpan<byte> text, byte[]? separator)
    {
        if (separator is null)
        {
            AddItem(column, text);
            return;
        }

        foreach (var range in text.Split(separator.AsSpan()))
        {
            AddItem(column, text[range]);
        }
    }

    private static void AddItem(TextColumn column, ReadOnlySpan<byte> item)
    {
        var start = BeginItem(column);
        column.Append(item);
        EndItem(column, start);
    }

    /// <summary>Makes room for the next item of a list; says where it starts in the current text.</summary>
    public static int BeginItem(TextColumn column)
    {
        if (!column.Current.IsEmpty)
        {
            column.Append([InputField.ItemSeparator]);
        }

        return column.Current.Length;
    }

    public static string Quote(ReadOnlySpan<byte> text)
    {
        var quoted = Encoding.UTF8.GetString(text[..Math.Min(text.Length, LongestQuote)]);
        return text.Length > LongestQuote ? $"'{quoted}…'" : $"'{quoted}'";
    }

    /// <summary>White space at both ends, as the training code knows it: Python's <c>str.strip</c>, to which U+001C to U+001F belong too.</summary>
    private static (int First, int Length) Trimmed(ReadOnlySpan<byte> text)
    {
        var first = 0;
        while (first < text.Length && Rune.DecodeFromUtf8(text[first..], out var rune, out var bytes) == 0 && IsWhiteSpace(rune))
        {
            first += bytes;
        }

        var length = text.Length - first;
        while (length > 0 && Rune.DecodeLastFromUtf8(text.Slice(first, length), out var rune, out var bytes) == 0 && IsWhiteSpace(rune))
        {
            length -= bytes;
        }

        return (first, length);
    }

    private static bool IsWhiteSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is >= 0x1C and <= 0x1F;
}
