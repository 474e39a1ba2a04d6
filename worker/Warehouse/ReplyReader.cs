using System.Globalization;
using System.Text.Json;

namespace Hitcast.Worker.Warehouse;

/// <summary>Reads the fields of an object of TMDB's. What cannot be is reported and reads as null.</summary>
/// <param name="path">Stands before the names of fields in reports: empty, or a path that ends in ".".</param>
internal readonly struct ReplyReader(JsonElement element, StagedObject staged, string path = "")
{
    /// <summary>An index of PostgreSQL's takes 2,700 bytes, and a character may have three.</summary>
    private const int LongestName = 600;

    public JsonElement Element => element;

    /// <summary>A name, title or code: a text that is cut where no index would take it.</summary>
    public string? Name(string name)
    {
        var text = Text(name);
        if (text is null || text.Length <= LongestName)
        {
            return text;
        }

        staged.Report(path + name, text, $"longer than {LongestName} characters; cut");
        return text[..(char.IsHighSurrogate(text[LongestName - 1]) ? LongestName - 1 : LongestName)];
    }

    /// <summary>Null for an empty text too, which is how TMDB writes that it knows none.</summary>
    public string? Text(string name) => TryGet(name, JsonValueKind.String, out var value) ? Text(name, value) : null;

    /// <summary>A day, with or without a time behind it.</summary>
    public DateOnly? Date(string name)
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text.Length > 10 && text[10] == 'T' ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1870 and <= 2100)
        {
            return day;
        }

        staged.Report(path + name, text, "no date from 1870 to 2100; taken as unknown");
        return null;
    }

    /// <summary>A whole number from 1 to a limit; 0 is how TMDB writes that it knows none.</summary>
    public long? Amount(string name, long most) => Whole(name, 0, most) is > 0 and var amount ? amount : null;

    public int? Int(string name, int least = 0) => (int?)Whole(name, least, int.MaxValue);

    public short? Short(string name, short most) => (short?)Whole(name, 0, most) is > 0 and var number ? number : null;

    public double? Number(string name, double most)
    {
        if (!TryGet(name, JsonValueKind.Number, out var value))
        {
            return null;
        }

        if (value.TryGetDouble(out var number) && number >= 0 && number <= most)
        {
            return number;
        }

        staged.Report(path + name, value.GetRawText(), string.Create(CultureInfo.InvariantCulture, $"no number from 0 to {most}; taken as unknown"));
        return null;
    }

    public bool? Flag(string name)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        staged.Report(path + name, value.GetRawText(), "neither true nor false; taken as unknown");
        return null;
    }

    /// <summary>The objects of a list; none where there is no list.</summary>
    public IEnumerable<ReplyReader> List(string name)
    {
        if (!TryGet(name, JsonValueKind.Array, out var list))
        {
            yield break;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                yield return new ReplyReader(item, staged, path + name + ".");
            }
            else
            {
                staged.Report(path + name, item.GetRawText(), "no object; passed over");
            }
        }
    }

    /// <summary>The texts of a list.</summary>
    public List<string>? Texts(string name)
    {
        if (!TryGet(name, JsonValueKind.Array, out var list))
        {
            return null;
        }

        var texts = new List<string>();
        foreach (var item in list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String))
        {
            if (Text(name, item) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>An object within; null where there is none.</summary>
    public ReplyReader? Part(string name) => TryGet(name, JsonValueKind.Object, out var part) ? new ReplyReader(part, staged, path + name + ".") : null;

    private string? Text(string name, JsonElement value)
    {
        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            staged.Report(path + name, null, "no text that Unicode allows; taken as unknown");
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            staged.TextsCleaned++;
            text = text.Replace("\0", "", StringComparison.Ordinal);
        }

        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private long? Whole(string name, long least, long most)
    {
        if (!TryGet(name, JsonValueKind.Number, out var value))
        {
            return null;
        }

        if (value.TryGetDouble(out var number) && number == Math.Floor(number) && number >= least && number <= most)
        {
            return (long)number;
        }

        staged.Report(path + name, value.GetRawText(), string.Create(CultureInfo.InvariantCulture, $"no whole number from {least} to {most}; taken as unknown"));
        return null;
    }

    private bool TryGet(string name, JsonValueKind kind, out JsonElement value)
    {
        if (!element.TryGetProperty(name, out value) || value.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        if (value.ValueKind == kind)
        {
            return true;
        }

        staged.Report(path + name, value.GetRawText(), $"not of the kind {kind}; taken as unknown");
        return false;
    }
}
