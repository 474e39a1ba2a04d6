using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>The inputs of one model version, found by name.</summary>
public sealed class InputSchema
{
    private readonly Utf8Lookup names;

    public InputSchema(IReadOnlyList<ModelInput> inputs)
    {
        Fields = [.. inputs.Select((input, index) => new InputField(input, index))];
        names = new(inputs.Select(input => input.Name));
    }

    /// <summary>In the order of the graph's inputs.</summary>
    public IReadOnlyList<InputField> Fields { get; }

    /// <summary>The field of that name, or null.</summary>
    public InputField? Find(ReadOnlySpan<byte> name) => names.Find(name) is >= 0 and var index ? Fields[index] : null;

    /// <summary>What to say of a name that is no input's: the nearest right one where one is near, else all of them.</summary>
    public string Suggest(string name) => NearestName.Of(name, Fields.Select(field => field.Name)) is { } nearest
        ? $"is no input of this model. Did you mean '{nearest}'?"
        : $"is no input of this model. Its inputs are {string.Join(", ", Fields.Select(field => field.Name))}.";
}
