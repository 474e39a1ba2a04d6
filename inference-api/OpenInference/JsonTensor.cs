using System.Buffers;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>A tensor whose elements stand in the JSON, nested or flat; <c>null</c> is missing.</summary>
/// <param name="data">The text of the array.</param>
internal sealed class JsonTensor(InputField field, ReadOnlyMemory<byte> data) : InputTensor(field)
{
    private JsonReaderState state;
    private int position;

    public override void Rewind() => (state, position) = (default, 0);

    public override void ReadNext(Rows rows, FieldErrors errors)
    {
        var reader = new Utf8JsonReader(data.Span[position..], isFinalBlock: true, state);
        do
        {
            reader.Read();
        }
        while (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray);

        Set(ref reader, rows, errors);
        position += (int)reader.BytesConsumed;
        state = reader.CurrentState;
    }

    private void Set(ref Utf8JsonReader reader, Rows rows, FieldErrors errors)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String when Field.IsText:
                SetText(ref reader, rows, errors);
                break;
            case JsonTokenType.Number when !Field.IsText:
                TensorRowReader.SetNumber(rows, Field, reader.TryGetDouble(out var value) ? value : double.PositiveInfinity, errors);
                break;
            case JsonTokenType.True or JsonTokenType.False when Field.Kind == InputKind.Flag:
                TensorRowReader.SetNumber(rows, Field, reader.TokenType == JsonTokenType.True ? 1 : 0, errors);
                break;
            default:
                errors.Add(Field.Name, Field.IsText ? "must be a text or null." : "must be a number or null.");
                break;
        }
    }

    private void SetText(ref Utf8JsonReader reader, Rows rows, FieldErrors errors)
    {
        if (!reader.ValueIsEscaped)
        {
            TensorRowReader.SetText(rows, Field, reader.ValueSpan, errors);
            return;
        }

        var unescaped = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            var length = reader.CopyString(unescaped);
            TensorRowReader.SetText(rows, Field, unescaped.AsSpan(0, length), errors);
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for a lone surrogate.
            errors.Add(Field.Name, "is not valid Unicode.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unescaped);
        }
    }
}
