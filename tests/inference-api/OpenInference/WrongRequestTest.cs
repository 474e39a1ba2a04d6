using System.Net;
using System.Text;
using Xunit;

namespace Hitcast.InferenceApi.Tests.OpenInference;

/// <summary>Whatever goes wrong under <c>/v2</c> is answered in the protocol's own shape, with a sentence that names the input.</summary>
public class WrongRequestTest(RunningApi api)
{
    private const string Infer = "/v2/models/movie-success/infer";

    public static TheoryData<string, string> Bodies => new()
    {
        { "", "JSON" },
        { "[]", "object" },
        { """{"inputs":[]}""", "budget" },
        { """{"inputs":{}}""", "inputs must be an array" },
        { """{"id":7,"inputs":[]}""", "id must be a text" },
        { Budget("[1,1]", "FP32", "[1]") + "x", "JSON" },
        { Budget("[1,1]", "FP32", "[null]"), "'budget'" },
        { Budget("[1,1]", "FP32", "[0]"), "'budget'" },
        { Budget("[1,1]", "FP32", "[1e999]"), "'budget'" },
        { Budget("[1,1]", "FP32", "[true]"), "'budget'" },
        { Budget("[1,1]", "FP32", "[\"1\"]"), "'budget'" },
        { Budget("[1,1]", "FP32", "[{}]"), "'budget'" },
        { Budget("[1,1]", "FP32", "7"), "'budget'" },
        { Budget("[1,1]", "BYTES", "[\"1\"]"), "'budget'" },
        { Budget("[1,1]", "FP16", "[1]"), "'budget'" },
        { Budget("[1,1]", "STRING", "[1]"), "'budget'" },
        { Budget("[2,1]", "FP32", "[1]"), "'budget'" },
        { Budget("[1,2]", "FP32", "[1,2]"), "'budget'" },
        { Budget("[0,1]", "FP32", "[]"), "'budget'" },
        { Budget("[-1,1]", "FP32", "[1]"), "'budget'" },
        { Budget("[1000000,1]", "FP32", "[1]"), "'budget'" },
        { Budget("[99999999999999999999,1]", "FP32", "[1]"), "'budget'" },
        { Budget("[3,1]", "FP32", "[1,-5,2]"), "Row 1" },
        { Budget("[1,1]", "FP32", "[1]", """,{"name":"budgets","shape":[1,1],"datatype":"FP32","data":[1]}"""), "Did you mean 'budget'?" },
        { Budget("[1,1]", "FP32", "[1]", """,{"name":"budget","shape":[1,1],"datatype":"FP32","data":[1]}"""), "'budget'" },
        { Budget("[1,1]", "FP32", "[1]", """,{"name":"runtime","shape":[2,1],"datatype":"FP32","data":[1,2]}"""), "'runtime'" },
        { Budget("[1,1]", "FP32", "[1]", """,{"name":"runtime","shape":[1,1],"datatype":"FP32"}"""), "'runtime'" },
        { Budget("[1,1]", "FP32", "[1]", """,{"name":"runtime","shape":[1,1],"datatype":"FP32","parameters":{"binary_data_size":4}}"""), "'runtime'" },
        { Budget("[1,1]", "FP32", "[1]", """,{"name":"runtime","shape":[1,1],"datatype":"FP32","parameters":{"binary_data_size":9223372036854775807}}"""), "'runtime'" },
        { Budget("[1,1]", "FP32", "[1]", """,{"name":"release_date","shape":[1,1],"datatype":"FP32","data":[0.5]}"""), "'release_date'" },
        { Budget("[1,1]", "FP32", "[1]", """,{"name":"release_date","shape":[1,1],"datatype":"FP32","data":[1000000]}"""), "'release_date'" },
        { Budget("[1,1]", "FP32", "[1]", """,{"name":"original_language","shape":[1,1],"datatype":"BYTES","data":["a\u001fb"]}"""), "'original_language'" },
        { Budget("[1,1]", "FP32", "[1]", """,{"name":"original_language","shape":[1,1],"datatype":"BYTES","data":["\ud800"]}"""), "'original_language'" },
        { Budget("[1,1]", "FP32", "[1]").Replace("}]}", """}],"outputs":[{"name":"chance"}]}""", StringComparison.Ordinal), "'chance'" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task The_body_is_wrong(string body, string word)
    {
        using var content = TensorRequest.Text(body);
        using var response = await api.Client.PostAsync(new Uri(Infer, UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Contains(word, await TensorRequest.ErrorAsync(response, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "Raw requests")]
    [InlineData("-1", "Inference-Header-Content-Length")]
    [InlineData("999999", "Inference-Header-Content-Length")]
    [InlineData("many", "Inference-Header-Content-Length")]
    public async Task The_length_of_the_JSON_is_wrong(string length, string word)
    {
        using var content = TensorRequest.Text(Budget("[1,1]", "FP32", "[1]"), contentType: null);
        content.Headers.Add("Inference-Header-Content-Length", length);
        using var response = await api.Client.PostAsync(new Uri(Infer, UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Contains(word, await TensorRequest.ErrorAsync(response, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 5, "whole number")]
    [InlineData(4, 8, "belong to no input")]
    [InlineData(8, 8, "shape")]
    public async Task The_bytes_behind_the_JSON_are_wrong(int declared, int sent, string word)
    {
        var json = $$$"""{"inputs":[{"name":"budget","shape":[1,1],"datatype":"FP32","parameters":{"binary_data_size":{{{declared}}}}}]}""";
        using var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(json), .. new byte[sent]]);
        content.Headers.Add("Inference-Header-Content-Length", $"{json.Length}");
        using var response = await api.Client.PostAsync(new Uri(Infer, UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Contains(word, await TensorRequest.ErrorAsync(response, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_texts_length_reaches_beyond_the_end()
    {
        var json = """{"inputs":[{"name":"genres","shape":[1,1],"datatype":"BYTES","parameters":{"binary_data_size":8}},{"name":"budget","shape":[1,1],"datatype":"FP32","data":[1]}]}""";
        using var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(json), 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4]);
        content.Headers.Add("Inference-Header-Content-Length", $"{json.Length}");
        using var response = await api.Client.PostAsync(new Uri(Infer, UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Contains("'genres'", await TensorRequest.ErrorAsync(response, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v2/models/movie-succes", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/models/movie-success/versions/9/ready", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/elsewhere/entirely", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v2/models/none/infer", HttpStatusCode.NotFound)]
    [InlineData("GET", Infer, HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/v2", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/v2/repository/models/movie-success/unload", HttpStatusCode.NotImplemented)]
    public async Task The_address_is_wrong(string method, string address, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), address);
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.NotEmpty(await TensorRequest.ErrorAsync(response, status));
    }

    [Fact]
    public async Task The_content_type_or_encoding_is_wrong()
    {
        using var csv = TensorRequest.Text("budget\n1\n", "text/csv");
        using var response = await api.Client.PostAsync(new Uri(Infer, UriKind.Relative), csv, TestContext.Current.CancellationToken);
        Assert.NotEmpty(await TensorRequest.ErrorAsync(response, HttpStatusCode.UnsupportedMediaType));

        using var brotli = TensorRequest.Text("{}");
        brotli.Headers.ContentEncoding.Add("br");
        using var unknown = await api.Client.PostAsync(new Uri(Infer, UriKind.Relative), brotli, TestContext.Current.CancellationToken);
        Assert.NotEmpty(await TensorRequest.ErrorAsync(unknown, HttpStatusCode.UnsupportedMediaType));

        using var notPacked = TensorRequest.Text("{}");
        notPacked.Headers.ContentEncoding.Add("gzip");
        using var damaged = await api.Client.PostAsync(new Uri(Infer, UriKind.Relative), notPacked, TestContext.Current.CancellationToken);
        Assert.Contains("compressed", await TensorRequest.ErrorAsync(damaged, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1000001,1")]
    [InlineData("2147483648")]
    [InlineData("9223372036854775807,1")]
    public async Task There_are_more_rows_than_are_taken_at_once(string shape)
    {
        using var content = TensorRequest.Text(Budget($"[{shape}]", "FP32", "[1]"));
        using var response = await api.Client.PostAsync(new Uri(Infer, UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(
            $"Input 'budget' has {shape.Split(',')[0]} rows. This server takes 1000000 at once (Limits:TensorRows).",
            await TensorRequest.ErrorAsync(response, HttpStatusCode.RequestEntityTooLarge));
    }

    [Fact]
    public async Task The_body_is_too_large_or_nothing_can_be_served()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        using var ready = await server.Client.GetAsync(new Uri("/v2/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("\"ready\":false", await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await using var small = await ApiServer.StartAsync("Limits:BodyBytes=1024");
        using var large = TensorRequest.Text(Budget("[1000,1]", "FP32", "[" + string.Join(',', Enumerable.Repeat("1", 1000)) + "]"));
        using var response = await small.Client.PostAsync(new Uri(Infer, UriKind.Relative), large, TestContext.Current.CancellationToken);
        Assert.NotEmpty(await TensorRequest.ErrorAsync(response, HttpStatusCode.RequestEntityTooLarge));
    }

    private static string Budget(string shape, string datatype, string data, string more = "") =>
        $$"""{"inputs":[{"name":"budget","shape":{{shape}},"datatype":"{{datatype}}","data":{{data}}}{{more}}]}""";
}
