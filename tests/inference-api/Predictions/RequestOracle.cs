using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hitcast.InferenceApi.Tests.Predictions;

/// <summary>Says by the contract's rules, over a parsed document, which status a JSON body must get: slow, plain, and written apart from the service.</summary>
internal sealed class RequestOracle(JsonElement inputs)
{
    private readonly Dictionary<string, JsonElement> inputs = inputs.EnumerateArray().ToDictionary(input => input.GetProperty("name").GetString()!);

    public int Status(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => IsValid(document.RootElement) ? 200 : 422,
                JsonValueKind.Array when document.RootElement.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object) => 400,
                JsonValueKind.Array => document.RootElement.EnumerateArray().All(IsValid) ? 200 : 422,
                _ => 400,
            };
        }
        catch (JsonException)
        {
            return 400;
        }
    }

    private bool IsValid(JsonElement request)
    {
        HashSet<string> given = [], present = [];
        foreach (var property in request.EnumerateObject())
        {
            if (Text(() => property.Name) is not { } name || !inputs.TryGetValue(name, out var input) || !given.Add(name))
            {
                return false;
            }

            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (IsPresent(input, property.Value) is not { } isPresent)
            {
                return false;
            }

            if (isPresent)
            {
                present.Add(name);
            }
        }

        return inputs.Values.All(input => !input.GetProperty("required").GetBoolean() || present.Contains(input.GetProperty("name").GetString()!));
    }

    /// <summary>Whether the value is one that is not missing; null if it is an error.</summary>
    private static bool? IsPresent(JsonElement input, JsonElement value) => (input.GetProperty("kind").GetString(), value.ValueKind) switch
    {
        ("number", JsonValueKind.Number) => Within(input, value.GetDouble(), limit => limit.GetDouble()) && float.IsFinite((float)value.GetDouble()) ? true : null,
        ("flag", JsonValueKind.True or JsonValueKind.False) => true,
        ("flag", JsonValueKind.Number) => value.GetDouble() is 0 or 1 ? true : null,
        ("date", JsonValueKind.String) => Text(value.GetString) is { } text && Day(text) is { } day && Within(input, day, limit => Day(limit.GetString()!)!.Value) ? true : null,
        ("category", JsonValueKind.String) => Text(value.GetString) is { } text && !text.Contains('\u001f') ? text.Length > 0 : null,
        ("list", JsonValueKind.String) when input.GetProperty("separator").ValueKind == JsonValueKind.String => Text(value.GetString) is { } text && !text.Contains('\u001f')
            ? text.Split(input.GetProperty("separator").GetString()).Any(item => item.Trim().Length > 0) : null,
        ("list", JsonValueKind.Array) => value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && Text(item.GetString) is { } text && !text.Contains('\u001f'))
            ? value.EnumerateArray().Any(item => item.GetString()!.Trim().Length > 0) : null,
        _ => null,
    };

    private static bool Within(JsonElement input, double value, Func<JsonElement, double> read) =>
        (input.GetProperty("minimum") is not { ValueKind: not JsonValueKind.Null } minimum || value >= read(minimum))
        && (input.GetProperty("maximum") is not { ValueKind: not JsonValueKind.Null } maximum || value <= read(maximum));

    private static double? Day(string text) =>
        text.Length == 10 && Ascii.IsValid(text) && DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? (date - DateTime.UnixEpoch).TotalDays : null;

    /// <summary>Null for a text with half a character in it.</summary>
    private static string? Text(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
