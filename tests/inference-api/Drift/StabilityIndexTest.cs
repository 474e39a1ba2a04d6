using Hitcast.InferenceApi.Drift;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Drift;

public sealed class StabilityIndexTest
{
    [Fact]
    public void It_is_the_sum_over_the_bins_that_the_contract_says() =>
        Assert.Equal((0.1 * Math.Log(0.6 / 0.5)) + (-0.1 * Math.Log(0.4 / 0.5)), StabilityIndex.Of([60, 40], [0.5, 0.5]), 12);

    [Fact]
    public void A_share_below_a_ten_thousandth_counts_as_that() =>
        Assert.Equal((0.5 - 0.0001) * Math.Log(0.5 / 0.0001), StabilityIndex.Of([50, 50], [0, 0.5]), 12);

    [Fact]
    public void For_many_values_a_bin_chance_makes_a_chi_square_of_it()
    {
        var chance = StabilityIndex.OfChance([.. Enumerable.Repeat(0.1, 10)], 100_000, probability: 0.001);
        Assert.Equal(27.877, chance * 100_000, 0.05);
    }

    [Fact]
    public void The_way_of_computing_for_many_values_meets_that_for_few()
    {
        double[] shares = [0.5, 0.5];
        Assert.Equal(StabilityIndex.OfChance(shares, 1999, 0.001), StabilityIndex.OfChance(shares, 2001, 0.001), 0.00002);
    }

    [Fact]
    public void Chance_can_do_nothing_where_there_is_one_bin() => Assert.Equal(0, StabilityIndex.OfChance([1, 0], 500, 0.001));
}
