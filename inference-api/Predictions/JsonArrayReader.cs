using System.Buffers;
using System.Text.Json;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>Reads an array of requests a few rows at a time, so that memory does not grow with the array.</summary>
internal sealed class JsonArrayReader(ReadOnlySequence<byte> body, Rows rows, FieldErrors errors)
{
    private SequencePosition position = body.Start;
    private JsonReaderState state;
    private bool begun;

    /// <summary>Requests read so far.</summary>
    public int Count { get; private set; }

    /// <summary>Fills the rows anew, as far as they and the array go; false at the array's end.</summary>
    /// <exception cref="JsonException">The body is no JSON.</exception>
    /// <exception cref="JsonArrayException">An item is no object.</exception>
    public bool Read()
    {
        rows.Clear();
        var reader = new Utf8JsonReader(body.Slice(position), isFinalBlock: true, state);
        if (!begun)
        {
            reader.Read();
            begun = true;
        }

        while (!rows.IsFull)
        {
            if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
            {
                // What follows the array is read too: it must be nothing.
                reader.Read();
                return false;
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonArrayException($"Item {Count} of the array is not an object from input names to values.");
            }

            errors.Prefix = $"[{Count++}].";
            JsonRowReader.Read(ref reader, rows, errors);
        }

        (position, state) = (reader.Position, reader.CurrentState);
        return true;
    }
}

/// <summary>The array is JSON, but not of requests. The message is for the caller.</summary>
internal sealed class JsonArrayException(string message) : Exception(message);
