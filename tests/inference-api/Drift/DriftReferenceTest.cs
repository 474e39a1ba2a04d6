using System.Text;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Drift;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Drift;

public sealed class DriftReferenceTest
{
    private const string Movies = "movie-success/2";

    [Theory]
    [MemberData(nameof(Published.Versions), MemberType = typeof(Published))]
    public void Every_published_version_is_read(string version)
    {
        var manifest = Manifest.Parse(Published.Read(version, "manifest.json"));
        var reference = DriftReference.Read(Published.Read(version, "reference.json"), manifest);
        Assert.Equal(manifest.Inputs.Select(input => (input.Name, input.Kind)), reference.Inputs.Select(input => (input.Name, input.Kind)));
        Assert.Equal(manifest.Outputs.Select(output => output.Name), reference.Outputs.Select(output => output.Name));
        Assert.All(reference.Inputs.Concat(reference.Outputs), distribution => Assert.Equal(1, distribution.Bins.Shares.Sum(), 9));
    }

    [Theory]
    [InlineData("rows", "0", "reference.json: rows must be a whole number above 0.")]
    [InlineData("inputs.runtime", null, "reference.json: inputs.runtime is absent.")]
    [InlineData("inputs.runtime", "[]", "reference.json: inputs.runtime must be an object.")]
    [InlineData("inputs.runtime.kind", "\"date\"", "reference.json: inputs.runtime.kind must be 'number', as the manifest says.")]
    [InlineData("inputs.runtime.missing", "1.5", "reference.json: inputs.runtime.missing must be a share from 0 to 1.")]
    [InlineData("inputs.runtime.edges", "[2, 1]", "reference.json: inputs.runtime.edges must be ascending, as float32.")]
    [InlineData("inputs.runtime.edges", "[2]", "reference.json: inputs.runtime.shares must have one entry more than edges, which is 2; it has 10.")]
    [InlineData("inputs.runtime.edges", "[\"2\"]", "reference.json: inputs.runtime.edges[0] must be a finite number.")]
    [InlineData("inputs.runtime.shares", "{}", "reference.json: inputs.runtime.shares must be an array.")]
    [InlineData("inputs.genres.shares.War", "-1", "reference.json: inputs.genres.shares.War must be a share from 0 to 1.")]
    [InlineData("inputs.genres.shares", "{}", "reference.json: inputs.genres.shares and the shares beside it must add up to 1; they add up to 0.")]
    [InlineData("inputs.genres.length", null, "reference.json: inputs.genres.length is absent.")]
    [InlineData("outputs.label.other", null, "reference.json: outputs.label.other is absent.")]
    public void What_is_wrong_is_named(string path, string? value, string message)
    {
        var json = JsonNode.Parse(Published.Read(Movies, "reference.json"))!;
        var steps = path.Split('.');
        var parent = steps[..^1].Aggregate(json, (node, step) => node[step]!).AsObject();
        parent.Remove(steps[^1]);
        if (value is not null)
        {
            parent[steps[^1]] = JsonNode.Parse(value);
        }

        Assert.Equal(message, Assert.Throws<DriftReferenceException>(() => Read(json.ToJsonString())).Message);
    }

    [Fact]
    public void A_file_that_is_cut_is_no_json() =>
        Assert.Equal("$", Assert.Throws<DriftReferenceException>(() => Read("{\"rows\": 1,")).Property);

    private static DriftReference Read(string json) =>
        DriftReference.Read(Encoding.UTF8.GetBytes(json), Manifest.Parse(Published.Read(Movies, "manifest.json")));
}
