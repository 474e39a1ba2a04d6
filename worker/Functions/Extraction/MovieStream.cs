using System.Runtime.CompilerServices;
using Hitcast.Worker.Tmdb;

namespace Hitcast.Worker.Functions.Extraction;

/// <summary>Fetches movies in a plan's order, many at once.</summary>
internal sealed class MovieStream(TmdbClient tmdb, TimeProvider time)
{
    /// <summary>So far ahead of the slowest that others are fetched; the client's pace, not this, says how many are under way.</summary>
    private const int Ahead = 300;

    /// <summary>One result an id, in the order of the ids.</summary>
    /// <exception cref="TmdbRefusedException">TMDB does not accept the token.</exception>
    public async IAsyncEnumerable<FetchedMovie> FetchAsync(ReadOnlyMemory<int> ids, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var started = new Queue<Task<FetchedMovie>>();
        try
        {
            for (var next = 0; next < ids.Length || started.Count > 0;)
            {
                while (next < ids.Length && started.Count < Ahead)
                {
                    started.Enqueue(FetchOneAsync(ids.Span[next++], abandoned.Token));
                }

                yield return await started.Dequeue();
            }
        }
        finally
        {
            await abandoned.CancelAsync();
            await ((Task)Task.WhenAll(started)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<FetchedMovie> FetchOneAsync(int id, CancellationToken cancellation)
    {
        try
        {
            var reply = await tmdb.GetMovieAsync(id, cancellation);
            return new FetchedMovie(id, time.GetUtcNow(), reply, null);
        }
        catch (TmdbException exception) when (exception is not TmdbRefusedException)
        {
            return new FetchedMovie(id, time.GetUtcNow(), null, exception.Message);
        }
    }
}
