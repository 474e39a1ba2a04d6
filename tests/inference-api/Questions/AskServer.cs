using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions;

/// <summary>The service over the sample warehouse, without models and without a key for Gemini.</summary>
public sealed class AskServer(SampleWarehouse warehouse) : IAsyncLifetime
{
    private ApiServer? server;

    public HttpClient Client => Server.Client;

    internal ApiServer Server => server!;

    public async ValueTask InitializeAsync() =>
        server = await ApiServer.StartWithoutModelsAsync($"Questions:ConnectionString={await warehouse.ReaderConnectionStringAsync()}");

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <param name="body">As JSON.</param>
    public static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string body, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (accept is not null)
        {
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        }

        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>The answer to a question, which must be given.</summary>
    public async Task<JsonElement> AskAsync(string question, string address = "/ask-text")
    {
        using var response = await PostAsync(Client, address, JsonSerializer.Serialize(new { question }));
        var reply = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{reply} {string.Join('\n', Server.Log)}");
        return JsonDocument.Parse(reply).RootElement;
    }
}
