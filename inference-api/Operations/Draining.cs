using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Operations;

/// <summary>Goes on serving for a while after the host was told to stop, so that a load balancer sees it at /health/ready before connections are refused.</summary>
internal sealed class Draining(IOptions<LimitsOptions> limits, IHostApplicationLifetime lifetime, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Signals have done so already; a stop by the host itself would only do so afterwards.
        lifetime.StopApplication();
        return Task.Delay(TimeSpan.FromSeconds(limits.Value.DrainSeconds), time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
