using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Benchmark.Models;

/// <summary>Different real requests of one model: those of parity.json, and the same again with their fractions nudged.</summary>
/// <param name="Rows">One JSON object a request.</param>
/// <param name="Bodies">The same in UTF-8, without line breaks.</param>
internal sealed record RequestSet(IReadOnlyList<JsonObject> Rows, IReadOnlyList<byte[]> Bodies)
{
    public const int Count = 2000;

    /// <summary>The least number of different requests that keeps a cache of answers, or of branches, from showing.</summary>
    private const int LeastDifferent = 1000;

    /// <summary>parity.json has a few made-up requests of thousands of items beside its real ones.</summary>
    private const int LongestRealBody = 2000;

    public static RequestSet Load(string versionFolder, Manifest manifest)
    {
        var parity = JsonNode.Parse(File.ReadAllBytes(Path.Combine(versionFolder, "parity.json")))!;
        var cases = parity["cases"]!.AsArray().Select(one => one!["request"]!.AsObject())
            .Where(request => request.ToJsonString().Length <= LongestRealBody).ToArray();
        var rows = Enumerable.Range(0, Count).Select(i => Nudged(cases[i % cases.Length], i / cases.Length, manifest)).ToArray();
        var texts = rows.Select(row => row.ToJsonString()).ToArray();
        var different = texts.Distinct().Count();
        return different >= LeastDifferent
            ? new RequestSet(rows, [.. texts.Select(Encoding.UTF8.GetBytes)])
            : throw new InvalidOperationException($"{versionFolder}/parity.json gives {different} different requests; {LeastDifferent} are needed.");
    }

    /// <summary>Writes one request a line, for wrk and NDJSON.</summary>
    public void Write(string path) => File.WriteAllLines(path, Bodies.Select(Encoding.UTF8.GetString));

    private static JsonObject Nudged(JsonObject request, int turn, Manifest manifest)
    {
        var nudged = request.DeepClone().AsObject();
        foreach (var input in manifest.Inputs.Where(input => input.Kind == InputKind.Number && nudged[input.Name] is not null))
        {
            nudged[input.Name] = Nudged(nudged[input.Name]!.GetValue<double>(), turn, input);
        }

        return nudged;
    }

    /// <summary>Per mille of the value a turn, in five digits as in the data; whole numbers stay, since most are codes.</summary>
    private static double Nudged(double value, int turn, ModelInput input)
    {
        if (double.IsInteger(value))
        {
            return value;
        }

        var moved = double.Parse((value * (1 - (0.003 * turn))).ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Clamp(moved, Limit(input.Minimum, double.MinValue), Limit(input.Maximum, double.MaxValue));
    }

    private static double Limit(JsonElement? limit, double none) =>
        limit is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : none;
}
