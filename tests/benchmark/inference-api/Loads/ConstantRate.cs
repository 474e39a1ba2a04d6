using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hitcast.InferenceApi.Benchmark.Loads;

/// <summary>Requests at a constant rate, whether or not the server keeps up. A request's time runs from the moment it was due, so
/// that what waits behind a slow one counts too (wrk leaves that out: coordinated omission).</summary>
/// <remarks>One thread that sleeps in ppoll, whose timeout is exact to some ten microseconds; timers of .NET are exact to a millisecond.</remarks>
internal static partial class ConstantRate
{
    private const short Readable = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The milliseconds of every request, in the order in which they were due.</summary>
    /// <exception cref="InvalidOperationException">A request failed, or the server fell silent.</exception>
    public static Task<double[]> Run(
        Uri address, IReadOnlyList<byte[]> bodies, double requestsPerSecond, TimeSpan duration, CancellationToken cancellation, int connections = 32) =>
        Task.Factory.StartNew(
            () => Loop(address, bodies, requestsPerSecond, (int)(requestsPerSecond * duration.TotalSeconds), connections, cancellation),
            cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static double[] Loop(
        Uri address, IReadOnlyList<byte[]> bodies, double requestsPerSecond, int count, int connectionCount, CancellationToken cancellation)
    {
        var requests = bodies.Select(body => KeepAliveConnection.Request(address, body)).ToArray();
        var connections = Enumerable.Range(0, connectionCount).Select(_ => new KeepAliveConnection(address)).ToArray();
        var waits = connections.Select(connection => new PollDescriptor { File = connection.Handle, Events = Readable }).ToArray();
        var idle = new Stack<KeepAliveConnection>(connections);
        var milliseconds = new double[count];
        var ticksApart = Stopwatch.Frequency / requestsPerSecond;
        var start = Stopwatch.GetTimestamp();
        var lastAnswer = start;
        for (int sent = 0, answered = 0; answered < count;)
        {
            cancellation.ThrowIfCancellationRequested();
            for (; sent < count && Due(sent) <= Stopwatch.GetTimestamp() && idle.TryPop(out var connection); sent++)
            {
                connection.Send(requests[sent % requests.Length], sent);
            }

            var untilNext = sent < count && idle.Count > 0 ? Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), Due(sent)) : TimeSpan.FromSeconds(1);
            Poll(waits, untilNext);
            for (var i = 0; i < connections.Length; i++)
            {
                if (waits[i].Happened != 0 && connections[i].Receive() is int request)
                {
                    lastAnswer = Stopwatch.GetTimestamp();
                    milliseconds[request] = Stopwatch.GetElapsedTime(Due(request), lastAnswer).TotalMilliseconds;
                    idle.Push(connections[i]);
                    answered++;
                }
            }

            if (Stopwatch.GetElapsedTime(lastAnswer) > Patience)
            {
                throw new InvalidOperationException($"{address} answered {answered} of {sent} requests and then nothing for {Patience.TotalSeconds:0} s.");
            }
        }

        Array.ForEach(connections, connection => connection.Dispose());
        return milliseconds;

        long Due(int request) => start + (long)(request * ticksApart);
    }

    private static void Poll(PollDescriptor[] waits, TimeSpan atMost)
    {
        var nanoseconds = Math.Max(0, atMost.Ticks * TimeSpan.NanosecondsPerTick);
        var timeout = new TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        const int interrupted = 4;
        if (PPoll(waits, (nuint)waits.Length, timeout, 0) < 0 && Marshal.GetLastPInvokeError() != interrupted)
        {
            throw new InvalidOperationException($"ppoll: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    private static partial int PPoll([In, Out] PollDescriptor[] waits, nuint count, in TimeSpec timeout, nint signals);

    private struct PollDescriptor
    {
        public int File;
        public short Events;
        public short Happened;
    }

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
