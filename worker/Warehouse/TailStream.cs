namespace Hitcast.Worker.Warehouse;

/// <summary>Reads another stream and remembers its last four bytes, where gzip says how long the content was.</summary>
internal sealed class TailStream(Stream inner) : Stream
{
    private const int Kept = sizeof(uint);

    private readonly byte[] tail = new byte[Kept];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The length modulo 2³²; of the last member only, where several were joined.</summary>
    public uint LastNumber => System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(tail);

    public override int Read(byte[] buffer, int offset, int count) => Remember(buffer.AsSpan(offset), inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        return Remember(buffer.Span, count);
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Remember(ReadOnlySpan<byte> buffer, int count)
    {
        var news = buffer[..count][^Math.Min(count, Kept)..];
        tail.AsSpan(news.Length).CopyTo(tail);
        news.CopyTo(tail.AsSpan(Kept - news.Length));
        return count;
    }
}
