using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Hosting.Arriving;

/// <summary>Keeps <see cref="ArrivalState"/> in the lake, for all hosts alike.</summary>
internal sealed class ArrivalStore(ILake lake)
{
    public async Task<(ArrivalState State, string? Tag)> ReadAsync(FunctionDefinition function, CancellationToken cancellation)
    {
        using var stored = await lake.GetAsync(KeyOf(function), cancellation);
        return stored is null ? (new ArrivalState(), null) : (await ArrivalState.ReadAsync(stored.Content, cancellation), stored.Tag);
    }

    /// <returns>The new tag; null, and nothing changed, if somebody was faster.</returns>
    public Task<string?> ReplaceAsync(FunctionDefinition function, ArrivalState state, string? tag, CancellationToken cancellation) =>
        lake.ReplaceIfUnchangedAsync(KeyOf(function), state.ToJson(), tag, cancellation);

    /// <summary>Changes the newest state, however many others change it too.</summary>
    public async Task ChangeAsync(FunctionDefinition function, Func<ArrivalState, ArrivalState> change, CancellationToken cancellation)
    {
        string? replaced = null;
        while (replaced is null)
        {
            var (state, tag) = await ReadAsync(function, cancellation);
            replaced = await ReplaceAsync(function, change(state), tag, cancellation);
        }
    }

    /// <summary>After somebody ran the function for a key by hand: it neither comes again nor counts as set aside.</summary>
    public async Task ForgetAsync(FunctionDefinition function, string key, CancellationToken cancellation)
    {
        var (state, _) = await ReadAsync(function, cancellation);
        if (state.Knows(key))
        {
            await ChangeAsync(function, newest => newest.Without(key), cancellation);
        }
    }

    /// <summary>The keys that came after the last one taken up.</summary>
    public IAsyncEnumerable<string> NewKeysAsync(FunctionDefinition function, ArrivalState state, CancellationToken cancellation) =>
        lake.ListAfterAsync(((Trigger.Lake)function.Trigger).Prefix, state.Cursor, cancellation);

    private static string KeyOf(FunctionDefinition function) => $"functions/{function.Name}.json";
}
