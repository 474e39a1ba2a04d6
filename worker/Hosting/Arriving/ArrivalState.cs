using System.Text.Json;
using Hitcast.Worker.Hosting.Declaration;

namespace Hitcast.Worker.Hosting.Arriving;

/// <summary>How far a function has come with the objects that arrive for it: the object <c>functions/NAME.json</c> of the lake.</summary>
internal sealed record ArrivalState
{
    /// <summary>Taken up at most that often, where the function does not say.</summary>
    private const int Attempts = 5;

    /// <summary>The reason of an attempt that nobody lived to tell of.</summary>
    public const string Ended = "The process ended while it was at work.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The last key that was taken up.</summary>
    public string Cursor { get; init; } = "";

    /// <summary>Keys that failed and come again. Where a scheduler keeps them for itself, there are none.</summary>
    public IReadOnlyList<FailedArrival> Failed { get; init; } = [];

    /// <summary>Keys that failed too often: nothing takes them up but <c>worker invoke NAME key=…</c>.</summary>
    public IReadOnlyList<FailedArrival> SetAside { get; init; } = [];

    public bool Knows(string key) => Failed.Concat(SetAside).Any(arrival => arrival.Key == key);

    public ArrivalState Without(string key) => this with
    {
        Failed = [.. Failed.Where(arrival => arrival.Key != key)],
        SetAside = [.. SetAside.Where(arrival => arrival.Key != key)],
    };

    /// <summary>In place of what was known of its key.</summary>
    public ArrivalState WithFailed(FailedArrival arrival)
    {
        var others = Without(arrival.Key);
        return others with { Failed = [.. others.Failed, arrival] };
    }

    /// <inheritdoc cref="WithFailed"/>
    public ArrivalState WithSetAside(FailedArrival arrival)
    {
        var others = Without(arrival.Key);
        return others with { SetAside = [.. others.SetAside, arrival] };
    }

    /// <summary>Moves the cursor on, never back.</summary>
    public ArrivalState Past(string key) => string.CompareOrdinal(key, Cursor) > 0 ? this with { Cursor = key } : this;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="JsonException">Somebody changed the object by hand.</exception>
    public static async Task<ArrivalState> ReadAsync(Stream stream, CancellationToken cancellation) =>
        await JsonSerializer.DeserializeAsync<ArrivalState>(stream, Json, cancellation) ?? throw new JsonException("The cursor is null.");

    /// <summary>If a key has failed as often as the function's retry allows.</summary>
    public static bool IsLast(FunctionDefinition function, int attempt) => attempt >= (function.Retry?.MaxRetryCount + 1 ?? Attempts);

    /// <summary>The pause after a failed attempt, counted from 1.</summary>
    public static TimeSpan PauseAfter(FunctionDefinition function, int attempt) => function.Retry?.Delay(attempt) ?? TimeSpan.FromMinutes(1);
}

/// <param name="Due">When it comes again.</param>
internal sealed record FailedArrival(string Key, int Attempts, DateTimeOffset Due, string Reason);
