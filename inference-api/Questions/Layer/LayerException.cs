namespace Hitcast.InferenceApi.Questions.Layer;

/// <summary>The semantic layer cannot be used; the message says where in it and what to do.</summary>
public sealed class LayerException(string reason, Exception? cause = null) : Exception(reason, cause);
