using Refit;

namespace Hitcast.InferenceApi.Gemini;

/// <summary>The one address of Gemini's API that we ask. The key goes in a header, never into an address.</summary>
internal interface IGeminiApi
{
    /// <summary>The request's property with the deadline.</summary>
    const string Deadline = "hitcast.deadline";

    /// <param name="model">The model's id.</param>
    /// <param name="deadline">When the call, retries included, is given up: a timestamp of the <see cref="TimeProvider"/>; stays in this process.</param>
    [Post("/v1beta/models/{model}:generateContent")]
    Task<HttpResponseMessage> GenerateContentAsync(
        string model, [Body] GenerateRequest request, [Property(Deadline)] long deadline, CancellationToken cancellation);
}
