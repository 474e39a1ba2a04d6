namespace Hitcast.Worker.Tmdb;

/// <summary>TMDB gave no usable reply, retries included. The message says what came instead.</summary>
public class TmdbException(string message, Exception? cause = null) : Exception(message, cause);
