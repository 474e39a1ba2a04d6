using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>One input of a request, read element by element, from the first to the last and again.</summary>
internal abstract class InputTensor(InputField input)
{
    public InputField Field => input;

    /// <summary>Goes back to the first element.</summary>
    public abstract void Rewind();

    /// <summary>Reads the next element into the row being written.</summary>
    public abstract void ReadNext(Rows rows, FieldErrors errors);
}
