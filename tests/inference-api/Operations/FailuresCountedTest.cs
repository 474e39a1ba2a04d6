using System.Net;
using System.Text;
using Hitcast.InferenceApi.Operations;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Operations;

/// <summary>What fails on our side stands in <c>/status</c> and <c>/metrics</c> too, at every address of a model.</summary>
public sealed class FailuresCountedTest
{
    [Theory]
    [InlineData("/models/movie-success/predict", "movie-success")]
    [InlineData("/predict", "movie-success")]
    [InlineData("/predict/", "spotify-popularity")]
    [InlineData("/v2/models/movie-success/infer", "movie-success")]
    public async Task A_body_that_is_too_large_and_one_at_which_the_server_fails(string address, string model)
    {
        await using var server = await ApiServer.StartAsync(BreakBodies, $"Models:Path={Published.Repository}", "Limits:BodyBytes=1024");
        await server.UntilAsync(() => server.Readiness.IsReady);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(server, address, $$"""{"keywords": ["{{new string('x', 4000)}}"]}"""));
        Assert.Equal(HttpStatusCode.InternalServerError, await PostAsync(server, address + "?broken", "{}"));
        var counted = server.App.Services.GetRequiredService<ModelMetrics>().Counted().Single(version => version.Model == model);
        Assert.Equal(new Dictionary<string, long> { ["413"] = 1, ["500"] = 1 }, counted.Failures);
    }

    private static void BreakBodies(WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.QueryString.Value == "?broken")
        {
            context.Request.QueryString = default;
            context.Request.Body = new BrokenStream();
        }

        return next(context);
    });

    private static async Task<HttpStatusCode> PostAsync(ApiServer server, string address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException("A fault of the server's.");
    }
}
