using Hitcast.Worker.Warehouse;

namespace Hitcast.Worker.Functions;

/// <summary>An object that arrived in the lake is loaded into the warehouse. Naming one that was set aside loads it again.</summary>
public sealed class LoadMovies(MovieLoader loader)
{
    public Task<LoadOutcome> RunAsync(string key, CancellationToken cancellation) => loader.LoadAsync(key, cancellation);
}
