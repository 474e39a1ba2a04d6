using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Hitcast.InferenceApi.Tests.OpenApi;

/// <summary>Every request that Swagger UI shows can be sent as it stands.</summary>
public class ExamplesTest(RunningApi api, SampleWarehouse warehouse)
{
    [Fact]
    public async Task Every_example_is_answered()
    {
        await using var server = await ApiServer.StartAsync(
            $"Questions:ConnectionString={await warehouse.ReaderConnectionStringAsync()}", $"Worker:BaseAddress={warehouse.WorkerAddress}");
        var document = await ReadAsync();
        var sent = 0;
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                foreach (var body in operation!["requestBody"]?["content"]?.AsObject().Select(content => ((string Type, JsonNode? Example)?)(content.Key, content.Value!["example"])) ?? [null])
                {
                    using var request = new HttpRequestMessage(HttpMethod.Parse(method), Address(path, operation["parameters"]?.AsArray() ?? []));
                    if (body is var (type, example))
                    {
                        Assert.NotNull(example);
                        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(type.EndsWith("/json", StringComparison.Ordinal) ? example.ToJsonString() : example.GetValue<string>()));
                        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
                    }

                    using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
                    var reply = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                    if (path == "/status/replay")
                    {
                        // The worker itself says that nothing of that key is set aside.
                        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
                        continue;
                    }

                    Assert.True(response.IsSuccessStatusCode && !reply.Contains("\"error\"", StringComparison.Ordinal), $"{method} {request.RequestUri} {body}: {reply}");
                    sent++;
                }
            }
        }

        Assert.True(sent > 25, $"{sent} examples");
    }

    [Fact]
    public async Task Operations_have_ids_of_their_own()
    {
        var ids = (await ReadAsync())["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!["operationId"]!.GetValue<string>()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Contains("predictMovieSuccess", ids);
        Assert.Contains("predictSpotifyPopularityFromQuery", ids);
    }

    [Fact]
    public async Task An_input_is_described_with_kind_unit_limits_commonest_values_and_example()
    {
        var inputs = (await ReadAsync())["components"]!["schemas"]!["MovieSuccessInputs"]!;
        var budget = inputs["properties"]!["budget"]!;
        Assert.Equal(("number", 1d, 1e10, "US dollars"), (budget["x-kind"]!.GetValue<string>(), budget["minimum"]!.GetValue<double>(), budget["maximum"]!.GetValue<double>(), budget["x-unit"]!.GetValue<string>()));
        Assert.Equal(25000000, budget["example"]!.GetValue<double>());
        Assert.Equal("Drama", inputs["properties"]!["genres"]!["x-commonest"]![0]!.GetValue<string>());
        Assert.Null(inputs["properties"]!["genres"]!["enum"]);
        Assert.Equal(["budget"], inputs["required"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [Fact]
    public async Task Docs_are_served_from_here_alone()
    {
        var page = await api.Client.GetStringAsync(new Uri("/docs/index.html", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("openapi/v1.json", await api.Client.GetStringAsync(new Uri("/docs/index.js", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotEmpty(await api.Client.GetStringAsync(new Uri("/docs/swagger-ui-bundle.js", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    private static Uri Address(string path, JsonArray parameters)
    {
        var query = new List<string>();
        foreach (var parameter in parameters.Select(parameter => parameter!.AsObject()))
        {
            var values = parameter["example"] is JsonArray items ? [.. items] : new[] { parameter["example"] };
            foreach (var value in values.OfType<JsonNode>().Select(value => Uri.EscapeDataString(Convert.ToString(value.ToString(), CultureInfo.InvariantCulture)!)))
            {
                path = path.Replace($"{{{parameter["name"]}}}", value, StringComparison.Ordinal);
                query.AddRange(parameter["in"]!.GetValue<string>() == "query" ? [$"{parameter["name"]}={value}"] : []);
            }
        }

        return new(query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", UriKind.Relative);
    }

    private async Task<JsonObject> ReadAsync() => JsonNode.Parse(
        await api.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken))!.AsObject();
}
