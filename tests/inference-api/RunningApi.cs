using Carter;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.OpenInference;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Predictions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

[assembly: AssemblyFixture(typeof(Hitcast.InferenceApi.Tests.RunningApi))]

namespace Hitcast.InferenceApi.Tests;

/// <summary>The API on a port of its own, with the published models.</summary>
public sealed class RunningApi : IAsyncLifetime
{
    private WebApplication? app;

    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromMinutes(1) };

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    internal ModelCatalog Catalog => app!.Services.GetRequiredService<ModelCatalog>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Models:Path"] = Published.Repository;
        builder.Services.AddCarter(configurator: carter => carter.WithModule<PredictionsModule>().WithModule<ModelsModule>().WithModule<OpenInferenceModule>());
        builder.Services.AddModelRepository();
        builder.Services.AddSingleton<Readiness>();
        app = builder.Build();
        app.MapCarter();
        await app.StartAsync(TestContext.Current.CancellationToken);
        Address = new(app.Urls.Single());
        Client.BaseAddress = Address;
        while ((await Client.GetAsync(new Uri("/v2/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode != System.Net.HttpStatusCode.OK
            || Catalog.Models.Count(model => model.ServedVersion is not null) < 2)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }
}
