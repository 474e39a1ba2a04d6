using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Quartz;
using Quartz.Extensibility;

namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>How the functions stand: from their signatures, the scheduler's history and the lake.</summary>
internal sealed class FunctionStates(FunctionCatalog catalog, IServiceProvider services, ArrivalStore arrivals, TimeProvider time)
{
    /// <param name="withHistory">If last outcomes are asked for, which are in the database.</param>
    public async Task<IReadOnlyList<FunctionStatus>> ReadAsync(bool withHistory, CancellationToken cancellation)
    {
        var history = withHistory ? services.GetRequiredService<IExecutionHistoryStore>() : null;
        var all = new List<FunctionStatus>();
        foreach (var function in catalog.Functions)
        {
            var last = history is null ? null : await history.GetJobRunStatus(QuartzHost.SchedulerName, new JobKey(function.Name), cancellation);
            all.Add(new(
                function.Name,
                TriggerOf(function),
                (function.Trigger as Trigger.Timer)?.Schedule.NextAfter(time.GetUtcNow()),
                last is null ? null : new(last.LastResult.ToString(), last.LastFiredAtUtc, last.LastSummary ?? last.LastFailureMessage),
                function.Trigger is Trigger.Lake ? (await arrivals.ReadAsync(function, cancellation)).State.SetAside : []));
        }

        return all;
    }

    private static string TriggerOf(FunctionDefinition function) => function.Trigger switch
    {
        Trigger.Timer timer => $"timer {timer.Schedule.Text}",
        Trigger.Lake lake => $"arrival in {lake.Prefix}",
        _ => throw new InvalidOperationException($"No text for {function.Trigger}."),
    };
}
