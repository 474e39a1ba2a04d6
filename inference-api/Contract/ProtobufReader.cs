using System.Buffers.Binary;
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

    /// <summary>Reads the next field, whatever its type; false at the message's end.</summary>
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
            case Fixed64: number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)).Span); break;
            case Fixed32: number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)).Span); break;
            case Delimited: content = Take(ReadVarint()); break;
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

    /// <summary>Adds one value, or the many of a packed field.</summary>
    public readonly void AddIntegers(List<long> values)
    {
        if (wireType != Delimited)
        {
            values.Add(Integer());
            return;
        }

        var packed = new ProtobufReader(content);
        while (packed.position < packed.span.Length)
        {
            values.Add((long)packed.ReadVarint());
        }
    }

    /// <inheritdoc cref="AddIntegers"/>
    public readonly void AddFloats(List<float> values)
    {
        if (wireType != Delimited)
        {
            values.Add(BitConverter.UInt32BitsToSingle((uint)Is(Fixed32, number)));
            return;
        }

        var packed = new ProtobufReader(content);
        while (packed.position < packed.span.Length)
        {
            values.Add(BinaryPrimitives.ReadSingleLittleEndian(packed.Take(sizeof(float)).Span));
        }
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (position == span.Length)
            {
                throw CutOff();
            }

            var next = span[position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new OnnxFileException("A number is longer than the ten bytes that protobuf allows.");
    }

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)(span.Length - position))
        {
            throw CutOff();
        }

        var taken = message.Slice(position, (int)length);
        position += (int)length;
        return taken;
    }

    private readonly T Is<T>(int expected, T value) =>
        wireType == expected ? value : throw new OnnxFileException($"Field {Field} has the wire type {wireType} instead of {expected}.");

    private static OnnxFileException CutOff() => new("A field ends beyond the end of its message: the file is cut off or damaged.");
}
