using System.Buffers;
using System.Text;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>A CSV file with input names as its header in, one line of outputs or with an error a row out. An empty cell is a missing value.</summary>
internal sealed class CsvRows(PredictionCall call) : IStreamedFormat
{
    private readonly CsvAnswerWriter answerWriter = new(call);
    private readonly FieldErrors errors = new();
    private CsvReader csv = null!;
    private InputField[] columns = [];
    private long number;

    public string ContentType => "text/csv; charset=utf-8";

    public bool WithFeatures => call.Options.Explain;

    public async Task<bool> BeginAsync(HttpContext context)
    {
        csv = new(context.Request.BodyReader);
        CsvRow header;
        while (!csv.TryRead(out header))
        {
            await csv.TakeInAsync(context.RequestAborted);
        }

        if (header != CsvRow.Whole)
        {
            await Problems.WriteAsync(context, StatusCodes.Status400BadRequest, header == CsvRow.End
                ? "The CSV file is empty. Its first line must name inputs."
                : "The first line of the CSV file must name inputs; its quotes do not match.");
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
            CsvRow row;
            while (!csv.TryRead(out row))
            {
                if (csv.TryTakeIn())
                {
                    continue;
                }

                if (chunk.Lines.Count > 0)
                {
                    // The caller pauses: what has come so far is answered.
                    return true;
                }

                await csv.TakeInAsync(cancellation);
            }

            if (row == CsvRow.End)
            {
                return false;
            }

            number++;
            chunk.Add(row switch
            {
                CsvRow.Whole => ReadRow(chunk.Rows),
                CsvRow.BadQuotes => new(number, "A quote may only stand around a whole cell, or doubled within quotes."),
                _ => new(number, $"The row is longer than {CsvReader.LongestRow} bytes, or its last quote is not closed. What follows is not read."),
            });
            if (row == CsvRow.Endless)
            {
                return false;
            }
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
        columns = new InputField[csv.CellCount];
        for (var column = 0; column < columns.Length; column++)
        {
            var name = Encoding.UTF8.GetString(csv.Cell(column));
            if (call.Version.Inputs.Find(csv.Cell(column)) is not { } field)
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
        if (csv.CellCount != columns.Length)
        {
            return new(number, $"The row has {csv.CellCount} cells, the header has {columns.Length}.");
        }

        errors.Clear();
        rows.Begin();
        for (var column = 0; column < columns.Length; column++)
        {
            TextRowReader.Set(rows, columns[column], csv.Cell(column), errors);
        }

        return rows.Commit(errors) ? new(number) : StreamedLine.Wrong(number, errors);
    }
}
