using System.Collections.Concurrent;

namespace Hitcast.Worker.Tests.Tmdb;

/// <summary>A made-up catalogue of any size, the same for the same size: movies by id, and what changed on which day.</summary>
internal sealed class Catalogue(int movies)
{
    private readonly ConcurrentDictionary<int, int> versions = new();
    private readonly ConcurrentDictionary<int, bool> deleted = new();
    private readonly ConcurrentDictionary<DateOnly, ConcurrentQueue<int>> changes = new();
    private readonly ConcurrentDictionary<int, int> renamings = new();
    private int added;

    /// <summary>Makes another movie of each, for a test that wants to know them.</summary>
    public Func<CatalogueMovie, CatalogueMovie> Rewrite { get; set; } = movie => movie;

    public IEnumerable<int> Ids => Enumerable.Range(1, movies + added).Where(Has);

    public bool Has(int id) => id >= 1 && id <= movies + added && !deleted.ContainsKey(id);

    public int VersionOf(int id) => versions.GetValueOrDefault(id);

    public void Change(DateOnly day, params int[] ids)
    {
        foreach (var id in ids)
        {
            versions.AddOrUpdate(id, 1, (_, version) => version + 1);
            changes.GetOrAdd(day, _ => new()).Enqueue(id);
        }
    }

    public void Delete(DateOnly day, int id)
    {
        deleted[id] = true;
        changes.GetOrAdd(day, _ => new()).Enqueue(id);
    }

    /// <summary>Deletes with no word of it in the changes.</summary>
    public void DeleteSilently(int id) => deleted[id] = true;

    public int Add(DateOnly day)
    {
        var id = movies + Interlocked.Increment(ref added);
        changes.GetOrAdd(day, _ => new()).Enqueue(id);
        return id;
    }

    public IEnumerable<int> ChangedOn(DateOnly day) => changes.TryGetValue(day, out var ids) ? ids : [];

    /// <summary>Grows and falls with no order in the ids.</summary>
    public static double PopularityOf(int id) => id * 7919L % 10007 / 10.0;

    /// <summary>What a person is called: one who is renamed again is called as before.</summary>
    public string PersonName(int person) => renamings.GetValueOrDefault(person) % 2 == 0 ? $"Person {person}" : $"Person {person}, renamed";

    /// <summary>Movies name the person anew from now on, with no word of it in the changes.</summary>
    public void Rename(int person) => renamings.AddOrUpdate(person, 1, (_, times) => times + 1);

    /// <summary>All ids that ever were.</summary>
    public IEnumerable<int> EverIds => Enumerable.Range(1, movies + added);

    public CatalogueMovie Get(int id) => Rewrite(CatalogueMovie.Make(id, VersionOf(id), PersonName));

    /// <summary>In TMDB's shape. Some have a NUL in the title, an odd date, a line break between values, null for what is unknown.</summary>
    public string Movie(int id, bool withKeywords = true) => Get(id).ToJson(withKeywords);
}
