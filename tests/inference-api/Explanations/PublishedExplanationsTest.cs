using System.Text.Json;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Explanations;
using Hitcast.InferenceApi.Scoring;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Explanations;

public class PublishedExplanationsTest
{
    [Theory]
    [MemberData(nameof(Published.Versions), MemberType = typeof(Published))]
    public void Contributions_are_those_of_parity_json_and_add_up_on_every_case(string version)
    {
        var manifest = Manifest.Parse(Published.Read(version, "manifest.json"));
        var graph = Published.Read(version, "model.onnx");
        var file = OnnxFile.Read(graph);
        string[] inputs = [.. manifest.Inputs.Select(input => input.Name)];
        var explainer = TreeExplainer.Create(file, manifest.Explanation, inputs);
        var trees = new ContractShap(file.Nodes.Single(node => node.Name == manifest.Explanation.Node), manifest.Explanation.Target);
        var parity = JsonSerializer.Deserialize<JsonElement>(Published.Read(version, "parity.json"));
        var tolerance = parity.GetProperty("contribution_tolerance").GetDouble();
        JsonElement[] cases = [.. parity.GetProperty("cases").EnumerateArray()];
        using var model = new OnnxModel(OnnxFile.WithOutput(graph, explainer.FeatureTensor), manifest, explainer.FeatureTensor);
        var answers = Score(model, cases);

        Assert.Equal(parity.GetProperty("base_value").GetDouble(), explainer.BaseValue, tolerance);
        var compared = 0;
        for (var row = 0; row < cases.Length; row++)
        {
            var x = answers.FeaturesOf(row).ToArray();
            var contributions = new double[inputs.Length];
            explainer.Explain(x, contributions);

            Assert.Equal(trees.Output(x), explainer.BaseValue + contributions.Sum(), 1e-6);
            if (row == 0)
            {
                AssertFollowsTheFormula(trees.Explain(x), explainer, contributions, manifest.Explanation.Features, inputs);
            }

            if (cases[row].TryGetProperty("contributions", out var expected))
            {
                Assert.All(inputs.Zip(contributions), of => Assert.Equal(expected.GetProperty(of.First).GetDouble(), of.Second, tolerance));
                compared++;
            }
        }

        Assert.NotEqual(0, compared);
    }

    private static void AssertFollowsTheFormula(
        (double BaseValue, double[] Values) expected, TreeExplainer explainer, double[] contributions, IReadOnlyList<ExplanationFeature> features, string[] inputs)
    {
        Assert.Equal(expected.BaseValue, explainer.BaseValue, 1e-9);
        for (var input = 0; input < inputs.Length; input++)
        {
            var shares = features.Zip(expected.Values).Where(of => of.First.Inputs.Contains(inputs[input])).Select(of => of.Second / of.First.Inputs.Count);
            Assert.Equal(shares.Sum(), contributions[input], 1e-9);
        }
    }

    private static Answers Score(OnnxModel model, JsonElement[] cases)
    {
        var (rows, errors) = (new Rows(model.Inputs, cases.Length), new FieldErrors());
        foreach (var each in cases)
        {
            var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(each.GetProperty("request")));
            reader.Read();
            Assert.True(JsonRowReader.Read(ref reader, rows, errors), each.GetRawText());
        }

        var answers = new Answers(model, cases.Length) { WithFeatures = true };
        model.Score(rows, answers);
        return answers;
    }
}
