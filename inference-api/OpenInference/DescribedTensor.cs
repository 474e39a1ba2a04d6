using System.Text.Json;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>What a request says of one input, before it is known to be true.</summary>
internal sealed class DescribedTensor
{
    private string? datatype;
    private List<long>? shape;
    private ReadOnlyMemory<byte>? data;
    private int dataCount;

    public string Name { get; private set; } = "";

    /// <summary>The bytes that it has behind the JSON; null if its elements stand in the JSON.</summary>
    public long? BinarySize { get; private set; }

    /// <summary>Reads the object at the reader.</summary>
    public static DescribedTensor Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        JsonParts.Expect(ref reader, JsonTokenType.StartObject, "Every input");
        var tensor = new DescribedTensor();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            tensor.ReadProperty(ref reader, json);
        }

        return tensor.Name.Length > 0 ? tensor : throw new InferenceException("An input has no name.");
    }

    /// <summary>Checks datatype, shape and amount of data against each other and the model's input.</summary>
    /// <param name="binary">The bytes behind the JSON, if there are any.</param>
    public (InputTensor Tensor, int RowCount) Open(InputField field, ReadOnlyMemory<byte> binary, int mostRows)
    {
        var type = CheckedDatatype(field);
        var rows = CheckedRows(mostRows);
        if ((data is null) == (BinarySize is null))
        {
            throw Wrong(data is null ? "has no data. Give data, or parameters.binary_data_size and the bytes behind the JSON." : "has data and binary_data_size. Give one of them.");
        }

        var count = BinarySize is null ? dataCount : CountBinary(type, binary);
        if (count != rows)
        {
            throw Wrong($"has the shape [{string.Join(", ", shape!)}] but {count} elements of data.");
        }

        return (Open(field, type, binary), count);
    }

    private InputTensor Open(InputField field, TensorDatatype type, ReadOnlyMemory<byte> binary) =>
        data is { } json ? new JsonTensor(field, json)
        : type == TensorDatatype.BYTES ? new BinaryTextTensor(field, binary)
        : new BinaryTensor(field, type, binary);

    private void ReadProperty(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (reader.ValueTextEquals("name"u8))
        {
            reader.Read();
            Name = JsonParts.ReadText(ref reader, "An input's name");
        }
        else if (reader.ValueTextEquals("datatype"u8))
        {
            reader.Read();
            datatype = JsonParts.ReadText(ref reader, "An input's datatype");
        }
        else if (reader.ValueTextEquals("shape"u8))
        {
            reader.Read();
            ReadShape(ref reader);
        }
        else if (reader.ValueTextEquals("parameters"u8))
        {
            reader.Read();
            BinarySize = JsonParts.ReadParameter(ref reader, "binary_data_size"u8);
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            dataCount = JsonParts.CountElements(ref reader, Name);
            data = json[start..(int)reader.BytesConsumed];
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private void ReadShape(ref Utf8JsonReader reader)
    {
        JsonParts.Expect(ref reader, JsonTokenType.StartArray, "An input's shape");
        shape = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var dimension) || shape.Count == 8)
            {
                throw Wrong("has a shape that is not [N, 1].");
            }

            shape.Add(dimension);
        }
    }

    private TensorDatatype CheckedDatatype(InputField field)
    {
        if (TensorDatatypes.Parse(datatype) is not { } type)
        {
            throw Wrong(datatype is null ? "has no datatype." : $"has the datatype '{Shortened(datatype)}', which this server does not know.");
        }

        return (type == TensorDatatype.BYTES) != field.IsText
            ? throw Wrong($"has the datatype {type}. It must be {(field.IsText ? "BYTES" : "FP32")}.")
            : type == TensorDatatype.FP16 && BinarySize is null
            ? throw Wrong("has the datatype FP16, which has no JSON form. Send FP32, or binary data.")
            : type;
    }

    private long CheckedRows(int mostRows) => shape switch
    {
        null => throw Wrong("has no shape."),
        [> 0] or [> 0, 1] when shape[0] > mostRows => throw new InferenceException(
            StatusCodes.Status413PayloadTooLarge, $"Input '{Shortened(Name)}' has {shape[0]} rows. This server takes {mostRows} at once (Limits:TensorRows)."),
        [> 0] or [> 0, 1] => shape[0],
        _ => throw Wrong($"has the shape [{string.Join(", ", shape)}]. It must be [N, 1], N being the number of rows and at least 1."),
    };

    private int CountBinary(TensorDatatype type, ReadOnlyMemory<byte> binary)
    {
        if (type == TensorDatatype.BYTES)
        {
            return BinaryTextTensor.Count(binary.Span)
                ?? throw Wrong("holds a text whose length reaches beyond its binary data. Every text is its length in 4 bytes, little-endian, and then UTF-8.");
        }

        var (count, rest) = Math.DivRem(binary.Length, type.Width());
        return rest == 0 ? count : throw Wrong($"has {binary.Length} bytes of binary data, which is no whole number of {type}.");
    }

    private InferenceException Wrong(string what) => new($"Input '{Shortened(Name)}' {what}");

    private static string Shortened(string text) => text.Length > 100 ? text[..100] + "…" : text;
}
