using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Hitcast.InferenceApi.Contract;

/// <summary>Reads one protobuf message field by field, in the wire format of https://protobuf.dev/programming-guides/encoding.</summary>
/// <remarks>Every defect of the bytes is an <see cref="OnnxFileException"/>.</remarks>
internal ref struct ProtobufReader(ReadOnlyMemory<byte> message)
{
    private const int Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5;

    private readonly ReadOnlySpan<byte> span = message.Span;
    private int position;
    private int wireType;
    private ulong number;
    private ReadOnlyMemory<byte> content;

    /// <summary>The number of the field that <see cref="Next"/> read.</summary>
    public int Field { get; private set; }

    /// <summary>How many integers the field holds: one, or the many of a packed field.</summary>
    public readonly int IntegerCount
    {
        get
        {
            var count = 1;
            if (wireType == Delimited)
            {
                count = 0;
                foreach (var octet in content.Span)
                {
                    count += octet < 0x80 ? 1 : 0;
                }
            }

            return count;
        }
    }

    /// <inheritdoc cref="IntegerCount"/>
    public readonly int FloatCount => wireType == Delimited ? content.Length / sizeof(float) : 1;

    /// <summary>Reads the next field, whatever its type; false at the message's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Next()
    {
        if (position == span.Length)
        {
            return false;
        }

        var tag = ReadVarint();
        if (tag is < 8 or > uint.MaxValue)
        {
            throw new OnnxFileException($"A field's tag is {tag}, which no protobuf message has.");
        }

        (Field, wireType) = ((int)(tag >> 3), (int)(tag & 7));
        switch (wireType)
        {
            case Varint: number = ReadVarint(); break;
            case Fixed64: number = BinaryPrimitives.ReadUInt64LittleEndian(span[Take(sizeof(ulong))..]); break;
            case Fixed32: number = BinaryPrimitives.ReadUInt32LittleEndian(span[Take(sizeof(uint))..]); break;
            case Delimited: ReadContent(ReadVarint()); break;
            default: throw new OnnxFileException($"Field {Field} has the wire type {wireType}, which ONNX does not use.");
        }

        return true;
    }

    public readonly long Integer() => Is(Varint, (long)number);

    public readonly ReadOnlyMemory<byte> Message() => Is(Delimited, content);

    public readonly string Text()
    {
        var utf8 = Message().Span;
        return Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : throw new OnnxFileException($"Field {Field} holds a text that is not UTF-8.");
    }

    /// <summary>Copies the field's <see cref="IntegerCount"/> integers.</summary>
    public readonly void CopyIntegers(Span<long> values)
    {
        if (wireType != Delimited)
        {
            values[0] = Integer();
            return;
        }

        var packed = new ProtobufReader(content);
        for (var i = 0; packed.position < packed.span.Length; i++)
        {
            values[i] = (long)packed.ReadVarint();
        }
    }

    /// <summary>Copies the field's <see cref="FloatCount"/> floats.</summary>
    public readonly void CopyFloats(Span<float> values)
    {
        if (wireType != Delimited)
        {
            values[0] = BitConverter.UInt32BitsToSingle((uint)Is(Fixed32, number));
            return;
        }

        var packed = new ProtobufReader(content);
        for (var i = 0; packed.position < packed.span.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(packed.span[packed.Take(sizeof(float))..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong ReadVarint() => position < span.Length && span[position] < 0x80 ? span[position++] : ReadLongVarint();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong ReadLongVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = span[Take(1)];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new OnnxFileException("A number is longer than the ten bytes that protobuf allows.");
    }

    private void ReadContent(ulong length) => content = message.Slice(Take(length), (int)length);

    /// <summary>Goes on by <paramref name="length"/> bytes, and says where they begin.</summary>
    private int Take(ulong length)
    {
        if (length > (ulong)(span.Length - position))
        {
            throw new OnnxFileException("A field ends beyond the end of its message: the file is cut off or damaged.");
        }

        var start = position;
        position += (int)length;
        return start;
    }

    private readonly T Is<T>(int expected, T value) =>
        wireType == expected ? value : throw new OnnxFileException($"Field {Field} has the wire type {wireType} instead of {expected}.");
}
