using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Questions.Verified;
using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Options;

namespace Hitcast.Evaluation;

/// <summary>Asks the verified questions without an API: no model takes part.</summary>
internal sealed class InProcess : IAsyncDisposable
{
    private readonly SqlGate gate;
    private readonly VerifiedQuestions questions;

    public InProcess(string connectionString)
    {
        gate = new(Options.Create(new WarehouseOptions { ConnectionString = connectionString }), TimeProvider.System);
        questions = new(new SemanticLayer(), gate, TimeProvider.System);
    }

    public async Task<Reply> AskAsync(Question question, CancellationToken cancellation)
    {
        var outcome = await questions.MatchAsync(question.Text, question.After is { } after ? [after] : [], cancellation);
        if (outcome.Match is not { } match)
        {
            return new(null, [], null, $"unexplained: {string.Join(", ", outcome.Unexplained)}");
        }

        var table = await gate.RunAsync(match.Sql, cancellation);
        return new("verified", [.. table.Rows.Select(row => row.Select(Value).ToArray())], null, $"{match.Name}: {match.Title}");
    }

    public ValueTask DisposeAsync() => gate.DisposeAsync();

    private static object? Value(object? value) => value is DateOnly date ? date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : value;
}
