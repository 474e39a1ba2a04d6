using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Questions.Verified;
using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Tests.Questions;

/// <summary>The verified questions over the sample warehouse, at a time that stands still.</summary>
internal sealed class Understanding : IAsyncDisposable
{
    private Understanding(SqlGate gate)
    {
        Gate = gate;
        Layer = new SemanticLayer();
        Questions = new(Layer, gate, new Clock());
    }

    public SqlGate Gate { get; }

    public SemanticLayer Layer { get; }

    public VerifiedQuestions Questions { get; }

    public static async Task<Understanding> OfAsync(SampleWarehouse warehouse) =>
        new(new SqlGate(Options.Create(new WarehouseOptions { ConnectionString = await warehouse.ReaderConnectionStringAsync() }), TimeProvider.System));

    public async Task<VerifiedMatch?> MatchAsync(string question, params string[] turns) => (await Questions.MatchAsync(question, turns, CancellationToken.None)).Match;

    public ValueTask DisposeAsync() => Gate.DisposeAsync();

    /// <summary>In the year 2026.</summary>
    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    }
}
