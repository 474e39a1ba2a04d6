using System.Globalization;
using System.Net.Sockets;

namespace Hitcast.Worker.Lake;

/// <summary>A connection to a lake that waits so long at most for the next bytes to come or to go: a peer that falls silent in the middle of a reply would else hold its reader for ever.</summary>
internal sealed class PatientStream : Stream
{
    private readonly Stream connection;
    private readonly TimeSpan limit;

    public PatientStream(Stream connection, TimeSpan limit)
    {
        (this.connection, this.limit) = (connection, limit);
        // For what is read and written without await.
        connection.ReadTimeout = connection.WriteTimeout = (int)limit.TotalMilliseconds;
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return connection.Read(buffer, offset, count);
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.TimedOut })
        {
            throw Silent(exception);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => connection.Write(buffer, offset, count);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = 0;
        await WithinLimitAsync(async cancellation => read = await connection.ReadAsync(buffer, cancellation), cancellationToken);
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await WithinLimitAsync(async cancellation => await connection.WriteAsync(buffer, cancellation), cancellationToken);

    public override void Flush() => connection.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task WithinLimitAsync(Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(limit);
        try
        {
            await act(limited.Token);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw Silent(exception);
        }
    }

    private LakeException Silent(Exception exception) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The lake's server has been silent for {limit.TotalSeconds:0.#} s."), exception);
}
