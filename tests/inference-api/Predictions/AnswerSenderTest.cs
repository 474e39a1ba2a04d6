using System.Buffers;
using System.IO.Pipelines;
using Hitcast.InferenceApi.Predictions;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Predictions;

public sealed class AnswerSenderTest
{
    /// <remarks>The caller reads again at no time that the sender could know: also between two looks at whether he has.</remarks>
    [Fact]
    public async Task Answers_keep_their_order_whenever_the_caller_reads_again()
    {
        const int episodes = 300, later = 3;
        var random = new Random(1);
        using var caller = new Caller();
        for (var episode = 0; episode < episodes; episode++)
        {
            var pipe = new StuckPipe();
            await using var sender = new AnswerSender(pipe, new Hasty(), TestContext.Current.CancellationToken);
            await sender.SendAsync(output => Put(output, 0));
            await sender.SendAsync(output => Put(output, 1));
            caller.ReadAgain(pipe, random.Next(500));
            var sent = 2;
            for (var left = later; left > 0; left -= pipe.IsRead ? 1 : 0)
            {
                var number = sent++;
                await sender.SendAsync(output => Put(output, number));
            }

            await sender.FinishAsync();
            Assert.Equal(Enumerable.Range(0, sent), pipe.Numbers());
        }
    }

    private static void Put(IBufferWriter<byte> output, int number)
    {
        BitConverter.TryWriteBytes(output.GetSpan(sizeof(int)), number);
        output.Advance(sizeof(int));
    }

    /// <summary>A thread of its own that never sleeps, so that it comes between at any instruction.</summary>
    private sealed class Caller : IDisposable
    {
        private readonly Thread thread;
        private volatile Action? next;
        private volatile bool ends;

        public Caller()
        {
            thread = new(Read);
            thread.Start();
        }

        public void ReadAgain(StuckPipe pipe, int spins) => next = () =>
        {
            Thread.SpinWait(spins);
            pipe.Free();
        };

        public void Dispose()
        {
            ends = true;
            thread.Join();
        }

        private void Read()
        {
            while (!ends)
            {
                Interlocked.Exchange(ref next, null)?.Invoke();
            }
        }
    }

    /// <summary>The patience ends at once.</summary>
    private sealed class Hasty : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    /// <summary>Its first flush ends when the caller reads again; later ones at once.</summary>
    private sealed class StuckPipe : PipeWriter
    {
        private readonly ArrayBufferWriter<byte> written = new();
        private readonly TaskCompletionSource<FlushResult> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int flushes;

        public bool IsRead => first.Task.IsCompleted;

        public void Free() => first.SetResult(default);

        public IEnumerable<int> Numbers() => written.WrittenSpan.ToArray().Chunk(sizeof(int)).Select(bytes => BitConverter.ToInt32(bytes));

        public override void Advance(int bytes) => written.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => written.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => written.GetSpan(sizeHint);

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            flushes++ == 0 ? new(first.Task) : new(default(FlushResult));
    }
}
