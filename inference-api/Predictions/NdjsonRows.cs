using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>One JSON object a line in, one answer or error a line out. Empty lines are passed over.</summary>
internal sealed class NdjsonRows(PredictionCall call) : IStreamedFormat
{
    /// <summary>A longer line is an error, and is passed over without being kept.</summary>
    public const int LongestLine = 1 << 20;

    private readonly AnswerWriter answerWriter = new(call);
    private readonly FieldErrors errors = new();
    private PipeReader body = null!;
    private long number;
    private bool passingOver;

    public string ContentType => "application/x-ndjson";

    public bool WithFeatures => call.Options.Explain;

    public Task<bool> BeginAsync(HttpContext context)
    {
        body = context.Request.BodyReader;
        return Task.FromResult(true);
    }

    public async ValueTask<bool> ReadAsync(StreamedChunk chunk, CancellationToken cancellation)
    {
        while (true)
        {
            if (!body.TryRead(out var result))
            {
                if (chunk.Lines.Count > 0)
                {
                    // The caller pauses: what has come so far is answered.
                    return true;
                }

                result = await body.ReadAsync(cancellation);
            }

            var rest = ReadLines(chunk, result.Buffer);
            if (result.IsCompleted && !chunk.IsFull)
            {
                ReadLine(chunk, rest);
                body.AdvanceTo(result.Buffer.End);
                return false;
            }

            rest = PassOverLong(chunk, rest);
            body.AdvanceTo(rest.Start, chunk.IsFull ? rest.Start : rest.End);
            if (chunk.IsFull)
            {
                return true;
            }
        }
    }

    public void WriteHead(IBufferWriter<byte> output)
    {
    }

    public void Write(StreamedChunk chunk, IBufferWriter<byte> output)
    {
        using var rented = JsonWriters.Rent(output);
        var row = 0;
        foreach (var line in chunk.Lines)
        {
            if (line.Error is null)
            {
                answerWriter.Write(rented.Writer, chunk.Rows, chunk.Answers, row++);
            }
            else
            {
                WriteError(rented.Writer, line);
            }

            rented.Writer.Flush();
            rented.Writer.Reset();
            output.Write("\n"u8);
        }
    }

    private static void WriteError(Utf8JsonWriter writer, StreamedLine line)
    {
        writer.WriteStartObject();
        writer.WriteNumber("row"u8, line.Number);
        writer.WriteString("error"u8, line.Error);
        Problems.WriteErrors(writer, line.Fields);
        writer.WriteEndObject();
    }

    /// <summary>Reads whole lines; returns what follows the last one.</summary>
    private ReadOnlySequence<byte> ReadLines(StreamedChunk chunk, ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (!chunk.IsFull && reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            ReadLine(chunk, line);
        }

        return reader.UnreadSequence;
    }

    private void ReadLine(StreamedChunk chunk, ReadOnlySequence<byte> line)
    {
        if (passingOver)
        {
            // The end of a line that has been reported.
            passingOver = false;
            return;
        }

        if (++number == 1)
        {
            line = WithoutByteOrderMark(line);
        }

        try
        {
            if (line.Length > LongestLine)
            {
                chunk.Add(TooLong());
            }
            else if (!IsEmpty(line))
            {
                chunk.Add(ReadRow(chunk.Rows, line));
            }
        }
        catch (JsonException exception)
        {
            chunk.Add(new(number, $"The line is not JSON, or nests deeper than 64: something is wrong at byte {exception.BytePositionInLine + 1}."));
        }
    }

    private StreamedLine ReadRow(Rows rows, ReadOnlySequence<byte> line)
    {
        errors.Clear();
        var reader = line.IsSingleSegment ? new Utf8JsonReader(line.FirstSpan) : new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return new(number, "The line must be a JSON object from input names to values.");
        }

        return JsonRowReader.ReadOnly(ref reader, rows, errors) ? new(number) : StreamedLine.Wrong(number, errors);
    }

    private ReadOnlySequence<byte> PassOverLong(StreamedChunk chunk, ReadOnlySequence<byte> rest)
    {
        if (chunk.IsFull || (rest.Length <= LongestLine && !passingOver))
        {
            return rest;
        }

        if (!passingOver)
        {
            number++;
            chunk.Add(TooLong());
            passingOver = true;
        }

        return rest.Slice(rest.End);
    }

    private StreamedLine TooLong() => new(number, $"The line is longer than {LongestLine} bytes.");

    private static ReadOnlySequence<byte> WithoutByteOrderMark(ReadOnlySequence<byte> line)
    {
        var reader = new SequenceReader<byte>(line);
        return reader.IsNext("\uFEFF"u8, advancePast: true) ? reader.UnreadSequence : line;
    }

    private static bool IsEmpty(ReadOnlySequence<byte> line)
    {
        var reader = new SequenceReader<byte>(line);
        reader.AdvancePastAny(" \t\r"u8);
        return reader.End;
    }
}
