using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Questions.Asking;
using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Status;

/// <summary>Gathers the report. What cannot be reached stands there as such, and holds up the rest for <c>Status:TimeoutSeconds</c> at most.</summary>
internal sealed class StatusReader(
    Readiness readiness,
    WarehouseState warehouse,
    WorkerClient worker,
    ModelStates models,
    QuestionMetrics questions,
    DailyBudget budget,
    IOptions<GeminiOptions> gemini,
    IOptions<StatusOptions> options,
    TimeProvider time)
{
    public async Task<StatusReport> ReadAsync(CancellationToken cancellation)
    {
        var catalogue = CatalogueAsync(cancellation);
        var functions = WorkerAsync(cancellation);
        var now = time.GetUtcNow();
        var report = new StatusReport(now, [], Service(now), await catalogue, await functions, models.Read(), Questions(), Gemini());
        return report with { Attention = [.. Attention.Of(report)] };
    }

    private ServiceState Service(DateTimeOffset now)
    {
        var reasons = readiness.Reasons;
        return new(Health.Version, readiness.StartedAt, (long)(now - readiness.StartedAt).TotalSeconds, reasons.Count == 0, reasons);
    }

    private async Task<CatalogueState> CatalogueAsync(CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            // Not awaited to its end where it is late: to cancel a statement takes the server too.
            var state = await warehouse.ReadAsync(either.Token).WaitAsync(either.Token);
            return new(null, state.Movies, state.Newest, state.Oldest, state.Load, state.LoadedAt, state.ForecastAt);
        }
        catch (Exception exception) when (exception is WarehouseUnavailableException or SqlRefusedException)
        {
            return new(exception.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new($"The warehouse did not answer within {options.Value.TimeoutSeconds} s.");
        }
    }

    private async Task<WorkerState> WorkerAsync(CancellationToken cancellation)
    {
        try
        {
            return new(null, await worker.ListAsync(cancellation));
        }
        catch (WorkerException exception)
        {
            return new(exception.Message, []);
        }
    }

    private QuestionsState Questions()
    {
        var ways = questions.Counts;
        var asked = ways.Values.Sum();
        var failed = ways.GetValueOrDefault("failed");
        return new(asked, ways, failed, asked == 0 ? null : (double)failed / asked);
    }

    private GeminiState Gemini() => new(gemini.Value.IsConfigured, gemini.Value.Model, budget.Spent, gemini.Value.DailyBudget, budget.Left);
}
