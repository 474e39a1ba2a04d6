using System.Text.Json;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>Reads the form of an inference request. What it says is checked before anything is allocated for it.</summary>
internal sealed class InferenceRequestReader(InputSchema schema, IReadOnlyList<ModelOutput> modelOutputs, int mostRows)
{
    private readonly List<DescribedTensor> described = [];
    private List<(string Name, bool? Binary)>? requested;
    private string? id;
    private bool binaryOutputs;

    /// <param name="json">The JSON part of the body.</param>
    /// <param name="binary">What follows it.</param>
    /// <exception cref="InferenceException">Something is wrong with the form of the request.</exception>
    public InferenceRequest Read(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> binary)
    {
        json = NotANumber.ToNull(json);
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            reader.Read();
            JsonParts.Expect(ref reader, JsonTokenType.StartObject, "The request");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader, json);
            }

            // What follows the object is read too: it must be nothing.
            reader.Read();
        }
        catch (JsonException exception)
        {
            throw new InferenceException($"The request is not JSON: something is wrong at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} of that line.", exception);
        }

        var (tensors, rows) = OpenTensors(binary);
        return new(id, rows, tensors, [.. RequestedOutputs()]);
    }

    private void ReadProperty(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            id = JsonParts.ReadText(ref reader, "id");
        }
        else if (reader.ValueTextEquals("inputs"u8))
        {
            reader.Read();
            ReadInputs(ref reader, json);
        }
        else if (reader.ValueTextEquals("outputs"u8))
        {
            reader.Read();
            ReadOutputs(ref reader);
        }
        else if (reader.ValueTextEquals("parameters"u8))
        {
            reader.Read();
            binaryOutputs = JsonParts.ReadParameter(ref reader, "binary_data_output"u8) == 1;
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private void ReadInputs(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        JsonParts.Expect(ref reader, JsonTokenType.StartArray, "inputs");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (described.Count == schema.Fields.Count)
            {
                throw new InferenceException($"There are more inputs than the model has: {schema.Fields.Count}.");
            }

            described.Add(DescribedTensor.Read(ref reader, json));
        }
    }

    private void ReadOutputs(ref Utf8JsonReader reader)
    {
        JsonParts.Expect(ref reader, JsonTokenType.StartArray, "outputs");
        requested = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            JsonParts.Expect(ref reader, JsonTokenType.StartObject, "Every output");
            requested.Add(requested.Count < modelOutputs.Count
                ? ReadOutput(ref reader)
                : throw new InferenceException($"There are more outputs than the model has: {modelOutputs.Count}."));
        }
    }

    private static (string Name, bool? Binary) ReadOutput(ref Utf8JsonReader reader)
    {
        var (name, binary) = ("", (bool?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isName, isParameters) = (reader.ValueTextEquals("name"u8), reader.ValueTextEquals("parameters"u8));
            reader.Read();
            if (isName)
            {
                name = JsonParts.ReadText(ref reader, "An output's name");
            }
            else if (isParameters)
            {
                binary = JsonParts.ReadParameter(ref reader, "binary_data"u8) is { } value ? value == 1 : null;
            }
            else
            {
                reader.Skip();
            }
        }

        return (name, binary);
    }

    private (List<InputTensor> Tensors, int RowCount) OpenTensors(ReadOnlyMemory<byte> binary)
    {
        var tensors = new List<InputTensor>(described.Count);
        var rowCount = 0;
        foreach (var tensor in described)
        {
            var field = schema.Find(System.Text.Encoding.UTF8.GetBytes(tensor.Name))
                ?? throw new InferenceException($"Input '{(tensor.Name.Length > 100 ? tensor.Name[..100] + "…" : tensor.Name)}' {schema.Suggest(tensor.Name)}");
            if (tensors.Exists(other => other.Field == field))
            {
                throw new InferenceException($"Input '{field.Name}' stands there more than once.");
            }

            var (opened, rows) = tensor.Open(field, TakeBinary(tensor, ref binary), mostRows);
            if (rowCount != 0 && rows != rowCount)
            {
                throw new InferenceException($"Input '{field.Name}' has {rows} rows, but '{tensors[0].Field.Name}' has {rowCount}.");
            }

            tensors.Add(opened);
            rowCount = rows;
        }

        if (!binary.IsEmpty)
        {
            throw new InferenceException($"{binary.Length} bytes behind the JSON belong to no input.");
        }

        var missing = schema.Fields.Where(field => field.Input.Required && !tensors.Exists(tensor => tensor.Field == field)).Select(field => $"'{field.Name}'");
        return string.Join(", ", missing) is { Length: > 0 } names
            ? throw new InferenceException($"The request lacks inputs that the model requires: {names}.")
            : tensors.Count == 0 ? throw new InferenceException("The request has no inputs.")
            : (tensors, rowCount);
    }

    private static ReadOnlyMemory<byte> TakeBinary(DescribedTensor tensor, ref ReadOnlyMemory<byte> binary)
    {
        if (tensor.BinarySize is not { } size)
        {
            return default;
        }

        if (size < 0 || size > binary.Length)
        {
            throw new InferenceException($"Input '{tensor.Name}' has the binary_data_size {size}, but {binary.Length} bytes are left behind the JSON.");
        }

        var taken = binary[..(int)size];
        binary = binary[(int)size..];
        return taken;
    }

    private IEnumerable<RequestedOutput> RequestedOutputs() => requested is null
        ? modelOutputs.Select((_, index) => new RequestedOutput(index, binaryOutputs))
        : requested.Select(output => new RequestedOutput(FindOutput(output.Name), output.Binary ?? binaryOutputs));

    private int FindOutput(string name) =>
        modelOutputs.Index().FirstOrDefault(output => output.Item.Name == name, (-1, null!)) is ( >= 0 and var index, _)
            ? index
            : throw new InferenceException($"Output '{(name.Length > 100 ? name[..100] + "…" : name)}' is none of this model's. There are {string.Join(", ", modelOutputs.Select(output => output.Name))}.");
}
