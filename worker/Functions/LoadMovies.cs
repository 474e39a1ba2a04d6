using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Warehouse;

namespace Hitcast.Worker.Functions;

/// <summary>An object that arrived in the lake is loaded into the warehouse. Naming one that was set aside loads it again.</summary>
internal sealed class LoadMovies(MovieLoader loader)
{
    [Function("load-movies")]
    [ExponentialBackoffRetry(MovieLoader.Attempts - 1, "00:00:05", "00:05:00")]
    public async Task<FunctionResult> RunAsync([LakeTrigger("tmdb/movies/")] string key, CancellationToken cancellation)
    {
        try
        {
            var load = await loader.LoadAsync(key, cancellation);
            return load.IsNew
                ? FunctionResult.Done($"{load.Movies:N0} movies loaded, {load.Gone:N0} gone, {load.Outdated:N0} passed over as outdated, {load.Issues:N0} issues.")
                : FunctionResult.NothingToDo($"{key} is loaded already.");
        }
        catch (LakeObjectException exception)
        {
            throw new FunctionFailedException(exception.Message, exception);
        }
        catch (WarehouseException exception)
        {
            throw new UnavailableException(exception.Message, exception);
        }
    }
}
