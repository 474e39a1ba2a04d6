using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hitcast.InferenceApi.Contract;

/// <summary>The rules of a JSON Schema that are about one value, whatever it holds.</summary>
internal static class ValueRules
{
    public static SchemaRule Type(JsonElement names)
    {
        string[] allowed = names.ValueKind == JsonValueKind.Array ? Texts(names) : [names.GetString()!];
        if (allowed.Except(["object", "array", "string", "number", "integer", "boolean", "null"]).FirstOrDefault() is { } unknown)
        {
            throw new NotSupportedException($"The schema's type \"{unknown}\" is not known to this server.");
        }

        return Test(value => IsOneOf(value, allowed), $"must be {string.Join(" or ", allowed)}");
    }

    private static bool IsOneOf(JsonElement value, ReadOnlySpan<string> types) => value.ValueKind switch
    {
        JsonValueKind.Object => types.Contains("object"),
        JsonValueKind.Array => types.Contains("array"),
        JsonValueKind.String => types.Contains("string"),
        JsonValueKind.Number => types.Contains("number") || (types.Contains("integer") && double.IsInteger(value.GetDouble())),
        JsonValueKind.True or JsonValueKind.False => types.Contains("boolean"),
        _ => types.Contains("null"),
    };

    public static SchemaRule Pattern(string pattern) => Text(Matches(pattern), $"must match {pattern}");

    public static Predicate<string> Matches(string pattern)
    {
        // In a schema $ is the text's very end; in .NET it also stands before a last line feed.
        var regex = new Lazy<Regex>(() => new Regex(pattern.EndsWith('$') ? $@"{pattern[..^1]}\z" : pattern, RegexOptions.ECMAScript));
        return text => regex.Value.IsMatch(text);
    }

    public static SchemaRule Format(string name) => name == "date"
        ? Text(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), "must be a date, YYYY-MM-DD")
        : throw new NotSupportedException($"The schema's format \"{name}\" is not known to this server.");

    public static SchemaRule Number(JsonElement limit, Func<double, double, bool> holds, string words)
    {
        var bound = limit.GetDouble();
        return Test(value => value.ValueKind != JsonValueKind.Number || holds(value.GetDouble(), bound), $"must be {words} {limit}");
    }

    public static SchemaRule Text(Predicate<string> holds, string allowed) =>
        Test(value => value.ValueKind != JsonValueKind.String || holds(value.GetString()!), allowed);

    /// <summary>In characters of Unicode, as the standard counts.</summary>
    public static int Length(string text) => text.Length - text.Count(char.IsLowSurrogate);

    public static SchemaRule Array(Predicate<JsonElement> holds, string allowed) =>
        Test(value => value.ValueKind != JsonValueKind.Array || holds(value), allowed);

    public static SchemaRule Test(Predicate<JsonElement> holds, string allowed) => (value, path, problems) =>
    {
        if (!holds(value))
        {
            problems.Add($"{path}: {allowed}");
        }
    };

    /// <summary>Numbers are compared as they are written.</summary>
    public static bool AreUnique(JsonElement array)
    {
        HashSet<(JsonValueKind, string)> seen = [];
        foreach (var item in array.EnumerateArray())
        {
            if (!seen.Add((item.ValueKind, item.ToString())))
            {
                return false;
            }
        }

        return true;
    }

    public static bool Contains(JsonElement array, JsonElement value)
    {
        foreach (var item in array.EnumerateArray())
        {
            if (JsonElement.DeepEquals(item, value))
            {
                return true;
            }
        }

        return false;
    }

    public static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];
}
