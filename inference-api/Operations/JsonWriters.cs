using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hitcast.InferenceApi.Operations;

/// <summary>JSON writers that are used again, since one of its own would be most of what a prediction allocates.</summary>
public static class JsonWriters
{
    /// <summary>Texts as they are, since a reply is never part of a page. What is written is whole by construction.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly ConcurrentBag<Utf8JsonWriter> Idle = [];

    public static Rental Rent(IBufferWriter<byte> destination)
    {
        if (Idle.TryTake(out var writer))
        {
            writer.Reset(destination);
            return new(writer);
        }

        return new(new(destination, Options));
    }

    /// <summary>Gives the writer back when it ends.</summary>
    public readonly ref struct Rental(Utf8JsonWriter writer)
    {
        public Utf8JsonWriter Writer => writer;

        public void Dispose()
        {
            writer.Reset(Stream.Null);
            Idle.Add(writer);
        }
    }
}
