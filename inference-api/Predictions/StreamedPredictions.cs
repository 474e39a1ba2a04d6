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
    private const int ChunksUnderWay = 4;

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
        var idle = Channel.CreateUnbounded<StreamedChunk>();
        var read = Channel.CreateUnbounded<StreamedChunk>();
        var scored = Channel.CreateUnbounded<StreamedChunk>();
        for (var chunk = 0; chunk < ChunksUnderWay; chunk++)
        {
            idle.Writer.TryWrite(new(version, format.WithFeatures));
        }

        await Task.WhenAll(
            Task.Run(() => StageAsync(ReadAsync(format, idle.Reader, read.Writer, stop.Token), read.Writer, stop), stop.Token),
            Task.Run(() => StageAsync(ScoreAsync(version, read.Reader, scored.Writer, stop.Token), scored.Writer, stop), stop.Token),
            StageAsync(WriteAsync(context, format, scored.Reader, idle.Writer, stop.Token), idle.Writer, stop));
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
            await read.WriteAsync(chunk, cancellation);
        }
    }

    private static async Task ScoreAsync(
        ModelVersion version, ChannelReader<StreamedChunk> read, ChannelWriter<StreamedChunk> scored, CancellationToken cancellation)
    {
        await foreach (var chunk in read.ReadAllAsync(cancellation))
        {
            version.Scorer.Model.Score(chunk.Rows, chunk.Answers);
            version.Drift.Observe(chunk.Rows, chunk.Answers);
            await scored.WriteAsync(chunk, cancellation);
        }
    }

    private static async Task WriteAsync(
        HttpContext context, IStreamedFormat format, ChannelReader<StreamedChunk> scored, ChannelWriter<StreamedChunk> idle, CancellationToken cancellation)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        await using var sender = new AnswerSender(context.Response.BodyWriter, time, cancellation);
        await foreach (var chunk in scored.ReadAllAsync(cancellation))
        {
            await sender.SendAsync(output => format.Write(chunk, output));
            idle.TryWrite(chunk);
        }

        await sender.FinishAsync();
    }
}
