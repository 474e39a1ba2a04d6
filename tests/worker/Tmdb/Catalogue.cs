using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Hitcast.Worker.Tests.Tmdb;

/// <summary>A made-up catalogue of any size, the same for the same size: movies by id, and what changed on which day.</summary>
internal sealed class Catalogue(int movies)
{
    private readonly ConcurrentDictionary<int, int> versions = new();
    private readonly ConcurrentDictionary<int, bool> deleted = new();
    private readonly ConcurrentDictionary<DateOnly, ConcurrentQueue<int>> changes = new();
    private int added;

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

    /// <summary>In TMDB's shape. Some have a NUL in the title, an odd date, a line break between values, null for what is unknown.</summary>
    public string Movie(int id, bool withKeywords = true)
    {
        var json = new StringBuilder();
        var date = (id % 11) switch { 3 => "", 5 => "0000-00-00", 7 => "2019-02-30", _ => $"{1960 + (id % 66)}-0{1 + (id % 9)}-1{id % 10}" };
        json.Append(CultureInfo.InvariantCulture, $$"""{"adult":false,"budget":{{(id % 3 == 0 ? 0 : id * 1000L)}},"genres":[{"id":18,"name":"Drama"}],"id":{{id}},""");
        json.Append(id % 13 == 0 ? "\n" : "");
        json.Append(CultureInfo.InvariantCulture, $$""" "imdb_id":{{(id % 5 == 0 ? "null" : $"\"tt{id:0000000}\"")}},"title":"Movie {{id}}{{(id % 17 == 0 ? "\\u0000" : "")}} ñ","version":{{VersionOf(id)}},"popularity":{{PopularityOf(id)}},"release_date":"{{date}}","runtime":90,"status":"Released","revenue":0,""");
        json.Append(CultureInfo.InvariantCulture, $$""" "credits":{"cast":[{"id":{{id}},"name":"Actor {{id}}","order":0,"credit_id":"c{{id}}"}],"crew":[]},"release_dates":{"results":[]},"external_ids":{"imdb_id":null}""");
        json.Append(withKeywords ? ",\"keywords\":{\"keywords\":[]}}" : "}");
        return json.ToString();
    }
}
