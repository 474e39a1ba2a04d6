namespace Hitcast.Worker.Hosting.Arriving;

/// <summary>
/// How far arrivals were taken up, as the database knows that they go to. The cursor, in the lake, outlives that database: where the database knows less, it is
/// a new one or an older backup.
/// </summary>
public interface IArrivalMarks
{
    /// <summary>The last key that was taken up for a function; "" if there is none.</summary>
    Task<string> ReadAsync(string function, CancellationToken cancellation);

    /// <summary>Moves it on, never back.</summary>
    Task AdvanceAsync(string function, string key, CancellationToken cancellation);
}
