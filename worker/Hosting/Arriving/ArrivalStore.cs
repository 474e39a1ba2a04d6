using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Hosting.Arriving;

/// <summary>Keeps <see cref="ArrivalState"/> in the lake, for all hosts alike.</summary>
internal sealed partial class ArrivalStore(ILake lake, IArrivalMarks marks, ILogger<ArrivalStore> logger)
{
    /// <summary>The state to list from: a new one where the database lacks what the cursor has passed. What it has is passed over by the function.</summary>
    public async Task<(ArrivalState State, string? Tag)> BeginAsync(FunctionDefinition function, CancellationToken cancellation)
    {
        while (true)
        {
            // In this order, since the mark is moved before the cursor.
            var (state, tag) = await ReadAsync(function, cancellation);
            var mark = await marks.ReadAsync(function.Name, cancellation);
            if (string.CompareOrdinal(mark, state.Cursor) >= 0)
            {
                return (state, tag);
            }

            var anew = new ArrivalState();
            if (await ReplaceAsync(function, anew, tag, cancellation) is { } replaced)
            {
                LogAnew(function.Name, state.Cursor, mark);
                return (anew, replaced);
            }
        }
    }

    /// <summary>To be called before the cursor passes a key.</summary>
    public Task MarkAsync(FunctionDefinition function, string key, CancellationToken cancellation) => marks.AdvanceAsync(function.Name, key, cancellation);

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lake's cursor for {Function} is at \"{Cursor}\", its database at \"{Mark}\": that is a new one, an older backup, or an older worker's. All objects are taken up anew; those that it has are passed over")]
    private partial void LogAnew(string function, string cursor, string mark);
}
