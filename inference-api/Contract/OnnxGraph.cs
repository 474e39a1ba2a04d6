using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hitcast.InferenceApi.Contract;

/// <summary>An input or output of the graph.</summary>
/// <param name="ElementType">0 where it is no tensor.</param>
/// <param name="Shape">−1 for a free dimension; null where the file says nothing of the shape.</param>
public sealed record OnnxTensor(string Name, TensorElementType ElementType, IReadOnlyList<long>? Shape)
{
    internal static OnnxTensor Read(ReadOnlyMemory<byte> valueInfo)
    {
        var tensor = new OnnxTensor("", 0, null);
        var reader = new ProtobufReader(valueInfo);
        while (reader.Next())
        {
            tensor = reader.Field switch
            {
                1 => tensor with { Name = reader.Text() },
                2 => ReadType(tensor, reader.Message()),
                _ => tensor,
            };
        }

        return tensor;
    }

    private static OnnxTensor ReadType(OnnxTensor tensor, ReadOnlyMemory<byte> type)
    {
        var reader = new ProtobufReader(type);
        while (reader.Next())
        {
            tensor = reader.Field == 1 ? ReadTensorType(tensor, reader.Message()) : tensor;
        }

        return tensor;
    }

    private static OnnxTensor ReadTensorType(OnnxTensor tensor, ReadOnlyMemory<byte> tensorType)
    {
        var reader = new ProtobufReader(tensorType);
        while (reader.Next())
        {
            tensor = reader.Field switch
            {
                1 => tensor with { ElementType = (TensorElementType)reader.Integer() },
                2 => tensor with { Shape = ReadShape(reader.Message()) },
                _ => tensor,
            };
        }

        return tensor;
    }

    private static List<long> ReadShape(ReadOnlyMemory<byte> shape)
    {
        List<long> dimensions = [];
        var reader = new ProtobufReader(shape);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                dimensions.Add(ReadDimension(reader.Message()));
            }
        }

        return dimensions;
    }

    private static long ReadDimension(ReadOnlyMemory<byte> dimension)
    {
        var size = -1L;
        var reader = new ProtobufReader(dimension);
        while (reader.Next())
        {
            size = reader.Field == 1 ? reader.Integer() : size;
        }

        return size;
    }
}

/// <summary>A node of the graph; its attributes are decoded when asked for.</summary>
public sealed class OnnxNode
{
    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>> attributes;

    internal OnnxNode(
        string name,
        string operatorType,
        string domain,
        IReadOnlyList<string> inputs,
        IReadOnlyList<string> outputs,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> attributes) =>
        (Name, OperatorType, Domain, Inputs, Outputs, this.attributes) = (name, operatorType, domain, inputs, outputs, attributes);

    public string Name { get; }

    public string OperatorType { get; }

    public string Domain { get; }

    /// <summary>Names of the tensors that it reads; <c>""</c> for one that is left out.</summary>
    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    public IEnumerable<string> AttributeNames => attributes.Keys;

    /// <summary>The attribute's integers, one or many; none if the node does not have it.</summary>
    /// <exception cref="OnnxFileException">The attribute's bytes are damaged.</exception>
    public IReadOnlyList<long> Integers(string attribute)
    {
        var values = new List<long>(Count(attribute, single: 3, many: 8));
        var reader = Attribute(attribute);
        while (reader.Next())
        {
            if (reader.Field is 3 or 8)
            {
                reader.AddIntegers(values);
            }
        }

        return values;
    }

    /// <inheritdoc cref="Integers"/>
    public IReadOnlyList<float> Floats(string attribute)
    {
        var values = new List<float>(Count(attribute, single: 2, many: 7));
        var reader = Attribute(attribute);
        while (reader.Next())
        {
            if (reader.Field is 2 or 7)
            {
                reader.AddFloats(values);
            }
        }

        return values;
    }

    /// <summary>The attribute's texts in UTF-8.</summary>
    /// <inheritdoc cref="Integers"/>
    public IReadOnlyList<ReadOnlyMemory<byte>> Texts(string attribute)
    {
        var values = new List<ReadOnlyMemory<byte>>(Count(attribute, single: 4, many: 9));
        var reader = Attribute(attribute);
        while (reader.Next())
        {
            if (reader.Field is 4 or 9)
            {
                values.Add(reader.Message());
            }
        }

        return values;
    }

    /// <summary>The number of fields, so that a list of a hundred thousand need not grow.</summary>
    private int Count(string attribute, int single, int many)
    {
        var count = 0;
        var reader = Attribute(attribute);
        while (reader.Next())
        {
            count += reader.Field == single || reader.Field == many ? 1 : 0;
        }

        return count;
    }

    private ProtobufReader Attribute(string name) => new(attributes.GetValueOrDefault(name));
}
