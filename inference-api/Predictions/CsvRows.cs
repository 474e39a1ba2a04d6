using System.Buffers;
using System.Text;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Scoring;
using Sylvan.Data.Csv;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>A CSV file with input names as its header in, one line of outputs or with an error a row out. An empty cell is a missing value.</summary>
internal sealed class CsvRows(PredictionCall call) : IStreamedFormat
{
    private const int LongestRow = 1 << 20;
    private const char NotUnicode = '\uFFFD';
    private readonly CsvAnswerWriter answerWriter = new(call);
    private readonly FieldErrors errors = new();
    private readonly byte[] utf8 = new byte[LongestRow * 3];
    private CsvDataReader csv = null!;
    private InputField[] columns = [];
    private long number;

    public string ContentType => "text/csv; charset=utf-8";

    public bool WithFeatures => call.Options.Explain;

    public async Task<bool> BeginAsync(HttpContext context)
    {
        var text = new StreamReader(context.Request.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        try
        {
            csv = await CsvDataReader.CreateAsync(text, new CsvDataReaderOptions { Delimiter = ',', MaxBufferSize = LongestRow }, context.RequestAborted);
        }
        catch (CsvMissingHeadersException)
        {
            await Problems.WriteAsync(context, StatusCodes.Status400BadRequest, "The CSV file is empty. Its first line must name inputs.");
            return false;
        }

        ReadHeader();
        if (errors.Any)
        {
            await JsonPredictions.WriteErrorsAsync(context, errors);
            return false;
        }

        return true;
    }

    public async ValueTask<bool> ReadAsync(StreamedChunk chunk, CancellationToken cancellation)
    {
        while (!chunk.IsFull)
        {
            number++;
            try
            {
                if (!await csv.ReadAsync(cancellation))
                {
                    return false;
                }
            }
            catch (Exception exception) when (exception is CsvFormatException or CsvRecordTooLargeException)
            {
                // Where a quote is open or a row does not end, nobody knows where the next one begins.
                chunk.Add(new(number, $"The row is longer than {LongestRow} characters, or its quotes do not match. What follows is not read."));
                return false;
            }

            chunk.Add(ReadRow(chunk.Rows));
        }

        return true;
    }

    public void WriteHead(IBufferWriter<byte> output) => answerWriter.WriteHead(output);

    public void Write(StreamedChunk chunk, IBufferWriter<byte> output)
    {
        var row = 0;
        foreach (var line in chunk.Lines)
        {
            if (line.Error is null)
            {
                answerWriter.Write(output, line.Number, chunk.Rows, chunk.Answers, row++);
            }
            else
            {
                answerWriter.WriteError(output, line);
            }
        }
    }

    private void ReadHeader()
    {
        columns = new InputField[csv.FieldCount];
        for (var column = 0; column < columns.Length; column++)
        {
            var name = csv.GetName(column);
            if (call.Version.Inputs.Find(Encoding.UTF8.GetBytes(name)) is not { } field)
            {
                errors.Add(name, call.Version.Inputs.Suggest(name));
            }
            else if (columns.Contains(field))
            {
                errors.Add(name, "stands in the header more than once. Name it once.");
            }
            else
            {
                columns[column] = field;
            }
        }

        foreach (var field in call.Version.Inputs.Fields.Where(field => field.Input.Required && !columns.Contains(field) && !errors.Has(field.Name)))
        {
            errors.Add(field.Name, $"is missing in the header. It must be {field.Allowed}.");
        }
    }

    private StreamedLine ReadRow(Rows rows)
    {
        if (csv.RowFieldCount != columns.Length)
        {
            return new(number, $"The row has {csv.RowFieldCount} cells, the header has {columns.Length}.");
        }

        errors.Clear();
        rows.Begin();
        for (var column = 0; column < columns.Length; column++)
        {
            var cell = csv.GetFieldSpan(column);
            if (cell.Contains(NotUnicode))
            {
                errors.Add(columns[column].Name, "is not valid Unicode. Send UTF-8.");
                continue;
            }

            TextRowReader.Set(rows, columns[column], utf8.AsSpan(0, Encoding.UTF8.GetBytes(cell, utf8)), errors);
        }

        return rows.Commit(errors) ? new(number) : StreamedLine.Wrong(number, errors);
    }
}
