namespace Hitcast.InferenceApi.OpenInference;

/// <summary>Something is wrong with a request under <c>/v2</c>; the message is for the caller.</summary>
internal sealed class InferenceException(int status, string message, Exception? inner = null) : Exception(message, inner)
{
    public InferenceException(string message, Exception? inner = null)
        : this(StatusCodes.Status400BadRequest, message, inner)
    {
    }

    public int Status => status;
}
