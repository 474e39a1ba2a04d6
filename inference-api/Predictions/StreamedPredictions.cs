using System.Buffers;
using System.Threading.Channels;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Operations;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>How a streamed format is read and written.</summary>
internal interface IStreamedFormat
{
    string ContentType { get; }

    /// <summary>Whether answers carry contributions.</summary>
    bool WithFeatures { get; }

    /// <summary>Reads what comes before the first row; false if the reply says already what is wrong with it.</summary>
    Task<bool> BeginAsync(HttpContext context);

    /// <summary>Fills the chunk with lines as far as it and the stream go; false at the stream's end.</summary>
    ValueTask<bool> ReadAsync(StreamedChunk chunk, CancellationToken cancellation);

    /// <summary>Writes what comes before the first answer.</summary>
    void WriteHead(IBufferWriter<byte> output);

    void Write(StreamedChunk chunk, IBufferWriter<byte> output);
}

/// <summary>Answers a stream row by row while it is being read: reading, scoring and writing go on at the same time, over a fixed number of chunks.</summary>
internal static class StreamedPredictions
{
    /// <summary>One is being read, one written, and the others are scored, each on a thread of its own.</summary>
    private const int ChunksUnderWay = 6;

    /// <summary>Rows may come as slowly as somebody computes them; Kestrel would cut a pause of five seconds.</summary>
    private static readonly MinDataRate SlowestSender = new(bytesPerSecond: 1, gracePeriod: TimeSpan.FromMinutes(5));

    public static async Task AnswerAsync(HttpContext context, ModelVersion version, IStreamedFormat format)
    {
        BodyLimit.Lift(context);
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = SlowestSender;
        }

        if (!await format.BeginAsync(context))
        {
            return;
        }

        context.Response.ContentType = format.ContentType;
        format.WriteHead(context.Response.BodyWriter);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var chunks = Enumerable.Range(0, ChunksUnderWay).Select(_ => new StreamedChunk(version, format.WithFeatures)).ToList();
        var idle = Channel.CreateUnbounded<StreamedChunk>();
        var read = Channel.CreateUnbounded<StreamedChunk>();
        chunks.ForEach(chunk => idle.Writer.TryWrite(chunk));
        try
        {
            await Task.WhenAll(
                Task.Run(() => StageAsync(ReadAsync(format, idle.Reader, read.Writer, stop.Token), read.Writer, stop), stop.Token),
                StageAsync(WriteAsync(context, format, read.Reader, idle.Writer, stop.Token), idle.Writer, stop));
        }
        finally
        {
            // The version may be freed after this: nothing may still be scored with it. What failed has been thrown already.
            await Task.WhenAll(chunks.Select(chunk => chunk.Scoring)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Lets the other stages end when one has ended, well or badly.</summary>
    private static async Task StageAsync(Task stage, ChannelWriter<StreamedChunk> next, CancellationTokenSource stop)
    {
        try
        {
            await stage;
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            next.TryComplete();
        }
    }

    private static async Task ReadAsync(
        IStreamedFormat format, ChannelReader<StreamedChunk> idle, ChannelWriter<StreamedChunk> read, CancellationToken cancellation)
    {
        var more = true;
        while (more)
        {
            var chunk = await idle.ReadAsync(cancellation);
            chunk.Clear();
            more = await format.ReadAsync(chunk, cancellation);
            chunk.Scoring = Task.Run(chunk.Score, cancellation);
            await read.WriteAsync(chunk, cancellation);
        }
    }

    private static async Task WriteAsync(
        HttpContext context, IStreamedFormat format, ChannelReader<StreamedChunk> read, ChannelWriter<StreamedChunk> idle, CancellationToken cancellation)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        await using var sender = new AnswerSender(context.Response.BodyWriter, time, cancellation);
        await foreach (var chunk in read.ReadAllAsync(cancellation))
        {
            await chunk.Scoring;
            await sender.SendAsync(output => format.Write(chunk, output));
            idle.TryWrite(chunk);
        }

        await sender.FinishAsync();
    }
}
