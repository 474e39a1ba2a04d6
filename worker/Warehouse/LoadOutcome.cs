namespace Hitcast.Worker.Warehouse;

/// <summary>What a load did.</summary>
/// <param name="IsNew">False where the ledger had the object already, and nothing was done.</param>
/// <param name="Movies">Movies brought up to date.</param>
/// <param name="Gone">Movies that became tombstones.</param>
/// <param name="Outdated">Lines passed over, since a newer state was known.</param>
/// <param name="TextsCleaned">Texts that lost a NUL.</param>
/// <param name="Issues">Rows written to <c>load_issue</c>.</param>
public sealed record LoadOutcome(bool IsNew, int Movies, int Gone, int Outdated, int TextsCleaned, int Issues)
{
    public static LoadOutcome AlreadyLoaded { get; } = new(false, 0, 0, 0, 0, 0);
}
