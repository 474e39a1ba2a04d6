using Hitcast.Worker.Functions.Extraction;
using Hitcast.Worker.Tests;
using Hitcast.Worker.Tests.Tmdb;

namespace Hitcast.Worker.Chaos;

/// <summary>Days that pass at TMDB: movies change, come and go, people are renamed. Now and then nobody extracts for so long that the list of changes no longer reaches back.</summary>
internal sealed class Days(Catalogue catalogue, ShiftedTime time, Random random)
{
    private const int GapEvery = 8;
    private const int GapDays = 20;
    private const int Reach = 400;

    public int Passed { get; private set; }

    /// <summary>If all that TMDB told of until today is fetched, or written down as failed.</summary>
    public bool IsDone(ExtractionState state) =>
        state is { SnapshotPlan: null, ChangesPlan: null, ChangesThrough: { } through } && through >= Today().AddDays(-1);

    /// <summary>A day of changes, and the night after it.</summary>
    public void Pass()
    {
        var ids = catalogue.Ids.ToArray();
        random.Shuffle(ids);
        var changed = ids.Length / 5;
        catalogue.Change(Today(), ids[..changed]);
        foreach (var id in ids[changed..(changed + 8)])
        {
            catalogue.Delete(Today(), id);
        }

        for (var added = 0; added < 8; added++)
        {
            catalogue.Add(Today());
        }

        for (var renamed = 0; renamed < 10; renamed++)
        {
            catalogue.Rename(1 + random.Next(Reach));
        }

        time.MoveOn(TimeSpan.FromDays(++Passed % GapEvery == 0 ? GapAfterSilentDeletions(ids[^5..]) : 1));
    }

    /// <summary>A day on which one movie changes.</summary>
    public void PassQuietly()
    {
        Passed++;
        catalogue.Change(Today(), catalogue.Ids.First());
        time.MoveOn(TimeSpan.FromDays(1));
    }

    private int GapAfterSilentDeletions(int[] ids)
    {
        foreach (var id in ids)
        {
            catalogue.DeleteSilently(id);
        }

        return GapDays;
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddHours(-8));
}
