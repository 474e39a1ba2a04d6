using Refit;

namespace Hitcast.InferenceApi.Status;

/// <summary>What we ask of the worker.</summary>
internal interface IWorkerApi
{
    [Get("/functions")]
    Task<HttpResponseMessage> ListFunctionsAsync(CancellationToken cancellation);

    [Post("/functions/{name}/replay")]
    Task<HttpResponseMessage> ReplayAsync(string name, [Body] WorkerReplay replay, CancellationToken cancellation);
}

/// <param name="Key">The object's key in the lake.</param>
internal sealed record WorkerReplay(string Key);
