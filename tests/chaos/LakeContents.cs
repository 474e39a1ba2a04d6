using System.IO.Compression;
using System.Text.Json;
using Hitcast.Worker.Functions.Extraction;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Chaos;

/// <summary>What the workers wrote to the lake, read by ourselves.</summary>
internal sealed class LakeContents(ILake lake)
{
    private const string Movies = "tmdb/movies/";

    private string cursor = "";

    /// <summary>Lines by object.</summary>
    public Dictionary<string, int> Objects { get; } = [];

    /// <summary>The newest line of each movie.</summary>
    public Dictionary<int, LakeMovie> Newest { get; } = [];

    /// <summary>What a person is called in the newest line that names them, of whichever movie.</summary>
    public Dictionary<int, (DateTimeOffset At, string Name)> Named { get; } = [];

    /// <summary>What each line says, as far as the movies' history keeps it too: gone, title, budget, revenue.</summary>
    public List<(int Id, DateTimeOffset At, string Facts)> Facts { get; } = [];

    public int Lines => Objects.Values.Sum();

    public async Task<ExtractionState> ExtractionAsync()
    {
        using var stored = await lake.GetAsync(HeldState.Key, CancellationToken.None);
        return stored is null ? new ExtractionState() : await ExtractionState.ReadAsync(stored.Content, CancellationToken.None);
    }

    public async Task<ArrivalState> ArrivalsAsync()
    {
        using var stored = await lake.GetAsync("functions/load-movies.json", CancellationToken.None);
        return stored is null ? new ArrivalState() : await ArrivalState.ReadAsync(stored.Content, CancellationToken.None);
    }

    /// <summary>Reads the objects that came since it was last called.</summary>
    public async Task ReadNewAsync()
    {
        await foreach (var key in lake.ListAfterAsync(Movies, cursor, CancellationToken.None))
        {
            using var stored = await lake.GetAsync(key, CancellationToken.None);
            using var lines = new StreamReader(new GZipStream(stored!.Content, CompressionMode.Decompress));
            Objects[key] = 0;
            while (await lines.ReadLineAsync() is { } line)
            {
                Objects[key]++;
                Read(JsonElement.Parse(line));
            }

            cursor = key;
        }
    }

    private void Read(JsonElement line)
    {
        var (id, at) = (line.GetProperty("id").GetInt32(), line.GetProperty("fetched_at").GetDateTimeOffset());
        var gone = line.GetProperty("status").GetInt32() == 404;
        Facts.Add((id, at, gone ? ExpectedRows.Text([true, null, null, null]) : ExpectedRows.Facts(line.GetProperty("body"))));
        var people = gone ? [] : People(line.GetProperty("body").GetProperty("credits"));
        foreach (var (person, name) in people.Where(person => !Named.TryGetValue(person.Key, out var known) || at > known.At))
        {
            Named[person] = (at, name);
        }

        if (!Newest.TryGetValue(id, out var newest) || at > newest.At)
        {
            Newest[id] = new LakeMovie(at, gone, people);
        }
    }

    private static Dictionary<int, string> People(JsonElement credits) => new[] { "cast", "crew" }
        .SelectMany(part => credits.GetProperty(part).EnumerateArray())
        .GroupBy(person => person.GetProperty("id").GetInt32())
        .ToDictionary(person => person.Key, person => person.First().GetProperty("name").GetString()!);
}

/// <param name="At">When it was fetched.</param>
/// <param name="People">Names by number.</param>
internal sealed record LakeMovie(DateTimeOffset At, bool Gone, IReadOnlyDictionary<int, string> People);
