using System.Runtime.InteropServices;

namespace Hitcast.Worker.Hosting;

/// <summary>SIGTERM and Ctrl-C as a token, in place of the end of the process.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stopped = new();
    private readonly PosixSignalRegistration[] registrations;

    public StopSignals() => registrations = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop), PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop)];

    public CancellationToken Stopped => stopped.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        stopped.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stopped.Cancel();
    }
}
