using Hitcast.Worker.Tmdb;

namespace Hitcast.Worker.Functions.Extraction;

/// <param name="Reply">Null where it failed.</param>
/// <param name="Reason">Why it failed.</param>
internal sealed record FetchedMovie(int Id, DateTimeOffset At, MovieReply? Reply, string? Reason);
