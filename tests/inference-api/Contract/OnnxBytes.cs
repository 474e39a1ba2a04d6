using System.Text;

namespace Hitcast.InferenceApi.Tests.Contract;

/// <summary>Writes ONNX files of a few nodes; field numbers as in onnx.proto.</summary>
internal static class OnnxBytes
{
    public static byte[] Model(params byte[][] graphFields) =>
        Message([Field(1, 10), Field(8, Message([Field(1, ""), Field(2, 21)])), Field(8, Message([Field(1, "ai.onnx.ml"), Field(2, 3)])), Field(7, Graph(graphFields))]);

    public static byte[] Graph(params byte[][] fields) => Message([.. fields, Field(2, "graph")]);

    public static byte[] Input(string name, params long?[] shape) => Field(11, Value(name, shape));

    public static byte[] Output(string name, params long?[] shape) => Field(12, Value(name, shape));

    public static byte[] Node(string name, string operatorType, string domain, string input, string output, params byte[][] attributes) =>
        Field(1, Message([Field(1, input), Field(2, output), Field(3, name), Field(4, operatorType), Field(7, domain), .. attributes.Select(a => Field(5, a))]));

    public static byte[] Attribute(string name, long value) => Message([Field(1, name), Field(3, value), Field(20, 2)]);

    public static byte[] Attribute(string name, string value) => Message([Field(1, name), Field(4, value), Field(20, 3)]);

    public static byte[] Attribute(string name, IEnumerable<long> values) => Message([Field(1, name), .. values.Select(v => Field(8, v)), Field(20, 7)]);

    public static byte[] Attribute(string name, IEnumerable<string> values) => Message([Field(1, name), .. values.Select(v => Field(9, v)), Field(20, 8)]);

    public static byte[] Attribute(string name, IEnumerable<float> values) =>
        Message([Field(1, name), Field(7, [.. values.SelectMany(BitConverter.GetBytes)]), Field(20, 6)]);

    public static byte[] GraphAttribute(string name, byte[] graph) => Message([Field(1, name), Field(6, graph), Field(20, 5)]);

    public static byte[] Field(int number, byte[] content) => [.. Varint((uint)((number << 3) | 2)), .. Varint((ulong)content.Length), .. content];

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, long value) => [.. Varint((uint)(number << 3)), .. Varint((ulong)value)];

    private static byte[] Message(IEnumerable<byte[]> fields) => [.. fields.SelectMany(field => field)];

    private static byte[] Value(string name, long?[] shape)
    {
        var dimensions = Message(shape.Select(size => Field(1, size is null ? Field(2, "N") : Field(1, size.Value))));
        var tensorType = Message([Field(1, 1), Field(2, dimensions)]);
        return Message([Field(1, name), Field(2, Field(1, tensorType))]);
    }

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
