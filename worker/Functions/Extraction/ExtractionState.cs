using System.Text.Json;

namespace Hitcast.Worker.Functions.Extraction;

/// <summary>All that one run leaves to the next: the object <c>tmdb/state/extraction.json</c>.</summary>
internal sealed record ExtractionState
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>The latest run, which names its folder in the lake by it.</summary>
    public string? Run { get; init; }

    /// <summary>Until then the latest run is at work, if it does not say otherwise; null: it has ended.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The last day whose changes are planned, in UTC.</summary>
    public DateOnly? ChangesThrough { get; init; }

    /// <summary>The latest snapshot of the catalogue.</summary>
    public Snapshot? Snapshot { get; init; }

    /// <summary>What is left of the snapshot; null: nothing.</summary>
    public Plan? SnapshotPlan { get; init; }

    /// <summary>What is left of the changes; null: nothing.</summary>
    public Plan? ChangesPlan { get; init; }

    /// <summary>Movies that could not be fetched, for the next run to try again.</summary>
    public IReadOnlyList<FailedMovie> Failed { get; init; } = [];

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="JsonException">Somebody changed the object by hand, or a newer worker wrote it.</exception>
    public static async Task<ExtractionState> ReadAsync(Stream stream, CancellationToken cancellation) =>
        await JsonSerializer.DeserializeAsync<ExtractionState>(stream, Json, cancellation) ?? throw new JsonException("The state is null.");
}

/// <param name="Day">The day of TMDB's export.</param>
/// <param name="Export">The export's key in the lake.</param>
/// <param name="Ids">How many ids the export lists.</param>
internal sealed record Snapshot(DateOnly Day, string Export, int Ids);

/// <param name="Key">The object that lists the ids.</param>
/// <param name="Position">How many of them are done.</param>
internal sealed record Plan(string Key, int Count, int Position);

/// <param name="Since">When it first failed.</param>
/// <param name="Attempts">Runs that tried.</param>
internal sealed record FailedMovie(int Id, string Reason, DateTimeOffset Since, int Attempts);
