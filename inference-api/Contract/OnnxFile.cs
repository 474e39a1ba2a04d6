using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hitcast.InferenceApi.Contract;

/// <summary>What a <c>model.onnx</c> says of itself, read without a runtime; field numbers as in onnx.proto of github.com/onnx/onnx.</summary>
/// <remarks>Domains are named as in the manifest: <c>ai.onnx</c> where the file has an empty text.</remarks>
public sealed class OnnxFile
{
    private const int DeepestGraph = 50;

    private readonly Dictionary<string, long> opsets = [];
    private readonly List<OnnxTensor> inputs = [];
    private readonly List<OnnxTensor> outputs = [];
    private readonly List<OnnxNode> nodes = [];
    private readonly SortedSet<string> domains = new(StringComparer.Ordinal);

    private OnnxFile()
    {
    }

    public long IrVersion { get; private set; }

    /// <summary>Operator set versions, by domain.</summary>
    public IReadOnlyDictionary<string, long> Opsets => opsets;

    public IReadOnlyList<OnnxTensor> Inputs => inputs;

    public IReadOnlyList<OnnxTensor> Outputs => outputs;

    /// <summary>The nodes of the main graph.</summary>
    public IReadOnlyList<OnnxNode> Nodes => nodes;

    /// <summary>The domains of all operators, those within subgraphs and functions included.</summary>
    public IReadOnlySet<string> Domains => domains;

    /// <summary>The nodes' attributes are read from <paramref name="model"/> when asked for: it must not change.</summary>
    /// <exception cref="OnnxFileException">The bytes are no ONNX model.</exception>
    public static OnnxFile Read(ReadOnlyMemory<byte> model)
    {
        var file = new OnnxFile();
        var hasGraph = false;
        var reader = new ProtobufReader(model);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: file.IrVersion = reader.Integer(); break;
                case 7: file.ReadGraph(reader.Message()); hasGraph = true; break;
                case 8: file.ReadOpset(reader.Message()); break;
                case 25: file.ReadFunction(reader.Message()); break;
            }
        }

        return hasGraph ? file : throw new OnnxFileException("There is no graph in the file.");
    }

    /// <summary>The model with one more output, a float tensor that its graph computes anyway and does not answer yet.</summary>
    /// <remarks>Protobuf merges messages that follow each other, so that the output is a fragment after the file's bytes.</remarks>
    public static byte[] WithOutput(ReadOnlyMemory<byte> model, string tensorName)
    {
        byte[] floatTensor = Field(1, [1 << 3, (byte)TensorElementType.Float]);
        byte[] valueInfo = [.. Field(1, Encoding.UTF8.GetBytes(tensorName)), .. Field(2, floatTensor)];
        return [.. model.Span, .. Field(7, Field(12, valueInfo))];
    }

    private static byte[] Field(int number, byte[] content)
    {
        List<byte> field = [(byte)((number << 3) | 2)];
        var length = content.Length;
        for (; length >= 0x80; length >>= 7)
        {
            field.Add((byte)(length | 0x80));
        }

        return [.. field, (byte)length, .. content];
    }

    private static string DomainName(string domain) => domain.Length == 0 ? "ai.onnx" : domain;

    private void ReadOpset(ReadOnlyMemory<byte> opset)
    {
        var (domain, version) = ("", 0L);
        var reader = new ProtobufReader(opset);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: domain = reader.Text(); break;
                case 2: version = reader.Integer(); break;
            }
        }

        opsets[DomainName(domain)] = version;
    }

    private void ReadGraph(ReadOnlyMemory<byte> graph)
    {
        var reader = new ProtobufReader(graph);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: nodes.Add(ReadNode(reader.Message(), depth: 0)); break;
                case 11: inputs.Add(OnnxTensor.Read(reader.Message())); break;
                case 12: outputs.Add(OnnxTensor.Read(reader.Message())); break;
            }
        }
    }

    private void ReadFunction(ReadOnlyMemory<byte> function)
    {
        var reader = new ProtobufReader(function);
        while (reader.Next())
        {
            if (reader.Field == 7)
            {
                ReadNode(reader.Message(), depth: 0);
            }
        }
    }

    private OnnxNode ReadNode(ReadOnlyMemory<byte> node, int depth)
    {
        var (name, operatorType, domain) = ("", "", "");
        List<string> nodeInputs = [], nodeOutputs = [];
        Dictionary<string, ReadOnlyMemory<byte>> attributes = [];
        var reader = new ProtobufReader(node);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: nodeInputs.Add(reader.Text()); break;
                case 2: nodeOutputs.Add(reader.Text()); break;
                case 3: name = reader.Text(); break;
                case 4: operatorType = reader.Text(); break;
                case 5: attributes[ReadAttribute(reader.Message(), depth)] = reader.Message(); break;
                case 7: domain = reader.Text(); break;
            }
        }

        domains.Add(DomainName(domain));
        return new OnnxNode(name, operatorType, DomainName(domain), nodeInputs, nodeOutputs, attributes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string ReadAttribute(ReadOnlyMemory<byte> attribute, int depth)
    {
        var name = "";
        var reader = new ProtobufReader(attribute);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = reader.Text(); break;
                case 6 or 11: ReadSubgraph(reader.Message(), depth + 1); break;
            }
        }

        return name;
    }

    private void ReadSubgraph(ReadOnlyMemory<byte> graph, int depth)
    {
        if (depth > DeepestGraph)
        {
            throw new OnnxFileException($"Graphs lie more than {DeepestGraph} deep in each other.");
        }

        var reader = new ProtobufReader(graph);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                ReadNode(reader.Message(), depth);
            }
        }
    }
}

/// <summary>The bytes are no ONNX model that this server reads; the message says what is wrong.</summary>
public sealed class OnnxFileException(string message) : Exception(message);
