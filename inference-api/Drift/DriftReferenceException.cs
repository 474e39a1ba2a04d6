namespace Hitcast.InferenceApi.Drift;

/// <summary>A <c>reference.json</c> that does not keep the contract. The message is for anyone to read.</summary>
/// <param name="property">Where in the file, such as <c>inputs.tempo.shares</c>.</param>
/// <param name="problem">What is wrong there, to go on after "reference.json: inputs.tempo.shares".</param>
public sealed class DriftReferenceException(string property, string problem) : Exception($"reference.json: {property} {problem}")
{
    public string Property { get; } = property;
}
