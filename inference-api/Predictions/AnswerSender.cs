using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.WebUtilities;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>Sends answers as the caller takes them. A caller that takes none for a while gets them later from a temporary file.</summary>
/// <remarks>
/// Most HTTP clients send their whole body before they read a byte of the reply. If the service stopped reading because nobody took its
/// answers, both would wait for each other. So answers go aside after <see cref="Patience"/>, and memory stays flat all the same.
/// </remarks>
internal sealed class AnswerSender(PipeWriter response, TimeProvider time, CancellationToken cancellation) : IAsyncDisposable
{
    private const int MostInMemory = 1 << 20;
    private const long MostAside = 4L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private readonly ArrayBufferWriter<byte> answers = new();
    private FileBufferingWriteStream aside = new(MostInMemory);
    private Task sending = Task.CompletedTask;
    private bool isStuck;

    /// <summary>Whether any answers had to be put aside.</summary>
    public bool PutAside { get; private set; }

    /// <summary>Sends what <paramref name="write"/> writes, now or when the caller takes it.</summary>
    public async ValueTask SendAsync(Action<IBufferWriter<byte>> write)
    {
        await WaitAsync();
        if (sending.IsCompleted && aside.Length == 0)
        {
            isStuck = false;
            await sending;
            write(response);
            sending = response.FlushAsync(cancellation).AsTask();
            return;
        }

        PutAside = true;
        write(answers);
        aside.Write(answers.WrittenSpan);
        answers.ResetWrittenCount();
    }

    /// <summary>Sends all that is left, at the caller's pace.</summary>
    public async ValueTask FinishAsync()
    {
        await sending;
        await SendAsideAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever ends early has an exception of his own; that the reply could not be sent either adds nothing to it.
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await aside.DisposeAsync();
    }

    /// <summary>Gives the caller a moment to take what is on its way, unless it has shown that it takes nothing.</summary>
    private async ValueTask WaitAsync()
    {
        if (!sending.IsCompleted && (!isStuck || aside.Length > MostAside))
        {
            var patience = aside.Length > MostAside ? Timeout.InfiniteTimeSpan : Patience;
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            isStuck = await Task.WhenAny(sending, Task.Delay(patience, time, enough.Token)) != sending;
            await enough.CancelAsync();
        }

        if (sending.IsCompleted && aside.Length > 0)
        {
            isStuck = false;
            await sending;
            sending = SendAsideAsync();
            await WaitAsync();
        }
    }

    private async Task SendAsideAsync()
    {
        await using var full = aside;
        aside = new(MostInMemory);
        await full.DrainBufferAsync(response, cancellation);
        await response.FlushAsync(cancellation);
    }
}
