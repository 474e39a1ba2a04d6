namespace Hitcast.Worker.Chaos;

/// <summary>What is taken away from workers, and brought back.</summary>
internal sealed class Outages(ChaosDatabase database, ChaosLake lake, Random random)
{
    private const string Database = "of the database";
    private const string OfLake = "of the lake, which is ";

    /// <returns>Its name; null: nothing is taken away this time.</returns>
    public string? Draw() => random.Next(10) switch
    {
        0 or 1 => Database,
        2 or 3 => OfLake + lake.Faults[random.Next(lake.Faults.Count)],
        _ => null,
    };

    public Task BeginAsync(string outage) => outage == Database ? database.TakeAwayAsync() : lake.BeginAsync(outage[OfLake.Length..]);

    /// <returns>Null: nothing is away any more.</returns>
    public async Task<string?> EndAsync(string? outage)
    {
        if (outage is not null)
        {
            await (outage == Database ? database.BringBackAsync() : lake.EndAsync(outage[OfLake.Length..]));
        }

        return null;
    }
}
