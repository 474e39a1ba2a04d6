using CsCheck;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Explanations;
using Hitcast.InferenceApi.Tests.Contract;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Explanations;

public class TreeExplainerTest
{
    [Fact]
    public void The_contracts_example_comes_out()
    {
        var explainer = Create(Stump(), new ExplanationSource("trees", 0, "points", 18, [new("x", ["height"])]), ["height"]);
        Assert.Equal((18.0, 1, "features"), (Math.Round(explainer.BaseValue, 12), explainer.FeatureCount, explainer.FeatureTensor));
        Assert.Equal(-8, Explain(explainer, [0f])[0], 12);
        Assert.Equal(12, Explain(explainer, [1f])[0], 12);
    }

    [Fact]
    public void A_feature_of_several_inputs_is_shared_equally_and_an_input_of_none_gets_nothing()
    {
        var explainer = Create(Stump(), new ExplanationSource("trees", 0, "points", 18, [new("x", ["height", "width"])]), ["idle", "width", "height"]);
        Assert.Equal([0, -4, -4], Explain(explainer, [0f]).Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void Any_ensemble_is_explained_by_the_contracts_formula() =>
        Gen.Select(Gen.Int, Gen.Int[1, 12], Gen.Int[0, 6], Gen.Int[1, 3]).Sample(
            (seed, features, depth, trees) => AgreesWithTheFormula(new RandomEnsemble(seed, features, depth, trees), features, rows: 8),
            iter: 300,
            seed: "0000KHFcvU3d");

    [Fact]
    public void Long_paths_of_many_features_are_exact_too() =>
        AgreesWithTheFormula(new RandomEnsemble(seed: 11, features: 40, depth: 13, trees: 1), features: 40, rows: 2);

    [Fact]
    public void Rows_explained_at_once_get_what_they_get_alone()
    {
        var ensemble = new RandomEnsemble(seed: 3, features: 5, depth: 3, trees: 20);
        var (file, source, inputs) = Whole(ensemble, 5);
        float[][] rows = [.. Enumerable.Range(0, 500).Select(_ => ensemble.Row())];
        var alone = rows.Select(row => Explain(TreeExplainer.Create(file, source, inputs), row)).ToArray();
        var shared = TreeExplainer.Create(file, source, inputs);
        var together = new double[rows.Length][];

        Parallel.For(0, rows.Length, i => together[i] = Explain(shared, rows[i]));

        Assert.Equal(alone, together);
    }

    [Fact]
    public void An_explanation_allocates_nothing()
    {
        var ensemble = new RandomEnsemble(seed: 3, features: 5, depth: 8, trees: 5);
        var (file, source, inputs) = Whole(ensemble, 5);
        var explainer = TreeExplainer.Create(file, source, inputs);
        var contributions = new double[5];
        float[][] rows = [.. Enumerable.Range(0, 50).Select(_ => ensemble.Row())];
        explainer.Explain(rows[0], contributions);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var row in rows)
        {
            explainer.Explain(row, contributions);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(5, 2)]
    public void Spans_of_a_wrong_length_are_refused(int features, int contributions)
    {
        var (file, source, inputs) = Whole(new RandomEnsemble(seed: 1, features: 5, depth: 3, trees: 1), 5);
        Assert.Throws<ArgumentException>(() => TreeExplainer.Create(file, source, inputs).Explain(new float[features], new double[contributions]));
    }

    private static void AgreesWithTheFormula(RandomEnsemble ensemble, int features, int rows)
    {
        var (file, source, inputs) = Whole(ensemble, features);
        for (var target = 0; target < RandomEnsemble.Targets; target++)
        {
            var explainer = TreeExplainer.Create(file, source with { Target = target }, inputs);
            var contract = new ContractShap(file.Nodes[0], target);
            for (var row = 0; row < rows; row++)
            {
                var x = ensemble.Row();
                var (mean, expected) = contract.Explain(x);
                var values = Explain(explainer, x);
                Assert.Equal(mean, explainer.BaseValue, 1e-9);
                Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
                Assert.Equal(contract.Output(x), explainer.BaseValue + values.Sum(), 1e-9);
            }
        }
    }

    private static (OnnxFile File, ExplanationSource Source, string[] Inputs) Whole(RandomEnsemble ensemble, int features)
    {
        string[] inputs = [.. Enumerable.Range(0, features).Select(i => $"input {i}")];
        return (OnnxFile.Read(ensemble.Model()), new ExplanationSource("trees", 0, "points", 0, [.. inputs.Select(input => new ExplanationFeature(input, [input]))]), inputs);
    }

    private static byte[] Stump() => OnnxBytes.Model(OnnxBytes.Node("trees", "TreeEnsembleRegressor", "ai.onnx.ml", "features", "y", TreeEnsembleTest.Stump()));

    private static TreeExplainer Create(byte[] model, ExplanationSource source, string[] inputs) => TreeExplainer.Create(OnnxFile.Read(model), source, inputs);

    private static double[] Explain(TreeExplainer explainer, float[] x)
    {
        var contributions = Enumerable.Repeat(double.NaN, explainer.InputCount).ToArray();
        explainer.Explain(x, contributions);
        return contributions;
    }
}
