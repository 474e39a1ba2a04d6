using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hitcast.Readmes.Tests;

/// <summary>A reply as a README shows it: whole, but for what stands as <c>…</c>.</summary>
/// <remarks>The last item of a list and the last property of an object may be <c>…</c>: more follows there in the reply.</remarks>
internal static partial class Excerpt
{
    private const string More = "…";

    /// <summary>How far a shown number may be from the reply's, as a part of it: processors differ in the last digits.</summary>
    private const double Rounding = 1e-3;

    /// <returns>Where the reply is not what is shown, and how; empty where it is.</returns>
    public static IEnumerable<string> Differences(string shown, string reply) => Compare("reply", Parse(shown), JsonNode.Parse(reply));

    private static JsonNode? Parse(string shown) => JsonNode.Parse(EndOfObject().Replace(EndOfList().Replace(shown, $"\"{More}\"]"), $"\"{More}\": 0}}"));

    private static IEnumerable<string> Compare(string place, JsonNode? shown, JsonNode? reply) => (shown, reply) switch
    {
        (JsonObject one, JsonObject other) => CompareObjects(place, one, other),
        (JsonArray one, JsonArray other) => CompareLists(place, [.. one], [.. other]),
        _ when IsSame(shown, reply) => [],
        _ => [$"{place} is {reply?.ToJsonString() ?? "null"}, and is shown as {shown?.ToJsonString() ?? "null"}."],
    };

    private static IEnumerable<string> CompareObjects(string place, JsonObject shown, JsonObject reply)
    {
        var missing = shown.Where(property => property.Key != More && !reply.ContainsKey(property.Key)).Select(property => $"{place} has no {property.Key}, which is shown.");
        var untold = shown.ContainsKey(More) ? [] : reply.Where(property => !shown.ContainsKey(property.Key)).Select(property => $"{place} has {property.Key}, which is not shown.");
        return [.. missing, .. untold, .. shown.Where(property => reply.ContainsKey(property.Key)).SelectMany(property => Compare($"{place}.{property.Key}", property.Value, reply[property.Key]))];
    }

    private static IEnumerable<string> CompareLists(string place, JsonNode?[] shown, JsonNode?[] reply)
    {
        var whole = shown is not [.., JsonValue last] || last.ToString() != More;
        var count = whole ? shown.Length : shown.Length - 1;
        return reply.Length < count || (whole && reply.Length > count)
            ? [$"{place} has {reply.Length} items, and is shown with {count}."]
            : shown.Take(count).SelectMany((item, at) => Compare($"{place}[{at}]", item, reply[at]));
    }

    private static bool IsSame(JsonNode? shown, JsonNode? reply) =>
        shown is JsonValue one && reply is JsonValue other && one.TryGetValue<double>(out var number) && other.TryGetValue<double>(out var answered)
            ? Math.Abs(number - answered) <= Rounding * Math.Abs(answered)
            : JsonNode.DeepEquals(shown, reply);

    [GeneratedRegex(@"…\s*\]")]
    private static partial Regex EndOfList();

    [GeneratedRegex(@"…\s*\}")]
    private static partial Regex EndOfObject();
}
