namespace Hitcast.Worker.Tmdb;

/// <summary>TMDB does not accept the token: no request will succeed until somebody changes it.</summary>
public sealed class TmdbRefusedException(string message) : TmdbException(message);
