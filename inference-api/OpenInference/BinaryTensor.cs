using System.Buffers.Binary;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>A tensor of numbers in the bytes behind the JSON, little-endian; NaN is missing.</summary>
internal sealed class BinaryTensor(InputField field, TensorDatatype datatype, ReadOnlyMemory<byte> data) : InputTensor(field)
{
    private readonly int width = datatype.Width();
    private int position;

    public override void Rewind() => position = 0;

    public override void ReadNext(Rows rows, FieldErrors errors)
    {
        TensorRowReader.SetNumber(rows, Field, Read(data.Span.Slice(position, width)), errors);
        position += width;
    }

    private double Read(ReadOnlySpan<byte> element) => datatype switch
    {
        TensorDatatype.BOOL or TensorDatatype.UINT8 => element[0],
        TensorDatatype.INT8 => (sbyte)element[0],
        TensorDatatype.UINT16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
        TensorDatatype.INT16 => BinaryPrimitives.ReadInt16LittleEndian(element),
        TensorDatatype.FP16 => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
        TensorDatatype.UINT32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
        TensorDatatype.INT32 => BinaryPrimitives.ReadInt32LittleEndian(element),
        TensorDatatype.FP32 => BinaryPrimitives.ReadSingleLittleEndian(element),
        TensorDatatype.UINT64 => BinaryPrimitives.ReadUInt64LittleEndian(element),
        TensorDatatype.INT64 => BinaryPrimitives.ReadInt64LittleEndian(element),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(element),
    };
}

/// <summary>A tensor of texts in the bytes behind the JSON: each as its length in 4 bytes, little-endian, and UTF-8; empty is missing.</summary>
internal sealed class BinaryTextTensor(InputField field, ReadOnlyMemory<byte> data) : InputTensor(field)
{
    private int position;

    /// <summary>The number of elements; null if a length reaches beyond the end.</summary>
    public static int? Count(ReadOnlySpan<byte> data)
    {
        var count = 0;
        while (!data.IsEmpty)
        {
            if (data.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(data) > data.Length - sizeof(uint))
            {
                return null;
            }

            data = data[(sizeof(uint) + BinaryPrimitives.ReadInt32LittleEndian(data))..];
            count++;
        }

        return count;
    }

    public override void Rewind() => position = 0;

    public override void ReadNext(Rows rows, FieldErrors errors)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(data.Span[position..]);
        TensorRowReader.SetText(rows, Field, data.Span.Slice(position + sizeof(uint), length), errors);
        position += sizeof(uint) + length;
    }
}
