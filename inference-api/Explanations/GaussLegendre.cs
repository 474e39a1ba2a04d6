using System.Runtime.Intrinsics;

namespace Hitcast.InferenceApi.Explanations;

/// <summary>Gauss-Legendre quadrature over 0 … 1, four points to a vector: exact for polynomials of a degree below twice the number of points.</summary>
internal sealed class GaussLegendre
{
    public const int Lanes = 4;

    private const int NewtonSteps = 20;

    public GaussLegendre(int vectors)
    {
        var count = vectors * Lanes;
        var (points, weights) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            for (var step = 0; step < NewtonSteps; step++)
            {
                var (value, slope) = Legendre(count, x);
                x -= value / slope;
            }

            var final = Legendre(count, x).Slope;
            (points[i], weights[i]) = ((1 + x) / 2, 1 / ((1 - (x * x)) * final * final));
        }

        (Points, Weights) = (Vectors(points), Vectors(weights));
    }

    public Vector256<double>[] Points { get; }

    public Vector256<double>[] Weights { get; }

    /// <summary>The Legendre polynomial of a degree, and its derivative, by the three-term recurrence.</summary>
    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        var (before, value) = (1.0, x);
        for (var n = 2; n <= degree; n++)
        {
            (before, value) = (value, ((((2 * n) - 1) * x * value) - ((n - 1) * before)) / n);
        }

        return (value, degree * ((x * value) - before) / ((x * x) - 1));
    }

    private static Vector256<double>[] Vectors(double[] values) =>
        [.. Enumerable.Range(0, values.Length / Lanes).Select(i => Vector256.Create(values, i * Lanes))];
}
