using System.Globalization;
using Hitcast.Worker.Tests.Tmdb;

namespace Hitcast.Story.Tests;

/// <summary>The eight movies that TMDB has in the story, and what becomes of them. Casts, studios and the like are those of the double.</summary>
internal sealed class Films
{
    public const int Count = 8;
    public const string Leader = "Harbour of Glass";
    public const string Rising = "The Quiet Orchard";
    public const string Deleted = "A Winter Ferry";
    public const string JustOut = "Midnight Cartographer";
    public const string ToCome = "The Copper Tide";

    /// <summary>Still to come, or just out and without a revenue: those that get a forecast.</summary>
    public const int WithoutResult = 3;

    /// <summary>Of those without a result.</summary>
    public const int StillToCome = 2;

    private static readonly (int, string) Comedy = (35, "Comedy");
    private static readonly (int, string) Drama = (18, "Drama");

    private readonly Dictionary<int, (string Title, (int, string) Genre, string Status, string Day, long Budget, long Revenue)> films;

    /// <param name="today">The day on which the story ends.</param>
    public Films(DateOnly today)
    {
        string In(int days) => today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        films = new()
        {
            [1] = (Leader, Comedy, "Released", "2011-05-20", 20_000_000, 310_000_000),
            [2] = (Rising, Comedy, "Released", "2015-09-04", 12_000_000, 150_000_000),
            [3] = ("Paper Lanterns", Comedy, "Released", "2018-02-09", 30_000_000, 95_000_000),
            [4] = (Deleted, Comedy, "Released", "2003-12-12", 8_000_000, 60_000_000),
            [5] = ("Nine Salt Roads", Drama, "Released", "2009-10-30", 40_000_000, 200_000_000),
            [6] = (ToCome, Comedy, "In Production", In(200), 60_000_000, 0),
            [7] = ("Letters to Ostend", Drama, "Post Production", In(90), 15_000_000, 0),
            [8] = (JustOut, Drama, "Released", In(-60), 25_000_000, 0),
        };
    }

    public CatalogueMovie Tell(CatalogueMovie movie)
    {
        var (title, genre, status, day, budget, revenue) = films[movie.Id];
        return movie with { Title = title, Genres = [genre], Status = status, ReleaseDate = day, Budget = budget, Revenue = revenue, Runtime = 100 };
    }

    /// <summary>A comedy overtakes the leader, a movie that is just out gets its result, another is deleted.</summary>
    public void HaveADay(Catalogue catalogue, DateOnly day)
    {
        films[2] = films[2] with { Revenue = 402_500_000 };
        films[8] = films[8] with { Revenue = 240_000_000 };
        catalogue.Change(day, 2, 8);
        catalogue.Delete(day, 4);
    }

    public int IdOf(string title) => films.Single(film => film.Value.Title == title).Key;
}
