using System.Text.Json;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>Small pieces of a request's JSON.</summary>
internal static class JsonParts
{
    /// <summary>Reads the text at the reader.</summary>
    public static string ReadText(ref Utf8JsonReader reader, string what)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : throw new InferenceException($"{what} must be a text.");
        }
        catch (InvalidOperationException exception)
        {
            // What System.Text.Json throws for a lone surrogate or bytes that are no UTF-8.
            throw new InferenceException($"{what} is not valid Unicode.", exception);
        }
    }

    /// <summary>Enters the array or object at the reader.</summary>
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType start, string what)
    {
        if (reader.TokenType != start)
        {
            throw new InferenceException($"{what} must be an {(start == JsonTokenType.StartArray ? "array" : "object")}.");
        }
    }

    /// <summary>Passes over the <c>parameters</c> at the reader; returns the named one, true as 1 and false as 0; null if it is not there.</summary>
    public static long? ReadParameter(ref Utf8JsonReader reader, ReadOnlySpan<byte> wanted)
    {
        Expect(ref reader, JsonTokenType.StartObject, "parameters");
        long? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(wanted);
            reader.Read();
            if (found)
            {
                value = reader.TokenType switch
                {
                    JsonTokenType.True => 1,
                    JsonTokenType.False => 0,
                    JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
                    _ => -1,
                };
            }

            reader.Skip();
        }

        return value;
    }

    /// <summary>Passes over the array at the reader, nested or flat; returns how many values it holds.</summary>
    public static int CountElements(ref Utf8JsonReader reader, string input)
    {
        Expect(ref reader, JsonTokenType.StartArray, $"The data of input '{input}'");
        var count = 0;
        var end = reader.CurrentDepth;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == end))
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                throw new InferenceException($"The data of input '{input}' holds an object. Send the elements, nested or flat.");
            }

            count += reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray ? 0 : 1;
        }

        return count;
    }
}
