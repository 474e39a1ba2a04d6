using Quartz;

namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>Has the scheduler begin nothing more as soon as the host is told to stop, and not only when the web server, which ends first, has ended.</summary>
internal sealed class SchedulerStandby(ISchedulerFactory schedulers) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken) => await (await schedulers.GetScheduler(cancellationToken)).Standby(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
