using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Hitcast.InferenceApi.Tests.OpenInference;

/// <summary>A reply as tritonclient reads it: the length of the JSON first, then what lies behind it.</summary>
internal sealed record TensorReply(JsonObject Json, Dictionary<string, object[]> Outputs)
{
    public static async Task<TensorReply> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, Encoding.UTF8.GetString(body));
        var length = body.Length;
        if (response.Headers.TryGetValues("Inference-Header-Content-Length", out var header))
        {
            Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.ToString());
            length = int.Parse(header.Single(), CultureInfo.InvariantCulture);
        }
        else
        {
            Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        }

        var json = JsonNode.Parse(body.AsSpan(0, length))!.AsObject();
        var tail = body.AsMemory(length);
        var outputs = new Dictionary<string, object[]>();
        foreach (var output in json["outputs"]!.AsArray().Select(output => output!.AsObject()))
        {
            var rows = output["shape"]![0]!.GetValue<int>();
            object[] elements;
            if (output["parameters"]?["binary_data_size"]?.GetValue<int>() is { } size)
            {
                Assert.Null(output["data"]);
                elements = Decode(output["datatype"]!.GetValue<string>(), tail[..size].Span);
                tail = tail[size..];
            }
            else
            {
                elements = [.. output["data"]!.AsArray().Select(element => element!.AsValue().TryGetValue<string>(out var text) ? (object)text : element.GetValue<double>())];
            }

            Assert.Equal(rows, elements.Length);
            Assert.Equal(1, output["shape"]![1]!.GetValue<int>());
            outputs.Add(output["name"]!.GetValue<string>(), elements);
        }

        Assert.Equal(0, tail.Length);
        return new(json, outputs);
    }

    private static object[] Decode(string datatype, ReadOnlySpan<byte> bytes)
    {
        var elements = new List<object>();
        while (!bytes.IsEmpty)
        {
            if (datatype == "FP32")
            {
                elements.Add((double)BinaryPrimitives.ReadSingleLittleEndian(bytes));
                bytes = bytes[4..];
                continue;
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            elements.Add(Encoding.UTF8.GetString(bytes.Slice(4, length)));
            bytes = bytes[(4 + length)..];
        }

        return [.. elements];
    }
}
