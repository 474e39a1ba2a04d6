using Hitcast.InferenceApi.Explanations;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Explanations;

public class GaussLegendreTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(125)]
    public void Powers_below_twice_the_points_are_integrated_exactly(int vectors)
    {
        var quadrature = new GaussLegendre(vectors);
        for (var power = 0; power < 2 * vectors * GaussLegendre.Lanes; power++)
        {
            var integral = quadrature.Points.Zip(quadrature.Weights)
                .Sum(pair => Enumerable.Range(0, GaussLegendre.Lanes).Sum(lane => pair.Second[lane] * Math.Pow(pair.First[lane], power)));
            Assert.Equal(1.0 / (power + 1), integral, 1e-13);
        }
    }
}
