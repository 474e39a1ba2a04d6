using System.Text;
using System.Text.Json.Nodes;

namespace Hitcast.InferenceApi.Benchmark.Loads;

/// <summary>How many requests are written into one body.</summary>
/// <param name="Head">What comes first, an empty text or a line.</param>
/// <param name="Lines">One request a line, its line break included.</param>
/// <param name="AnswerHead">Lines of the answer before the first row.</param>
/// <param name="RowMark">What every answered row holds, and no line about an error; empty where only the columns' count tells.</param>
internal sealed record BatchFormat(string Name, string ContentType, byte[] Head, IReadOnlyList<byte[]> Lines, int AnswerHead, byte[] RowMark)
{
    public static BatchFormat Ndjson(Bench bench) =>
        new("NDJSON", "application/x-ndjson", [], [.. bench.Requests.Bodies.Select(body => (byte[])[.. body, (byte)'\n'])], 0, "\"prediction\":"u8.ToArray());

    public static BatchFormat Csv(Bench bench)
    {
        var names = bench.Manifest.Inputs.Select(input => input.Name).ToArray();
        var separators = bench.Manifest.Inputs.Select(input => input.Separator).ToArray();
        var lines = bench.Requests.Rows.Select(row => string.Join(',', names.Select((name, i) => Field(row[name], separators[i]))) + "\n");
        return new BatchFormat("CSV", "text/csv", Encoding.UTF8.GetBytes(string.Join(',', names) + "\n"), [.. lines.Select(Encoding.UTF8.GetBytes)], 1, []);
    }

    private static string Field(JsonNode? value, string? separator)
    {
        var text = value switch
        {
            null => "",
            JsonArray items => string.Join(separator, items.Select(item => item!.GetValue<string>())),
            JsonValue one when one.TryGetValue<string>(out var plain) => plain,
            _ => value.ToJsonString(),
        };
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
