using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Predictions;

/// <summary>Every case of every version's parity.json, in every notation, against the training library's answer.</summary>
public sealed class ParityTest(PublishedModels models) : IClassFixture<PublishedModels>
{
    /// <summary>Kestrel takes a request line of 8 KiB.</summary>
    private const int LongestQuery = 8000;

    public static TheoryData<string> Versions => Published.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Alone(string version)
    {
        foreach (var parityCase in Cases(version, out var file))
        {
            AssertSame(file, parityCase, (await models.PostAsync(PublishedModels.Address(version), Request(parityCase).ToJsonString())).Json);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task In_one_array_with_contributions_that_add_up(string version)
    {
        var cases = Cases(version, out var file);
        var body = new JsonArray([.. cases.Select(parityCase => Request(parityCase).DeepClone())]).ToJsonString();
        var answers = (await models.PostAsync(PublishedModels.Address(version) + "?explain=true", body)).Json.AsArray();

        Assert.Equal(cases.Count, answers.Count);
        var manifest = JsonNode.Parse(Published.Read(version, "manifest.json"))!;
        foreach (var (parityCase, answer) in cases.Zip(answers))
        {
            AssertSame(file, parityCase, answer!);
            AssertContributions(file, parityCase, answer!);
        }

        AssertAddUp((string)manifest["task"]!, [.. answers.Select(answer => answer!)]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task As_NDJSON(string version)
    {
        var cases = Cases(version, out var file);
        var body = string.Join('\n', cases.Select(parityCase => Request(parityCase).ToJsonString()));
        var reply = await models.PostAsync(PublishedModels.Address(version) + "?explain=true", body, "application/x-ndjson");

        Assert.Equal("application/x-ndjson", reply.ContentType);
        Assert.Equal(cases.Count, reply.Lines.Length);
        foreach (var (parityCase, line) in cases.Zip(reply.Lines))
        {
            AssertSame(file, parityCase, JsonNode.Parse(line)!);
            AssertContributions(file, parityCase, JsonNode.Parse(line)!);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task As_CSV(string version)
    {
        var cases = Cases(version, out var file).Where(CanBeJoined(version)).ToList();
        string[] names = [.. Separators(version).Keys];
        var body = string.Join("\r\n", cases.Select(parityCase => string.Join(',', names.Select(name => Quoted(Joined(version, name, Request(parityCase)[name]))))).Prepend(string.Join(',', names)));
        var reply = await models.PostAsync(PublishedModels.Address(version), body, "text/csv");

        Assert.Equal("text/csv", reply.ContentType);
        Assert.Equal(cases.Count + 1, reply.Lines.Length);
        var head = reply.Lines[0].Split(',');
        foreach (var (index, parityCase) in cases.Index())
        {
            var cells = reply.Lines[index + 1].Split(',');
            Assert.Equal($"{index + 1}", cells[0]);
            var answer = new JsonObject();
            foreach (var (output, expected) in parityCase["answer"]!.AsObject())
            {
                var cell = cells[Array.IndexOf(head, output)];
                answer[output] = expected!.GetValueKind() == System.Text.Json.JsonValueKind.String ? cell : double.Parse(cell, CultureInfo.InvariantCulture);
            }

            AssertSame(file, parityCase, answer);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task From_the_query_string(string version)
    {
        foreach (var parityCase in Cases(version, out var file).Where(CanBeJoined(version)))
        {
            var query = string.Join('&', Request(parityCase).SelectMany(input => input.Value is JsonArray items
                ? items.Select(item => (input.Key, (string)item!))
                : [(input.Key, Joined(version, input.Key, input.Value))]).Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Item2)}"));
            if (query.Length < LongestQuery)
            {
                AssertSame(file, parityCase, (await models.GetAsync($"{PublishedModels.Address(version)}?{query}")).Json);
            }
        }
    }

    private static List<JsonNode> Cases(string version, out JsonNode file)
    {
        file = JsonNode.Parse(Published.Read(version, "parity.json"))!;
        return [.. file["cases"]!.AsArray().Select(parityCase => parityCase!)];
    }

    private static JsonObject Request(JsonNode parityCase) => parityCase["request"]!.AsObject();

    private static Dictionary<string, string?> Separators(string version) => JsonNode.Parse(Published.Read(version, "manifest.json"))!["inputs"]!.AsArray()
        .ToDictionary(input => (string)input!["name"]!, input => (string?)input!["separator"]);

    /// <summary>An item that holds the separator can only be sent in an array.</summary>
    private static Func<JsonNode, bool> CanBeJoined(string version)
    {
        var separators = Separators(version);
        return parityCase => Request(parityCase).All(input => input.Value is not JsonArray items || items.All(item => !((string)item!).Contains(separators[input.Key]!, StringComparison.Ordinal)));
    }

    private static string Joined(string version, string name, JsonNode? value) =>
        value is JsonArray items ? string.Join(Separators(version)[name], items.Select(item => (string)item!)) : value?.ToString() ?? "";

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static void AssertSame(JsonNode file, JsonNode parityCase, JsonNode answer)
    {
        foreach (var (output, expected) in parityCase["answer"]!.AsObject())
        {
            if (expected!.GetValueKind() == System.Text.Json.JsonValueKind.String)
            {
                Assert.Equal((string)expected!, (string?)answer[output]);
            }
            else
            {
                Assert.Equal((double)expected, (double)answer[output]!, (double)file["tolerance"]![output]!);
            }
        }
    }

    private static void AssertContributions(JsonNode file, JsonNode parityCase, JsonNode answer)
    {
        var tolerance = (double)file["contribution_tolerance"]!;
        Assert.Equal((double)file["base_value"]!, (double)answer["base_value"]!, tolerance);
        foreach (var (input, expected) in parityCase["contributions"]?.AsObject() ?? [])
        {
            Assert.Equal((double)expected!, (double)answer["contributions"]![input]!, tolerance);
        }
    }

    /// <summary>Base value and contributions are the prediction before it is clipped, or order the answers as their probabilities do.</summary>
    private static void AssertAddUp(string task, JsonNode[] answers)
    {
        var sums = answers.Select(answer => (double)answer["base_value"]! + answer["contributions"]!.AsObject().Sum(contribution => (double)contribution.Value!)).ToList();
        if (task == "regression")
        {
            // The graph adds hundreds of trees in float32.
            Assert.All(answers.Zip(sums), pair => Assert.Equal(Math.Clamp(pair.Second, 0, 100), (double)pair.First["prediction"]!, 1e-4));
        }
        else
        {
            var probabilities = answers.Zip(sums).OrderBy(pair => pair.Second).Select(pair => (double)pair.First["probability"]!).ToList();
            Assert.All(probabilities.Zip(probabilities.Skip(1)), pair => Assert.True(pair.First <= pair.Second + 1e-6, $"{pair}"));
        }
    }
}
