using Hitcast.InferenceApi.Drift;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Drift;

public sealed class BinsTest
{
    private static Bins Numbers { get; } = Bins.OfNumbers([1, 2.5f], [0.2, 0.3, 0.4], missing: 0.1);

    [Theory]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(1, 0)]
    [InlineData(1.0000001f, 1)]
    [InlineData(2.5f, 1)]
    [InlineData(2.6f, 2)]
    [InlineData(float.PositiveInfinity, 2)]
    [InlineData(float.NaN, 3)]
    public void A_bin_reaches_up_to_and_including_its_edge(float value, int bin) => Assert.Equal(bin, Numbers.Of(value));

    [Fact]
    public void Without_edges_all_numbers_share_one_bin()
    {
        var bins = Bins.OfNumbers([], [1], missing: 0);
        Assert.Equal(0, bins.Of(17));
        Assert.Equal(1, bins.Of(float.NaN));
    }

    [Fact]
    public void Texts_without_a_bin_of_their_own_are_others()
    {
        var bins = Bins.OfItems(["año", "b"], [0.5, 0.25], other: 0.25);
        Assert.Equal(0, bins.Of("año"u8));
        Assert.Equal(1, bins.Of("b"u8));
        Assert.Equal(2, bins.Of("B"u8));
    }
}
