using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Tests.OpenInference;

/// <summary>Builds inference requests as clients of the protocol send them.</summary>
internal static class TensorRequest
{
    /// <summary>The value of a request as an element of the graph's tensor: a float (NaN if missing) or a text ("" if missing).</summary>
    public static object Element(ModelInput input, JsonNode? value) => (input.Kind, value) switch
    {
        (InputKind.Category, null) or (InputKind.List, null) => "",
        (_, null) => float.NaN,
        (InputKind.Category, _) => value.GetValue<string>(),
        (InputKind.List, JsonArray items) => string.Join('\u001f', items.Select(item => item!.GetValue<string>())),
        (InputKind.List, _) => string.Join('\u001f', value.GetValue<string>().Split(input.Separator)),
        (InputKind.Date, _) => (float)(DateOnly.ParseExact(value.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - new DateOnly(1970, 1, 1).DayNumber),
        (InputKind.Flag, _) => value.GetValueKind() == JsonValueKind.True || (value.GetValueKind() == JsonValueKind.Number && value.GetValue<double>() == 1) ? 1f : 0f,
        _ => (float)value.GetValue<double>(),
    };

    public static object[] Column(ModelInput input, IEnumerable<JsonObject> rows) => [.. rows.Select(row => Element(input, row[input.Name]))];

    /// <summary>The bytes of a column in the binary form.</summary>
    public static byte[] Bytes(IEnumerable<object> column)
    {
        var bytes = new List<byte>();
        Span<byte> four = stackalloc byte[4];
        foreach (var element in column)
        {
            if (element is float number)
            {
                BinaryPrimitives.WriteSingleLittleEndian(four, number);
                bytes.AddRange(four);
                continue;
            }

            var text = Encoding.UTF8.GetBytes((string)element);
            BinaryPrimitives.WriteInt32LittleEndian(four, text.Length);
            bytes.AddRange(four);
            bytes.AddRange(text);
        }

        return [.. bytes];
    }

    /// <summary>An input with its elements in the JSON.</summary>
    public static JsonObject Json(ModelInput input, object[] column, bool nested = false) => new()
    {
        ["name"] = input.Name,
        ["shape"] = new JsonArray(column.Length, 1),
        ["datatype"] = input.OnnxType == OnnxType.String ? "BYTES" : "FP32",
        ["data"] = new JsonArray([.. column.Select(element => Node(element) is var node && nested ? new JsonArray(node) : node)]),
    };

    /// <summary>An input with its elements behind the JSON.</summary>
    public static JsonObject Binary(ModelInput input, int rows, int size) => new()
    {
        ["name"] = input.Name,
        ["shape"] = new JsonArray(rows, 1),
        ["datatype"] = input.OnnxType == OnnxType.String ? "BYTES" : "FP32",
        ["parameters"] = new JsonObject { ["binary_data_size"] = size },
    };

    public static JsonNode? Node(object element) => element switch
    {
        float.NaN => null,
        float number => JsonValue.Create(number),
        _ => JsonValue.Create((string)element),
    };

    /// <summary>As tritonclient sends it: no content type; the length of the JSON in a header where bytes follow it.</summary>
    public static HttpContent Body(JsonObject json, params byte[][] tail)
    {
        var text = Encoding.UTF8.GetBytes(json.ToJsonString());
        var content = new ByteArrayContent([.. text, .. tail.SelectMany(bytes => bytes)]);
        if (tail.Length > 0)
        {
            content.Headers.Add("Inference-Header-Content-Length", text.Length.ToString(CultureInfo.InvariantCulture));
        }

        return content;
    }

    public static HttpContent Text(string json, string? contentType = "application/json") =>
        new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType) } };

    /// <summary>The message of an error reply, after its form has been checked.</summary>
    public static async Task<string> ErrorAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync(Xunit.TestContext.Current.CancellationToken);
        Xunit.Assert.True(status == response.StatusCode, $"{response.StatusCode}: {body}");
        Xunit.Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        var error = JsonNode.Parse(body)!.AsObject();
        return Xunit.Assert.Single(error, property => property.Key == "error").Value!.GetValue<string>();
    }
}
