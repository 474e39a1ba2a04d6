using Refit;

namespace Hitcast.Worker.Api;

/// <summary>The two addresses of the inference API that we ask.</summary>
internal interface IInferenceApi
{
    [Get("/models/{model}")]
    Task<HttpResponseMessage> GetModelAsync(string model, CancellationToken cancellation);

    /// <param name="rows">One JSON object a line.</param>
    [Post("/models/{model}/versions/{version}/predict?explain=true")]
    Task<HttpResponseMessage> PredictAsync(string model, int version, [Body] HttpContent rows, CancellationToken cancellation);
}
