namespace Hitcast.Worker.Tmdb;

/// <param name="Status">200, or 404 for a movie that TMDB no longer has.</param>
/// <param name="Body">TMDB's JSON, byte for byte.</param>
public sealed record MovieReply(int Id, int Status, ReadOnlyMemory<byte> Body);
