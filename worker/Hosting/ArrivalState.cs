using System.Text.Json;

namespace Hitcast.Worker.Hosting;

/// <summary>How far a function has come with the objects that arrive for it: the object <c>functions/NAME.json</c> of the lake.</summary>
internal sealed record ArrivalState
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The last key that was taken up.</summary>
    public string Cursor { get; init; } = "";

    /// <summary>Keys that failed and come again.</summary>
    public IReadOnlyList<FailedArrival> Failed { get; init; } = [];

    /// <summary>Keys that failed too often: nothing takes them up but <c>worker invoke NAME key=…</c>.</summary>
    public IReadOnlyList<FailedArrival> SetAside { get; init; } = [];

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="JsonException">Somebody changed the object by hand.</exception>
    public static async Task<ArrivalState> ReadAsync(Stream stream, CancellationToken cancellation) =>
        await JsonSerializer.DeserializeAsync<ArrivalState>(stream, Json, cancellation) ?? throw new JsonException("The cursor is null.");
}

/// <param name="Due">When it comes again.</param>
internal sealed record FailedArrival(string Key, int Attempts, DateTimeOffset Due, string Reason);
