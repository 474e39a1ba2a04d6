using System.Text.Json;

namespace Hitcast.Worker.Hosting;

/// <summary>How far a function has come with the objects that arrive for it: the object <c>functions/NAME.json</c> of the lake.</summary>
internal sealed record ArrivalState
{
    /// <summary>Taken up at most that often, where the function does not say.</summary>
    private const int Attempts = 5;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The last key that was taken up.</summary>
    public string Cursor { get; init; } = "";

    /// <summary>Keys that failed and come again. Where a scheduler keeps them for itself, there are none.</summary>
    public IReadOnlyList<FailedArrival> Failed { get; init; } = [];

    /// <summary>Keys that failed too often: nothing takes them up but <c>worker invoke NAME key=…</c>.</summary>
    public IReadOnlyList<FailedArrival> SetAside { get; init; } = [];

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public ArrivalState WithSetAside(FailedArrival failure) => this with { SetAside = [.. SetAside.Where(other => other.Key != failure.Key), failure] };

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
