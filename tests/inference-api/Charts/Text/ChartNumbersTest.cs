using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Charts.Text;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Charts.Text;

public sealed class ChartNumbersTest
{
    [Theory]
    [InlineData(0, "0", "0")]
    [InlineData(7.256, "7.26", "7,26")]
    [InlineData(0.00123, "0.0012", "0,0012")]
    [InlineData(105.34, "105.3", "105,3")]
    [InlineData(1234, "1,234", "1234")]
    [InlineData(9999.4, "9,999", "9999")]
    [InlineData(9999.6, "10 K", "10 mil")]
    [InlineData(12_345, "12.3 K", "12,3 mil")]
    [InlineData(999_600, "1 M", "1 M")]
    [InlineData(1_234_567, "1.23 M", "1,23 M")]
    [InlineData(-83_900_000, "−83.9 M", "−83,9 M")]
    [InlineData(1_118_888_979, "1.12 B", "1119 M")]
    [InlineData(2_787_965_087, "2.79 B", "2788 M")]
    [InlineData(27_879_650_870, "27.9 B", "27,9 mil M")]
    [InlineData(1.5e12, "1.5 T", "1,5 B")]
    public void A_number_is_as_short_as_it_is_read(double value, string english, string spanish)
    {
        Assert.Equal(english, ChartNumbers.Compact(ChartLanguage.English, value).Replace('\u00a0', ' '));
        Assert.Equal(spanish, ChartNumbers.Compact(ChartLanguage.Spanish, value).Replace('\u00a0', ' '));
    }

    [Fact]
    public void Numbers_of_one_axis_have_one_unit()
    {
        var say = ChartNumbers.OnAxis(ChartLanguage.English, 1_200_000);
        Assert.Equal(["0", "0.2\u00a0M", "1\u00a0M", "1.2\u00a0M"], new[] { 0, 200_000.0, 1_000_000, 1_200_000 }.Select(say));
    }

    [Theory]
    [InlineData(0.2749, "27%", "27\u00a0%")]
    [InlineData(0.0961, "9.6%", "9,6\u00a0%")]
    [InlineData(0.0001, "<0.1%", "<0,1\u00a0%")]
    [InlineData(0, "0%", "0\u00a0%")]
    public void A_share_is_a_percentage(double share, string english, string spanish)
    {
        Assert.Equal(english, ChartNumbers.Percent(ChartLanguage.English, share));
        Assert.Equal(spanish, ChartNumbers.Percent(ChartLanguage.Spanish, share));
    }
}
