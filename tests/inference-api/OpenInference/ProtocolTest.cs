using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.ModelRepository;
using Xunit;

namespace Hitcast.InferenceApi.Tests.OpenInference;

/// <summary>What clients of the protocol send, byte for byte, and what they read.</summary>
public class ProtocolTest(RunningApi api)
{
    private const string Infer = "/v2/models/movie-success/infer";

    /// <summary>tritonclient with binary_data=False: keys in its order, flat data, NaN as its JSON writer writes it, no content type.</summary>
    private const string TritonJson =
        """{"id":"7","inputs":[{"name":"budget","shape":[2,1],"datatype":"FP32","data":[25000000.0,1000000.0]},{"name":"runtime","shape":[2,1],"datatype":"FP32","data":[105.0,NaN]},{"name":"genres","shape":[2,1],"datatype":"BYTES","data":["Comedy\u001fRomance",""]}],"outputs":[{"name":"probability","parameters":{"binary_data":false}}],"parameters":{"sequence_id":0,"priority":3,"triton_enable_empty_final_response":true}}""";

    /// <summary>MLServer's codec for pandas: other numeric datatypes, content types as parameters.</summary>
    private const string Pandas =
        """{"parameters":{"content_type":"pd"},"inputs":[{"name":"budget","shape":[2,1],"datatype":"INT64","data":[25000000,1000000]},{"name":"runtime","shape":[2],"datatype":"FP64","parameters":{"content_type":"np"},"data":[105.0,null]},{"name":"genres","shape":[2,1],"datatype":"BYTES","parameters":{"content_type":"str"},"data":[["Comedy\u001fRomance"],[null]]}]}""";

    [Fact]
    public async Task JSON_without_a_content_type_as_tritonclient_sends_it()
    {
        var reply = await ReplyAsync(TensorRequest.Text(TritonJson, contentType: null));
        Assert.Equal("7", reply.Json["id"]!.GetValue<string>());
        Assert.Equal(("movie-success", "2"), (reply.Json["model_name"]!.GetValue<string>(), reply.Json["model_version"]!.GetValue<string>()));
        Assert.Equal(["probability"], reply.Outputs.Keys);
        await CompareAsync(reply);
    }

    [Fact]
    public async Task JSON_of_other_datatypes_as_MLServers_clients_send_it()
    {
        var reply = await ReplyAsync(TensorRequest.Text(Pandas));
        Assert.Null(reply.Json["id"]);
        Assert.Equal(["probability", "label"], reply.Outputs.Keys);
        await CompareAsync(reply);
    }

    [Fact]
    public async Task Bytes_behind_the_JSON_as_tritonclient_and_KServe_send_them()
    {
        var text = """{"inputs":[{"name":"budget","shape":[2,1],"datatype":"FP32","parameters":{"binary_data_size":8}},{"name":"runtime","shape":[2,1],"datatype":"FP32","parameters":{"binary_data_size":8}},{"name":"genres","shape":[2,1],"datatype":"BYTES","parameters":{"binary_data_size":22}}],"parameters":{"binary_data_output":true}}""";
        byte[] body = [.. Encoding.UTF8.GetBytes(text), .. TensorRequest.Bytes([25000000f, 1000000f, 105f, float.NaN, "Comedy\u001fRomance", ""])];
        foreach (var contentType in (string?[])[null, "application/octet-stream"])
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = contentType is null ? null : new(contentType);
            content.Headers.Add("Inference-Header-Content-Length", text.Length.ToString(CultureInfo.InvariantCulture));
            await CompareAsync(await ReplyAsync(content));
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Compressed_as_tritonclient_compresses(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream stream = encoding == "gzip" ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(TritonJson), TestContext.Current.CancellationToken);
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add(encoding);
        await CompareAsync(await ReplyAsync(content));
    }

