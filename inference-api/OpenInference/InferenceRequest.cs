namespace Hitcast.InferenceApi.OpenInference;

/// <summary>A request whose form has been checked; its elements have not been read yet.</summary>
/// <param name="Id">To be echoed; null if the caller gave none.</param>
/// <param name="RowCount">At least 1; every tensor has as many elements.</param>
/// <param name="Outputs">What the reply is to hold, in this order.</param>
internal sealed record InferenceRequest(string? Id, int RowCount, IReadOnlyList<InputTensor> Inputs, IReadOnlyList<RequestedOutput> Outputs);

/// <param name="Index">The place among the model's outputs, counted from 0.</param>
/// <param name="Binary">Whether the elements are to come as bytes behind the JSON.</param>
internal readonly record struct RequestedOutput(int Index, bool Binary);
