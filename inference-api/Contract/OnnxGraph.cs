using System.Runtime.CompilerServices;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long[] Integers(string attribute)
    {
        var count = 0;
        for (var reader = Attribute(attribute); reader.Next();)
        {
            count += reader.Field is 3 or 8 ? reader.IntegerCount : 0;
        }

        var values = new long[count];
        for (var reader = Attribute(attribute); reader.Next();)
        {
            if (reader.Field is 3 or 8)
            {
                reader.CopyIntegers(values.AsSpan(^count));
                count -= reader.IntegerCount;
            }
        }

        return values;
    }

    /// <inheritdoc cref="Integers"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float[] Floats(string attribute)
    {
        var count = 0;
        for (var reader = Attribute(attribute); reader.Next();)
        {
            count += reader.Field is 2 or 7 ? reader.FloatCount : 0;
        }

        var values = new float[count];
        for (var reader = Attribute(attribute); reader.Next();)
        {
            if (reader.Field is 2 or 7)
            {
                reader.CopyFloats(values.AsSpan(^count));
                count -= reader.FloatCount;
            }
        }

        return values;
    }

    /// <summary>The attribute's texts in UTF-8.</summary>
    /// <inheritdoc cref="Integers"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlyMemory<byte>[] Texts(string attribute)
    {
        var count = 0;
        for (var reader = Attribute(attribute); reader.Next();)
        {
            count += reader.Field is 4 or 9 ? 1 : 0;
        }

        var values = new ReadOnlyMemory<byte>[count];
        for (var reader = Attribute(attribute); reader.Next();)
        {
            if (reader.Field is 4 or 9)
            {
                values[^count--] = reader.Message();
            }
        }

        return values;
    }

    private ProtobufReader Attribute(string name) => new(attributes.GetValueOrDefault(name));
}
