using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;

namespace Hitcast.Worker.Hosting.Serving;

/// <summary>Tells systemd, where it asks, that the service is up, lives, and goes: sd_notify(3), sd_watchdog_enabled(3).</summary>
internal sealed class SystemdNotifications(ISystemdNotifier systemd, TimeProvider time) : BackgroundService, IHostedLifecycleService
{
    private static readonly ServiceState Lives = new("WATCHDOG=1");

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Notify(ServiceState.Ready);

    public Task StoppingAsync(CancellationToken cancellationToken) => Notify(ServiceState.Stopping);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>From the thread pool: where no thread is left for this, none is left for requests either, and systemd starts the service anew.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (WatchdogInterval() is not { } interval)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval / 3, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            systemd.Notify(Lives);
        }
    }

    private static TimeSpan? WatchdogInterval()
    {
        var isMeant = Environment.GetEnvironmentVariable("WATCHDOG_PID") is not { Length: > 0 } id || id == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return isMeant && long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds) : null;
    }

    private Task Notify(ServiceState state)
    {
        systemd.Notify(state);
        return Task.CompletedTask;
    }
}
