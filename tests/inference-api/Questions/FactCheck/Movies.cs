using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Tests.Questions.FactCheck;

/// <summary>Some rows for texts to be held against.</summary>
internal static class Movies
{
    public static Table Top { get; } = new(
        [new("movie_id", ColumnKind.Integer), new("title", ColumnKind.Text), new("release_date", ColumnKind.Date), new("revenue_usd", ColumnKind.Integer),
            new("budget_usd", ColumnKind.Integer), new("vote_average", ColumnKind.Number), new("directors", ColumnKind.Text), new("genres", ColumnKind.Text), new("paid_off", ColumnKind.Boolean)],
        [
            [597L, "Titanic", new DateOnly(1997, 11, 18), 2264162353L, 200000000L, 7.906, "James Cameron", "Drama, Romance", true],
            [120L, "The Lord of the Rings: The Fellowship of the Ring", new DateOnly(2001, 12, 18), 871368364L, 93000000L, 8.4, "Peter Jackson", "Adventure, Fantasy, Action", true],
            [10193L, "Toy Story 3", new DateOnly(2010, 6, 16), 1066969703L, 200000000L, 7.8, "Lee Unkrich", "Animation, Family, Comedy", true],
            [25L, "Amélie", new DateOnly(2001, 4, 25), 174200000L, 10000000L, 7.9, "Jean-Pierre Jeunet", "Comedy, Romance", false],
        ],
        Truncated: false);

    /// <summary>More rows than are compared with each other unasked.</summary>
    public static Table ByYear { get; } = new(
        [new("release_year", ColumnKind.Integer), new("movies", ColumnKind.Integer), new("share", ColumnKind.Number), new("country", ColumnKind.Text)],
        [.. Enumerable.Range(0, 20).Select(index => new object?[] { 1990L + index, 137L + (index * index), 0.011 + (index * 0.0037), index % 2 == 0 ? "Germany" : "United States of America" })],
        Truncated: false);
}
