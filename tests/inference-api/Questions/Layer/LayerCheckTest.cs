using Hitcast.InferenceApi.Questions.Layer;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Layer;

public sealed class LayerCheckTest(SampleWarehouse warehouse)
{
    [Fact]
    public async Task Every_name_exists_and_every_verified_question_passes_the_gate()
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        var check = new LayerCheck(understanding.Layer, understanding.Gate);
        Assert.Empty(await check.FindAsync(CancellationToken.None));
        Assert.Empty(await check.UnknownValuesAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_does_not_exist_is_named_with_its_place()
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        var file = LayerReader.ReadOwn();
        file.Views[0].Columns[1].Name = "titel";
        file.Measures[0].Sql = "revenue_eur";
        file.Questions[2].Sql = "SELECT relname FROM pg_class";
        file.Values.Genre["Slapstick"] = new ValueEntry { En = ["slapstick"], Es = ["slapstick"] };
        var faults = await new LayerCheck(new SemanticLayer(file), understanding.Gate).FindAsync(CancellationToken.None);
        Assert.Contains(faults, fault => fault.StartsWith("semantic-layer.yaml, view movies: ", StringComparison.Ordinal) && fault.Contains("titel", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("semantic-layer.yaml, measure revenue: ", StringComparison.Ordinal) && fault.Contains("revenue_eur", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith($"semantic-layer.yaml, question {file.Questions[2].Name}: ", StringComparison.Ordinal));
        Assert.Equal(["genre Slapstick"], await new LayerCheck(new SemanticLayer(file), understanding.Gate).UnknownValuesAsync(CancellationToken.None));
    }
}
