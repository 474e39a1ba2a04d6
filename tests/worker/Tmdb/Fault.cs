namespace Hitcast.Worker.Tests.Tmdb;

/// <summary>What TMDB, or the way to it, can do in place of a reply.</summary>
internal enum Fault
{
    TooManyRequests,
    Code25WithStatus200,
    ServerError,
    Maintenance,
    Reset,
    CutBody,
    CutJson,
    Slow,
    MissingPart,
    AnotherMovie,
    NotFoundByProxy,
}
