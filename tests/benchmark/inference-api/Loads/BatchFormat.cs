using System.Text;
using System.Text.Json.Nodes;

namespace Hitcast.InferenceApi.Benchmark.Loads;

/// <summary>How many requests are written into one body.</summary>
/// <param name="Head">What comes first, an empty text or a line.</param>
/// <param name="Lines">One request a line, its line break included.</param>
/// <param name="AnswerHead">Lines of the answer before the first row.</param>
/// <param name="RowMark">What the line of every answered row holds once, and no other line.</param>
internal sealed record BatchFormat(string Name, string ContentType, byte[] Head, IReadOnlyList<byte[]> Lines, int AnswerHead, byte[] RowMark)
{
    /// <summary>The last column of a CSV answer is the error.</summary>
    private static readonly byte[] EmptyError = ",\n"u8.ToArray();

    public static BatchFormat Ndjson(Bench bench) =>
        new("NDJSON", "application/x-ndjson", [], [.. bench.Requests.Bodies.Select(body => (byte[])[.. body, (byte)'\n'])], 0, "\"prediction\":"u8.ToArray());

    public static BatchFormat Csv(Bench bench)
    {
        var names = bench.Manifest.Inputs.Select(input => input.Name).ToArray();
        var separators = bench.Manifest.Inputs.Select(input => input.Separator).ToArray();
        var lines = bench.Requests.Rows.Select(row => string.Join(',', names.Select((name, i) => Field(row[name], separators[i]))) + "\n");
        return new BatchFormat("CSV", "text/csv", Encoding.UTF8.GetBytes(string.Join(',', names) + "\n"), [.. lines.Select(Encoding.UTF8.GetBytes)], 1, EmptyError);
    }

    public long Bytes(int rows)
    {
        var turn = Lines.Sum(line => (long)line.Length);
        return Head.Length + (rows / Lines.Count * turn) + Lines.Take(rows % Lines.Count).Sum(line => (long)line.Length);
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
