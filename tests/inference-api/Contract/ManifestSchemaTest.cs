using System.Text.Json;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Contract;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Contract;

public class ManifestSchemaTest
{
    private static readonly ManifestSchema Schema = ManifestSchema.Load();

    [Theory]
    [MemberData(nameof(Published.Versions), MemberType = typeof(Published))]
    public void A_published_manifest_is_valid(string version) => Assert.Empty(Schema.Problems(Parse(Published.Read(version, "manifest.json"))));

    /// <summary>One change of a valid manifest each: where, the new value (none: removed), and the whole of the only problem.</summary>
    [Theory]
    [InlineData("movie-success/2", "format", "2", "$.format: must be 1")]
    [InlineData("movie-success/2", "name", "\"Movie\"", "$.name: must match ^[a-z0-9]+(-[a-z0-9]+)*$")]
    [InlineData("movie-success/2", "name", "\"movie\\n\"", "$.name: must match ^[a-z0-9]+(-[a-z0-9]+)*$")]
    [InlineData("movie-success/2", "version", "0", "$.version: must be at least 1")]
    [InlineData("movie-success/2", "version", "1.5", "$.version: must be integer")]
    [InlineData("movie-success/2", "version", "\"1\"", "$.version: must be integer")]
    [InlineData("movie-success/2", "version", "2.0", null)]
    [InlineData("movie-success/2", "title", "\"\"", "$.title: must have at least 1 characters")]
    [InlineData("movie-success/2", "summary", null, "$.summary: is required")]
    [InlineData("movie-success/2", "threshold", null, "$.threshold: is required")]
    [InlineData("movie-success/2", "threshold", "1.5", "$.threshold: must be at most 1")]
    [InlineData("movie-success/2", "interval", "{\"level\": 0.9, \"coverage\": {\"all\": 0.9}}", "$.interval: is not allowed here")]
    [InlineData("spotify-popularity/2", "interval", null, "$.interval: is required")]
    [InlineData("spotify-popularity/2", "threshold", "0.5", "$.threshold: is not allowed here")]
    [InlineData("spotify-popularity/2", "interval.level", "0", "$.interval.level: must be greater than 0")]
    [InlineData("spotify-popularity/2", "interval.level", "1", "$.interval.level: must be less than 1")]
    [InlineData("spotify-popularity/2", "interval.coverage", "{}", "$.interval.coverage: must have at least 1 properties")]
    [InlineData("spotify-popularity/2", "interval.coverage", "{\"by genre\": 2}", "$.interval.coverage['by genre']: must be at most 1")]
    [InlineData("movie-success/2", "inputs", "[]", "$.inputs: must have at least 1 items")]
    [InlineData("movie-success/2", "inputs.3.kind", "\"text\"", "$.inputs[3].kind: must be one of \"number\", \"flag\", \"date\", \"category\", \"list\"")]
    [InlineData("movie-success/2", "inputs.0.onnx_type", "\"string\"", "$.inputs[0].onnx_type: must be \"float\"")]
    [InlineData("movie-success/2", "inputs.0.minimum", "\"0\"", "$.inputs[0].minimum: must be number or null")]
    [InlineData("movie-success/2", "inputs.0.seen.distinct", "7", "$.inputs[0].seen.distinct: is not allowed here")]
    [InlineData("movie-success/2", "inputs.3.seen.commonest", null, "$.inputs[3].seen.commonest: is required")]
    [InlineData("movie-success/2", "inputs.3.separator", "\",\"", "$.inputs[3].separator: must be null")]
    [InlineData("movie-success/2", "inputs.2.seen.range.p01", "3", "$.inputs[2].seen.range.p01: must be string")]
    [InlineData("movie-success/2", "inputs.2.example", "\"2020-02-30\"", "$.inputs[2].example: must be a date, YYYY-MM-DD")]
    [InlineData("movie-success/2", "explanation.features.0.inputs", "[\"budget\", \"budget\"]", "$.explanation.features[0].inputs: must not repeat an item")]
    [InlineData("movie-success/2", "training_data.period", "[\"2020-01-01\", \"2020-01-02\", \"2020-01-03\"]", "$.training_data.period: must have at most 2 items")]
    [InlineData("movie-success/2", "training_data.period", "null", null)]
    [InlineData("movie-success/2", "metrics.figures", "{\"a\": {\"b\": {\"c\": true}}}", "$.metrics.figures.a.b.c: must be object or number or string or null")]
    [InlineData("movie-success/2", "onnx.opsets", "{\"ai.onnx\": 22, \"ai.onnx.ml\": 3}", "$.onnx.opsets['ai.onnx']: must be at most 21")]
    [InlineData("movie-success/2", "title", "\"\\ud800\"", "$: holds a text that is not Unicode")]
    public void One_change_gives_one_problem_at_its_place(string version, string place, string? value, string? problem)
    {
        var problems = Schema.Problems(Parse(Changed(Published.Read(version, "manifest.json"), place.Split('.'), value)));
        if (problem is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.StartsWith(problem, Assert.Single(problems), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_property_that_is_not_known_is_named_with_those_that_are()
    {
        var problems = Schema.Problems(Parse(Changed(Published.Read("movie-success/2", "manifest.json"), ["onnx", "runtime"], "1")));
        Assert.Equal(["$.onnx.runtime: is not known here; known are ir_version, opsets"], problems);
    }

    [Fact]
    public void A_file_of_another_name_is_refused()
    {
        var hash = $"\"{new string('a', 64)}\"";
        var problems = Schema.Problems(Parse(Changed(Published.Read("movie-success/2", "manifest.json"), ["files", "../secret"], hash)));
        Assert.StartsWith("$.files['../secret']: its name must match ^(model", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    public void What_is_no_object_is_refused(string json) =>
        Assert.Equal(["$: must be object"], Schema.Problems(JsonSerializer.Deserialize<JsonElement>(json)));

    [Theory]
    [InlineData("""{"type": "object", "oneOf": []}""", "oneOf")]
    [InlineData("""{"properties": {"a": {"items": {"multipleOf": 2}}}}""", "multipleOf")]
    [InlineData("""{"$defs": {"unused": {"format": "uri"}}}""", "uri")]
    [InlineData("""{"type": ["null", "text"]}""", "text")]
    [InlineData("""{"$ref": "#/$defs/absent"}""", "absent")]
    [InlineData("""{"propertyNames": {"minLength": 3}}""", "propertyNames")]
    public void A_schema_with_what_this_server_does_not_know_stops_the_start(string schema, string named) =>
        Assert.Contains(named, Assert.Throws<NotSupportedException>(() => new ManifestSchema(JsonSerializer.Deserialize<JsonElement>(schema))).Message, StringComparison.Ordinal);

    private static JsonElement Parse(byte[] json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static byte[] Changed(byte[] manifest, string[] place, string? value)
    {
        var whole = JsonNode.Parse(manifest)!;
        var parent = place[..^1].Aggregate(whole, (node, name) => node is JsonArray array ? array[int.Parse(name)]! : node[name]!).AsObject();
        parent.Remove(place[^1]);
        var members = parent.Select(member => $"{JsonSerializer.Serialize(member.Key)}: {member.Value?.ToJsonString() ?? "null"}");
        var changed = value is null ? members : members.Append($"{JsonSerializer.Serialize(place[^1])}: {value}");
        var json = whole.ToJsonString().Replace(parent.ToJsonString(), $"{{{string.Join(", ", changed)}}}", StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetBytes(json);
    }
}
