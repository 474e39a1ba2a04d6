using System.Globalization;
using Hitcast.Worker.Hosting.Scheduling;
using Quartz;

namespace Hitcast.Worker.Hosting.CommandLine;

/// <summary><c>worker functions</c>: what runs when, how it went the last time, and what was set aside.</summary>
internal sealed class ListCommand(FunctionStates states, IServiceProvider services, OpenDatabase openDatabase, Terminal terminal)
{
    /// <returns>0, and 1 where the database that knows the last outcomes cannot be used.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        string? failure = null;
        try
        {
            await OpenHistoryAsync(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            failure = exception.Message;
        }

        await terminal.Output.WriteLineAsync(Row("function", "trigger", "next run (UTC)", "last outcome"));
        var functions = await states.ReadAsync(withHistory: failure is null, cancellation);
        foreach (var function in functions)
        {
            var last = failure is null ? Outcome(function.Last) : "unknown";
            await terminal.Output.WriteLineAsync(Row(function.Name, function.Trigger, function.NextRun is { } next ? Text(next) : "on arrival", last));
        }

        foreach (var (function, arrival) in functions.SelectMany(function => function.SetAside, (function, arrival) => (function, arrival)))
        {
            await terminal.Output.WriteLineAsync($"set aside: {arrival.Key} after {arrival.Attempts} attempts: {arrival.Reason} Again: worker invoke {function.Name} key={arrival.Key}");
        }

        if (failure is not null)
        {
            await terminal.Errors.WriteLineAsync($"The last outcomes are unknown: {failure}");
        }

        return failure is null ? 0 : 1;
    }

    private async Task OpenHistoryAsync(CancellationToken cancellation)
    {
        await services.GetRequiredService<SchedulerDatabase>().OpenAsync(openDatabase, services, cancellation);
        // Built, which makes missing tables, and never started.
        await services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellation);
    }

    private static string Row(string name, string trigger, string next, string last) => $"{name,-18} {trigger,-30} {next,-18} {last}".TrimEnd();

    private static string Outcome(FunctionOutcome? last) =>
        last is null ? "never run" : $"{last.Result} {(last.At is { } at ? Text(at) : "never")}: {last.Summary}";

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
