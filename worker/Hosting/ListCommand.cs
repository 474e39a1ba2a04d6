using System.Globalization;
using Quartz;
using Quartz.Extensibility;

namespace Hitcast.Worker.Hosting;

/// <summary><c>worker functions</c>: what runs when, and how it went the last time.</summary>
internal sealed class ListCommand(FunctionCatalog catalog, IServiceProvider services, OpenDatabase openDatabase, TimeProvider time, Terminal terminal)
{
    /// <returns>0, and 1 where the database that knows the last outcomes cannot be used.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        IExecutionHistoryStore? history = null;
        string? failure = null;
        try
        {
            history = await OpenHistoryAsync(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            failure = exception.Message;
        }

        await terminal.Output.WriteLineAsync(Row("function", "trigger", "next run (UTC)", "last outcome"));
        foreach (var function in catalog.Functions)
        {
            var last = history is null ? "unknown" : Outcome(await history.GetJobRunStatus(QuartzHost.SchedulerName, new JobKey(function.Name), cancellation));
            await terminal.Output.WriteLineAsync(Row(function.Name, TriggerOf(function), NextOf(function), last));
        }

        if (failure is not null)
        {
            await terminal.Errors.WriteLineAsync($"The last outcomes are unknown: {failure}");
        }

        return failure is null ? 0 : 1;
    }

    private async Task<IExecutionHistoryStore> OpenHistoryAsync(CancellationToken cancellation)
    {
        await services.GetRequiredService<SchedulerDatabase>().OpenAsync(openDatabase, services, cancellation);
        // Built, which makes missing tables, and never started.
        await services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellation);
        return services.GetRequiredService<IExecutionHistoryStore>();
    }

    private static string Row(string name, string trigger, string next, string last) => $"{name,-18} {trigger,-30} {next,-18} {last}".TrimEnd();

    private static string TriggerOf(FunctionDefinition function) => function.Trigger switch
    {
        Trigger.Timer timer => $"timer {timer.Schedule.Text}",
        Trigger.Lake lake => $"arrival in {lake.Prefix}",
        _ => throw new InvalidOperationException($"No text for {function.Trigger}."),
    };

    private string NextOf(FunctionDefinition function) =>
        function.Trigger is Trigger.Timer timer ? Text(timer.Schedule.NextAfter(time.GetUtcNow())) : "on arrival";

    private static string Outcome(JobRunStatus? status) => status is null
        ? "never run"
        : string.Create(CultureInfo.InvariantCulture, $"{status.LastResult} {Text(status.LastFiredAtUtc)}: {status.LastSummary ?? status.LastFailureMessage}");

    private static string Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never";
}
