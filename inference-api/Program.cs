using Carter;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Predictions;
using Hitcast.InferenceApi.OpenInference;
using Hitcast.InferenceApi.Operations;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCarter(configurator: c => c.WithModule<PredictionsModule>().WithModule<ModelsModule>().WithModule<OpenInferenceModule>());
builder.Services.AddModelRepository();
builder.Services.AddSingleton<Readiness>();
var app = builder.Build();
app.MapCarter();
app.MapGet("/health/ready", (ModelCatalog catalog) => catalog.Models.Any(m => m.ServedVersion is not null) ? Results.Ok() : Results.StatusCode(503));
app.Run();
