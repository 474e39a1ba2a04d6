using Carter;
using Hitcast.InferenceApi.Accuracy;
using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Compatibility;
using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.OpenApi;
using Hitcast.InferenceApi.OpenInference;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Pages;
using Hitcast.InferenceApi.Predictions;
using Hitcast.InferenceApi.Questions;
using Hitcast.InferenceApi.Status;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi;

public static class Program
{
    /// <returns>0 after a clean stop, 1 where the host could not start; the log then says why.</returns>
    public static Task<int> Main(string[] args) => ServiceProcess.RunAsync(() => Build(CreateBuilder(args)));

    /// <summary>All services, by slice.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Named, since under a test the entry assembly is another one.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(Program).Assembly.GetName().Name });
        builder.AddOperations();
        builder.Services.AddModelRepository();
        builder.Services.AddCompatibility();
        builder.Services.AddWarehouse();
        builder.Services.AddAccuracy();
        builder.Services.AddCharts();
        builder.Services.AddGemini();
        builder.Services.AddQuestions();
        builder.Services.AddStatus();
        builder.Services.AddCarter(configurator: carter => carter
            .WithModule<ModelsModule>().WithModule<AccuracyModule>().WithModule<PredictionsModule>().WithModule<OpenInferenceModule>()
            .WithModule<CompatibilityModule>().WithModule<QuestionsModule>().WithModule<StatusModule>().WithModule<OpenApiModule>().WithModule<PagesModule>());
        return builder;
    }

    /// <summary>All that a request meets, in that order.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseOperations();
        app.UseDocs();
        app.MapCarter();
        return app;
    }
}
