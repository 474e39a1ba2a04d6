using System.Globalization;
using Hitcast.Worker.Tests.Tmdb;
using Npgsql;

namespace Hitcast.Worker.Chaos;

/// <summary>Holds the warehouse against the catalogue, and the lake against what TMDB's double told of.</summary>
internal sealed class Verdict(TmdbDouble tmdb, LakeContents lake)
{
    private const int Shown = 5;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(1);

    private readonly List<string> faults = [];

    /// <summary>What is wrong, in sentences.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Rows that were compared.</summary>
    public int Rows { get; private set; }

    /// <summary>Each id that TMDB told of has a line since then, or is written down as failed.</summary>
    public async Task AccountAsync()
    {
        await lake.ReadNewAsync();
        var failed = (await lake.ExtractionAsync()).Failed.Select(movie => movie.Id).ToHashSet();
        var lost = tmdb.Listed.Where(told => !failed.Contains(told.Key) && !(lake.Newest.TryGetValue(told.Key, out var line) && line.At + ClockSkew > told.Value)).ToArray();
        if (lost.Length > 0)
        {
            faults.Add($"{lost.Length} ids that TMDB told of are neither in the lake since then nor written down as failed, such as {lost[0].Key}, told of at {lost[0].Value:u}.");
        }
    }

    public async Task CompareAsync(string connectionString)
    {
        await using var warehouse = NpgsqlDataSource.Create(connectionString);
        var known = tmdb.Catalogue.EverIds.Where(id => tmdb.Catalogue.Has(id) || lake.Newest.ContainsKey(id)).ToArray();
        var movies = known.Where(tmdb.Catalogue.Has).Select(tmdb.Catalogue.Get).ToArray();
        var gone = known.Where(id => !tmdb.Catalogue.Has(id)).ToArray();
        await SameAsync(warehouse, ExpectedRows.MovieSql, [.. movies.Select(movie => ExpectedRows.Movie(movie, At(movie.Id))), .. gone.Select(id => ExpectedRows.GoneMovie(id, At(id)))]);
        await SameAsync(warehouse, ExpectedRows.HistorySql, [.. movies.Select(ExpectedRows.History), .. gone.Select(ExpectedRows.GoneHistory)]);
        foreach (var (sql, rows) in ExpectedRows.OfMovies)
        {
            await SameAsync(warehouse, sql, [.. movies.SelectMany(rows)]);
        }

        await ComparePeopleAsync(warehouse);
        await SameAsync(
            warehouse,
            "SELECT object_key, state, lines, movies + gone + outdated FROM warehouse.load",
            [.. lake.Objects.Select(stored => new object?[] { stored.Key, "loaded", stored.Value, stored.Value })]);
        await CompareHistoryAsync(warehouse);
    }

    /// <summary>What the history says of the moment of each line is what the line says.</summary>
    private async Task CompareHistoryAsync(NpgsqlDataSource warehouse)
    {
        await using var command = warehouse.CreateCommand("SELECT movie_id, fetched_at, gone, title, budget, revenue FROM warehouse.movie_history");
        await using var reader = await command.ExecuteReaderAsync();
        var states = new List<(int Id, DateTimeOffset At, string Facts)>();
        while (await reader.ReadAsync())
        {
            states.Add((reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), ExpectedRows.Text([reader.GetValue(2), reader.GetValue(3), reader.GetValue(4), reader.GetValue(5)])));
        }

        var histories = states.GroupBy(state => state.Id).ToDictionary(movie => movie.Key, movie => movie.OrderBy(state => state.At).ToArray());
        var wrong = lake.Facts.Where(line => !histories.TryGetValue(line.Id, out var movie) || movie.LastOrDefault(state => state.At <= line.At).Facts != line.Facts).ToList();
        Rows += lake.Facts.Count;
        if (wrong.Count > 0)
        {
            faults.Add($"warehouse.movie_history: {wrong.Count} lines of the lake are not what it says of their time, such as {wrong[0]}.");
        }
    }

    private DateTimeOffset At(int id) => lake.Newest.TryGetValue(id, out var line) ? line.At : default;

    /// <summary>
    /// People are called as the newest line says that names them. Where its movie no longer does, the newest line may count of those movies that do.
    /// </summary>
    private async Task ComparePeopleAsync(NpgsqlDataSource warehouse)
    {
        var tied = lake.Newest.Values.SelectMany(movie => movie.People.Select(person => (Person: person.Key, Name: person.Value, movie.At)))
            .GroupBy(said => said.Person).ToDictionary(said => said.Key, said => said.MaxBy(one => one.At).Name);
        var found = await ReadAsync(warehouse, "SELECT DISTINCT person_id, name, gender, known_for FROM warehouse.person JOIN (SELECT person_id FROM warehouse.movie_cast UNION SELECT person_id FROM warehouse.movie_crew) AS tied USING (person_id)");
        List<object?[]> Called(Func<int, string> name) => [.. tied.Keys.Select(person => new object?[] { person, name(person), 1 + (person % 3), "Acting" })];
        var either = Called(person => tied[person]).Select(ExpectedRows.Text).ToHashSet();
        Same("warehouse.person", found, [.. Called(person => lake.Named[person].Name).Select(ExpectedRows.Text)], either.Contains);
    }

    private async Task SameAsync(NpgsqlDataSource warehouse, string sql, IReadOnlyList<object?[]> expected) =>
        Same(sql[sql.IndexOf("warehouse.", StringComparison.Ordinal)..].Split(' ', '\n')[0], await ReadAsync(warehouse, sql), [.. expected.Select(ExpectedRows.Text)], _ => false);

    private void Same(string table, List<string> found, List<string> expected, Func<string, bool> alsoRight)
    {
        Rows += expected.Count;
        var (missing, surplus) = (Without(expected, found), Without(found, expected).Where(row => !alsoRight(row)).ToList());
        if (missing.Count + surplus.Count > 0 && !(surplus.Count == 0 && found.Count == expected.Count))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture,
                $"{table}: {missing.Count} rows are missing or differ, {surplus.Count} are too many or differ. Expected {string.Join(" and ", missing.Take(Shown))}; found {string.Join(" and ", surplus.Take(Shown))}."));
        }
    }

    private static List<string> Without(List<string> rows, List<string> others)
    {
        var counts = others.GroupBy(row => row).ToDictionary(row => row.Key, row => row.Count());
        return [.. rows.Where(row => !(counts.TryGetValue(row, out var count) && (counts[row] = count - 1) >= 0))];
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource warehouse, string sql)
    {
        await using var command = warehouse.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var (rows, values) = (new List<string>(), new object[reader.FieldCount]);
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
            rows.Add(ExpectedRows.Text(values));
        }

        return rows;
    }
}
