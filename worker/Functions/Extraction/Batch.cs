namespace Hitcast.Worker.Functions.Extraction;

/// <summary>What was fetched since the position was last saved.</summary>
internal sealed class Batch : IDisposable
{
    private readonly HashSet<int> ids = [];

    public MovieObject Object { get; } = new();

    /// <summary>Results, failures included: so far the position moves on.</summary>
    public int Count { get; private set; }

    public int Gone { get; private set; }

    public List<FetchedMovie> Failures { get; } = [];

    /// <summary>Counted over batches.</summary>
    public int FailuresInARow { get; private set; }

    public void Add(FetchedMovie movie)
    {
        Count++;
        ids.Add(movie.Id);
        if (movie.Reply is null)
        {
            Failures.Add(movie);
            FailuresInARow++;
            return;
        }

        FailuresInARow = 0;
        Gone += movie.Reply.Status == 404 ? 1 : 0;
        Object.Add(movie.At, movie.Reply);
    }

    /// <summary>An empty one that goes on counting failures in a row.</summary>
    public Batch Next()
    {
        Dispose();
        return new Batch { FailuresInARow = FailuresInARow };
    }

    /// <summary>The failed movies after this batch: those it did not ask for, and those that failed in it.</summary>
    public IReadOnlyList<FailedMovie> Merge(IReadOnlyList<FailedMovie> before) =>
    [
        .. before.Where(failed => !ids.Contains(failed.Id)),
        .. from failure in Failures
           let known = before.FirstOrDefault(failed => failed.Id == failure.Id)
           select new FailedMovie(failure.Id, failure.Reason!, known?.Since ?? failure.At, (known?.Attempts ?? 0) + 1),
    ];

    public void Dispose() => Object.Dispose();
}
