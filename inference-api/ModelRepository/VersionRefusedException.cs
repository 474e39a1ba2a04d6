namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>A version does not keep the contract of <c>onnx-models/README.md</c>. The message is for anyone to read: it names files within the version only.</summary>
public sealed class VersionRefusedException(string reason, Exception? cause = null) : Exception(reason, cause);
