using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Hitcast.Worker.Warehouse;

/// <summary>Rows for one table in the binary format of PostgreSQL's COPY: https://www.postgresql.org/docs/current/sql-copy.html.</summary>
internal sealed class CopyBuffer(string table, string columns)
{
    private const int TextOid = 25;
    private const int Null = -1;

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, 0x0d, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly short count = (short)columns.Split(',').Length;
    private int begun;

    public int Length => bytes.WrittenCount;

    public CopyBuffer Row()
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), count);
        begun = 0;
        return this;
    }

    /// <summary>All columns that the row has left.</summary>
    public CopyBuffer Unknown()
    {
        while (begun < count)
        {
            Field(Null);
        }

        return this;
    }

    public CopyBuffer Int(int? value)
    {
        if (value is { } known)
        {
            Field(4);
            BinaryPrimitives.WriteInt32BigEndian(Take(4), known);
            return this;
        }

        return Field(Null);
    }

    public CopyBuffer Short(short? value)
    {
        if (value is { } known)
        {
            Field(2);
            BinaryPrimitives.WriteInt16BigEndian(Take(2), known);
            return this;
        }

        return Field(Null);
    }

    public CopyBuffer Long(long? value)
    {
        if (value is { } known)
        {
            Field(8);
            BinaryPrimitives.WriteInt64BigEndian(Take(8), known);
            return this;
        }

        return Field(Null);
    }

    public CopyBuffer Double(double? value) => Long(value is { } known ? BitConverter.DoubleToInt64Bits(known) : null);

    /// <summary>Days since 2000-01-01.</summary>
    public CopyBuffer Date(DateOnly? value) => Int(value?.DayNumber - DateOnly.FromDateTime(Epoch.DateTime).DayNumber);

    /// <summary>Microseconds since 2000-01-01.</summary>
    public CopyBuffer Time(DateTimeOffset value) => Long((value - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    public CopyBuffer Bool(bool? value)
    {
        if (value is { } known)
        {
            Field(1);
            Take(1)[0] = known ? (byte)1 : (byte)0;
            return this;
        }

        return Field(Null);
    }

    public CopyBuffer Text(string? value)
    {
        if (value is null)
        {
            return Field(Null);
        }

        begun++;
        Bytes(value);
        return this;
    }

    /// <summary>An array of one dimension.</summary>
    public CopyBuffer Texts(IReadOnlyCollection<string>? values)
    {
        if (values is null)
        {
            return Field(Null);
        }

        Field(values.Count == 0 ? 12 : 20 + values.Sum(value => 4 + Encoding.UTF8.GetByteCount(value)));
        Number(values.Count == 0 ? 0 : 1);
        Number(0);
        Number(TextOid);
        if (values.Count > 0)
        {
            Number(values.Count);
            Number(1);
        }

        foreach (var value in values)
        {
            Bytes(value);
        }

        return this;
    }

    /// <summary>Copies what was gathered into the table, and begins anew.</summary>
    public async Task SendAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (Length == 0)
        {
            return;
        }

        await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)", cancellation);
        await copy.WriteAsync(Header, cancellation);
        await copy.WriteAsync(bytes.WrittenMemory, cancellation);
        await copy.WriteAsync(new byte[] { 0xff, 0xff }, cancellation);
        bytes.ResetWrittenCount();
    }

    private CopyBuffer Field(int length)
    {
        begun++;
        Number(length);
        return this;
    }

    private void Bytes(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    private void Number(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    private Span<byte> Take(int length)
    {
        var span = bytes.GetSpan(length)[..length];
        bytes.Advance(length);
        return span;
    }
}