    [Fact]
    public async Task Ten_thousand_rows_at_once()
    {
        var manifest = Manifest.Parse(Published.Read("movie-success/2", "manifest.json"));
        var cases = JsonNode.Parse(Published.Read("movie-success/2", "parity.json"))!["cases"]!.AsArray().Select(parityCase => parityCase!["request"]!.AsObject()).ToList();
        var rows = Enumerable.Range(0, 10_000).Select(row => cases[row % cases.Count]).ToList();
        byte[][] tail = [.. manifest.Inputs.Select(input => TensorRequest.Bytes(TensorRequest.Column(input, rows)))];
        var json = new JsonObject { ["inputs"] = new JsonArray([.. manifest.Inputs.Zip(tail, (input, bytes) => TensorRequest.Binary(input, rows.Count, bytes.Length))]) };
        var before = api.Server.App.Services.GetRequiredService<ModelCatalog>().Find("movie-success")!.Hold()!.Value;
        using (before)
        {
            var counted = before.Version.Drift.RowCount;
            var probabilities = (await ReplyAsync(TensorRequest.Body(json, tail))).Outputs["probability"];
            Assert.Equal(10_000, probabilities.Length);
            Assert.All(Enumerable.Range(0, 10_000 - cases.Count), row => Assert.Equal((double)probabilities[row], (double)probabilities[row + cases.Count], 1e-6));
            Assert.True(before.Version.Drift.RowCount >= counted + 10_000);
        }
    }

    [Fact]
    public async Task Health_and_metadata_as_clients_read_them()
    {
        Assert.True((await GetAsync("/v2/health/live"))["live"]!.GetValue<bool>());
        Assert.True((await GetAsync("/v2/health/ready"))["ready"]!.GetValue<bool>());
        Assert.Contains("binary_tensor_data", (await GetAsync("/v2"))["extensions"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.True((await GetAsync("/v2/models/movie-success/versions/1/ready"))["ready"]!.GetValue<bool>());
        var model = await GetAsync("/v2/models/movie-success");
        Assert.Equal("onnx_onnxv1", model["platform"]!.GetValue<string>());
        Assert.Equal(["2", "1"], model["versions"]!.AsArray().Select(version => version!.GetValue<string>()));
        Assert.Equal(("budget", "FP32", "[-1,1]"), (model["inputs"]![0]!["name"]!.GetValue<string>(), model["inputs"]![0]!["datatype"]!.GetValue<string>(), model["inputs"]![0]!["shape"]!.ToJsonString()));
        Assert.Equal(("label", "BYTES"), (model["outputs"]![1]!["name"]!.GetValue<string>(), model["outputs"]![1]!["datatype"]!.GetValue<string>()));
        Assert.Equal(["movie-success", "spotify-popularity"], (await GetAsync("/v2/models"))["models"]!.AsArray().Select(name => name!.GetValue<string>()));
        using var response = await api.Client.PostAsync(new Uri("/v2/repository/index", UriKind.Relative), TensorRequest.Text("""{"ready":true}"""), TestContext.Current.CancellationToken);
        var index = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray();
        Assert.Contains(index, version => version!["name"]!.GetValue<string>() == "movie-success" && version["version"]!.GetValue<string>() == "2" && version["state"]!.GetValue<string>() == "READY");
    }

    private async Task CompareAsync(TensorReply reply)
    {
        using var content = TensorRequest.Text("""[{"budget": 25000000, "runtime": 105, "genres": ["Comedy", "Romance"]}, {"budget": 1000000}]""");
        using var response = await api.Client.PostAsync(new Uri("/models/movie-success/predict", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var expected = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray();
        Assert.Equal(expected.Select(answer => answer!["probability"]!.GetValue<double>()), reply.Outputs["probability"].Cast<double>(), (one, other) => Math.Abs(one - other) < 1e-6);
        if (reply.Outputs.TryGetValue("label", out var labels))
        {
            Assert.Equal(expected.Select(answer => answer!["label"]!.GetValue<string>()), labels.Cast<string>());
        }
    }

    private async Task<TensorReply> ReplyAsync(HttpContent body)
    {
        using var content = body;
        using var response = await api.Client.PostAsync(new Uri(Infer, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await TensorReply.ReadAsync(response);
    }

    private async Task<JsonObject> GetAsync(string address)
    {
        using var response = await api.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }
}
