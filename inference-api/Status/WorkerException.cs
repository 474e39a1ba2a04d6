namespace Hitcast.InferenceApi.Status;

/// <summary>The worker gave no usable reply. The message is a sentence for anyone to read.</summary>
/// <param name="status">With what a caller of ours is answered.</param>
internal sealed class WorkerException(int status, string reason, Exception? cause = null) : Exception(reason, cause)
{
    public int Status => status;
}
