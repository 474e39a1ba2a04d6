namespace Hitcast.InferenceApi.Scoring;

/// <summary>What is wrong with a request, field by field.</summary>
public sealed class FieldErrors
{
    /// <summary>More errors than these are counted, not kept: a body of a million misspelt fields must not fill the memory.</summary>
    public const int MostKept = 100;

    private const int LongestName = 100;
    private readonly List<(string Field, string Message)> kept = [];

    /// <summary>Where in the request the row stands that is being read, such as "[3].": put before every field's name.</summary>
    public string Prefix { get; set; } = "";

    public int Count { get; private set; }

    public bool Any => Count > 0;

    public bool Has(string field)
    {
        var name = Prefix + Shortened(field);
        return kept.Any(error => error.Field == name);
    }

    public void Add(string field, string message)
    {
        if (Count++ < MostKept)
        {
            kept.Add((Prefix + Shortened(field), message));
        }
    }

    public void Clear()
    {
        kept.Clear();
        Count = 0;
    }

    /// <summary>All messages by field, in the order they were found.</summary>
    public Dictionary<string, string[]> ByField()
    {
        var errors = kept.GroupBy(error => error.Field).ToDictionary(field => field.Key, field => field.Select(error => error.Message).ToArray());
        if (Count > MostKept)
        {
            errors["…"] = [$"{Count - MostKept} more errors."];
        }

        return errors;
    }

    private static string Shortened(string name)
    {
        if (name.Length <= LongestName)
        {
            return name;
        }

        // Half of a character is no text.
        var length = char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName;
        return name[..length] + "…";
    }
}
