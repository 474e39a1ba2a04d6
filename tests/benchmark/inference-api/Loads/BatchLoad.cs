using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Hitcast.InferenceApi.Benchmark.Loads;

/// <summary>One request of many rows, made while it is sent; the answer is read while it comes and counted.</summary>
internal static class BatchLoad
{
    private const int ChunkBytes = 64 * 1024;

    /// <exception cref="InvalidOperationException">A row was not answered.</exception>
    public static async Task<double> RowsPerSecond(Uri address, BatchFormat format, int rows, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new Rows(format, rows) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(format.ContentType));
        var clock = Stopwatch.StartNew();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{address} answered {(int)response.StatusCode} to {format.Name}: {await response.Content.ReadAsStringAsync(cancellation)}");
        }

        await using var answer = await response.Content.ReadAsStreamAsync(cancellation);
        await Count(answer, format, rows, cancellation);
        return rows / clock.Elapsed.TotalSeconds;
    }

    private static async Task Count(Stream answer, BatchFormat format, int rows, CancellationToken cancellation)
    {
        var buffer = new byte[ChunkBytes];
        var (lines, marked, kept) = (0L, 0L, 0);
        for (int got; (got = await answer.ReadAsync(buffer.AsMemory(kept), cancellation)) > 0;)
        {
            var text = buffer.AsSpan(0, kept + got);
            var whole = text[..(text.LastIndexOf((byte)'\n') + 1)];
            lines += whole.Count((byte)'\n');
            marked += format.RowMark.Length > 0 ? whole.Count(format.RowMark) : 0;
            kept = text.Length - whole.Length;
            text[whole.Length..].CopyTo(buffer);
        }

        if (kept > 0 || lines - format.AnswerHead != rows || (format.RowMark.Length > 0 && marked != rows))
        {
            throw new InvalidOperationException($"{rows} rows of {format.Name} sent, {lines} lines answered, {marked} of them predictions.");
        }
    }

    private sealed class Rows : HttpContent
    {
        private readonly BatchFormat _format;
        private readonly int _rows;

        public Rows(BatchFormat format, int rows)
        {
            (_format, _rows) = (format, rows);
            Headers.ContentType = new MediaTypeHeaderValue(format.ContentType);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var chunk = new byte[ChunkBytes];
            _format.Head.CopyTo(chunk, 0);
            var filled = _format.Head.Length;
            for (var row = 0; row < _rows; row++)
            {
                var line = _format.Lines[row % _format.Lines.Count];
                if (filled + line.Length > chunk.Length)
                {
                    await stream.WriteAsync(chunk.AsMemory(0, filled), cancellationToken);
                    filled = 0;
                }

                line.CopyTo(chunk, filled);
                filled += line.Length;
            }

            await stream.WriteAsync(chunk.AsMemory(0, filled), cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
