using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Tmdb;

namespace Hitcast.Worker.Functions.Extraction;

/// <summary>Works plans off: fetches, writes objects, and saves the position after each.</summary>
/// <param name="stop">Says that no time is left.</param>
internal sealed class ExtractionRun(
    HeldState held, MovieStream movies, ILake lake, TimeProvider time, int objectLines, ILogger logger, CancellationToken stop)
{
    /// <summary>So many failures in a row mean that TMDB is away.</summary>
    private const int MostFailuresInARow = 50;

    /// <summary>More failed movies than that are no exceptions any more.</summary>
    private const int MostFailed = 1000;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private int objects;

    public int Fetched { get; private set; }

    public int Gone { get; private set; }

    /// <summary>No time was left.</summary>
    public bool Stopped => stop.IsCancellationRequested;

    /// <summary>
    /// Tries again what failed in earlier runs. Movies that always fail say nothing of TMDB: where they are many in a row, the others wait for the next run, which
    /// begins with them, and this one goes on with its plans.
    /// </summary>
    /// <exception cref="FunctionFailedException">TMDB refuses the token.</exception>
    public Task RetryAsync(CancellationToken cancellation) =>
        WorkAsync("Failed before", held.State.Failed.Select(failed => failed.Id).ToArray(), (state, _) => state, (_, _) => null, cancellation);

    /// <summary>Fetches ids in their order until they are done or no time is left.</summary>
    /// <param name="advance">Moves the state's position on by as many ids.</param>
    /// <exception cref="FunctionFailedException">TMDB is away or refuses the token; what was done is saved.</exception>
    public Task WorkAsync(string name, ReadOnlyMemory<int> ids, Func<ExtractionState, int, ExtractionState> advance, CancellationToken cancellation) =>
        WorkAsync(name, ids, advance, Judge, cancellation);

    private async Task WorkAsync(
        string name,
        ReadOnlyMemory<int> ids,
        Func<ExtractionState, int, ExtractionState> advance,
        Func<Batch, string?, FunctionFailedException?> judge,
        CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stop, held.Lost);
        // What has come by the end is still saved.
        using var saving = new CancellationTokenSource();
        await using var grace = ending.Token.Register(() => saving.CancelAfter(Grace));
        var progress = new Progress(name, ids.Length, time, logger);
        var batch = new Batch();
        FunctionFailedException? failure = null;
        try
        {
            await foreach (var movie in movies.FetchAsync(ids, ending.Token))
            {
                batch.Add(movie);
                if (batch.Object.Lines == objectLines || batch.FailuresInARow == MostFailuresInARow)
                {
                    failure = judge(batch, movie.Reason);
                    await FlushAsync(batch, advance, saving.Token);
                    progress.Report(batch.Count);
                    batch = batch.Next();
                    if (failure is not null || batch.FailuresInARow == MostFailuresInARow)
                    {
                        break;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
        }
        catch (TmdbRefusedException exception)
        {
            failure = new FunctionFailedException(exception.Message, exception);
        }

        await FlushAsync(batch, advance, saving.Token);
        batch.Dispose();
        progress.Report(batch.Count);
        if (failure is not null)
        {
            throw failure;
        }

        cancellation.ThrowIfCancellationRequested();
        held.ThrowIfLost();
    }

    private FunctionFailedException? Judge(Batch batch, string? reason) =>
        batch.FailuresInARow >= MostFailuresInARow
            ? new FunctionFailedException($"{MostFailuresInARow} movies in a row could not be fetched, the last because: {reason} The next run goes on from here.")
        : batch.Failures.Count > 0 && batch.Merge(held.State.Failed).Count > MostFailed
            ? new FunctionFailedException($"More than {MostFailed} movies could not be fetched, the last because: {batch.Failures[^1].Reason} Look at {HeldState.Key}.")
        : null;

    private async Task FlushAsync(Batch batch, Func<ExtractionState, int, ExtractionState> advance, CancellationToken cancellation)
    {
        if (batch.Count == 0)
        {
            return;
        }

        if (batch.Object.Lines > 0)
        {
            var content = batch.Object.Close();
            while (!await lake.PutIfAbsentAsync($"tmdb/movies/{held.State.Run}/{++objects:000000}.jsonl.gz", content, cancellation))
            {
            }
        }

        await held.SaveAsync(state => advance(state, batch.Count) with { Failed = batch.Merge(state.Failed) }, cancellation);
        Fetched += batch.Object.Lines;
        Gone += batch.Gone;
    }
}
