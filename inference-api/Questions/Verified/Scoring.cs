namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>How well a reading fits the wordings of its verified question, from 0 to 1.</summary>
internal sealed class Scoring
{
    private const double SlotWeight = 2, OrderWeight = 1, NumberWeight = 0.3, MovieWeight = 0.3;

    /// <summary>What each misspelled letter takes off.</summary>
    private const double Typo = 0.02;

    /// <summary>What a series without a word for it takes off, more than what two rivals may differ by: "Alien" is the movie, where that can be meant.</summary>
    private const double Series = 0.05;

    private readonly Dictionary<string, double> weights = new(StringComparer.Ordinal);
    private readonly string movie;

    public Scoring(IReadOnlyList<Shape> shapes, Vocabulary vocabulary)
    {
        movie = vocabulary.Movie;
        foreach (var group in shapes.SelectMany(shape => shape.Vocabulary).GroupBy(word => word))
        {
            weights[group.Key] = Math.Log(1 + (shapes.Count / (double)group.Count()));
        }

        weights[movie] = MovieWeight;
    }

    public double Of(Reading reading) => reading.Shape.Wordings.Count == 0 ? 0
        : Math.Max(0, reading.Shape.Wordings.Max(wording => Fit(reading, wording)) - (Typo * reading.Typos) - (Series * reading.Filters.Count(filter => filter is { Filter: "collection", Bare: true })));

    private double Fit(Reading reading, string[] wording)
    {
        var wanted = wording.Where(item => Wanted(reading, item)).ToArray();
        var said = reading.Items.Where(item => !IsOptional(item) || wording.Contains(item)).ToArray();
        if (wanted.Length == 0 || said.Length == 0)
        {
            return wanted.Length == said.Length && reading.Filters.Count > 0 ? 1 : 0;
        }

        var (needed, given) = (wanted.Sum(Weight), said.Sum(Weight));
        return (0.65 * Common(wanted, said) / needed * (Common(wanted, said) / given))
            + (0.35 * InOrder(wanted, said) / needed * (InOrder(wanted, said) / given));
    }

    /// <summary>A slot with a default need not be asked for; "comedies" says movies, and so does "zombie movies" where it is a filter.</summary>
    private bool Wanted(Reading reading, string item) =>
        IsOptional(item) ? reading.Items.Contains(item)
        : item != movie || reading.Items.Contains(movie) || !reading.Filters.Any(filter => filter.Filter is "genre" or "keyword");

    private static bool IsOptional(string item) => item is "{n}" or "{order}" or "{atleast}";

    private double Weight(string item) => item switch
    {
        "{n}" => NumberWeight,
        "{order}" => OrderWeight,
        ['{', ..] => SlotWeight,
        _ => weights.GetValueOrDefault(item, 1),
    };

    private double Common(string[] wanted, string[] said)
    {
        var left = said.ToList();
        return wanted.Where(left.Remove).Sum(Weight);
    }

    /// <summary>The weightiest of what both have in the same order.</summary>
    private double InOrder(string[] wanted, string[] said)
    {
        var best = new double[wanted.Length + 1, said.Length + 1];
        for (var row = 1; row <= wanted.Length; row++)
        {
            for (var column = 1; column <= said.Length; column++)
            {
                best[row, column] = wanted[row - 1] == said[column - 1]
                    ? best[row - 1, column - 1] + Weight(wanted[row - 1])
                    : Math.Max(best[row - 1, column], best[row, column - 1]);
            }
        }

        return best[wanted.Length, said.Length];
    }
}
