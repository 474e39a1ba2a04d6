using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Contract;
using Xunit;

namespace Hitcast.InferenceApi.Tests.OpenInference;

/// <summary>Every case of <c>parity.json</c>, through each form of the protocol.</summary>
public class InferenceParityTest(RunningApi api)
{
    public static TheoryData<string> Versions => Published.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task All_cases_in_one_JSON_request_nested_or_flat(string version)
    {
        var (manifest, parity, requests) = Load(version);
        foreach (var nested in (bool[])[false, true])
        {
            var json = new JsonObject
            {
                ["id"] = "42",
                ["inputs"] = new JsonArray([.. manifest.Inputs.Select(input => TensorRequest.Json(input, TensorRequest.Column(input, requests), nested))]),
            };
            var reply = await SendAsync(version, TensorRequest.Body(json));
            Assert.Equal("42", reply.Json["id"]!.GetValue<string>());
            Compare(parity, reply.Outputs, first: 0);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task All_cases_in_one_binary_request_with_a_binary_reply(string version)
    {
        var (manifest, parity, requests) = Load(version);
        byte[][] tail = [.. manifest.Inputs.Select(input => TensorRequest.Bytes(TensorRequest.Column(input, requests)))];
        var json = new JsonObject
        {
            ["inputs"] = new JsonArray([.. manifest.Inputs.Zip(tail, (input, bytes) => TensorRequest.Binary(input, requests.Length, bytes.Length))]),
            ["parameters"] = new JsonObject { ["binary_data_output"] = true },
        };
        var reply = await SendAsync(version, TensorRequest.Body(json, tail));
        Assert.All(reply.Json["outputs"]!.AsArray(), output => Assert.NotNull(output!["parameters"]!["binary_data_size"]));
        Compare(parity, reply.Outputs, first: 0);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Case_by_case_with_every_other_input_and_output_binary(string version)
    {
        var (manifest, parity, requests) = Load(version);
        foreach (var (index, request) in requests.Index())
        {
            var tail = new List<byte[]>();
            var inputs = new JsonArray();
            foreach (var (place, input) in manifest.Inputs.Index())
            {
                var column = TensorRequest.Column(input, [request]);
                var bytes = TensorRequest.Bytes(column);
                tail.AddRange(place % 2 == 0 ? [bytes] : []);
                inputs.Add(place % 2 == 0 ? TensorRequest.Binary(input, 1, bytes.Length) : TensorRequest.Json(input, column));
            }

            var outputs = manifest.Outputs.Select((output, place) =>
                (JsonNode)new JsonObject { ["name"] = output.Name, ["parameters"] = new JsonObject { ["binary_data"] = place % 2 == 0 } });
            var reply = await SendAsync(version, TensorRequest.Body(new() { ["inputs"] = inputs, ["outputs"] = new JsonArray([.. outputs]) }, [.. tail]));
            Compare(parity, reply.Outputs, first: index);
        }
    }

    private static (Manifest Manifest, JsonObject Parity, JsonObject[] Requests) Load(string version)
    {
        var parity = JsonNode.Parse(Published.Read(version, "parity.json"))!.AsObject();
        return (Manifest.Parse(Published.Read(version, "manifest.json")), parity, [.. parity["cases"]!.AsArray().Select(parityCase => parityCase!["request"]!.AsObject())]);
    }

    private async Task<TensorReply> SendAsync(string version, HttpContent body)
    {
        using var content = body;
        var address = $"/v2/models/{version.Replace("/", "/versions/", StringComparison.Ordinal)}/infer";
        using var response = await api.Client.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await TensorReply.ReadAsync(response);
    }

    private static void Compare(JsonObject parity, Dictionary<string, object[]> outputs, int first)
    {
        foreach (var (name, elements) in outputs)
        {
            var tolerance = parity["tolerance"]![name]!.GetValue<double>();
            foreach (var (row, element) in elements.Index())
            {
                var expected = parity["cases"]![first + row]!["answer"]![name]!;
                if (element is double number)
                {
                    Assert.Equal(expected.GetValue<double>(), number, tolerance);
                }
                else
                {
                    Assert.Equal(expected.GetValue<string>(), element);
                }
            }
        }
    }
}
