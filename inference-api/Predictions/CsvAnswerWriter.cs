using System.Buffers;
using System.Text;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>Writes answers as lines: row, the outputs, the names of unusual inputs, the error; and contributions if asked for.</summary>
internal sealed class CsvAnswerWriter(PredictionCall call)
{
    private readonly ModelVersion version = call.Version;
    private readonly double[] contributions = call.Options.Explain ? new double[call.Version.Inputs.Fields.Count] : [];

    public void WriteHead(IBufferWriter<byte> output)
    {
        var outputs = version.Manifest.Outputs.Select(column => column.Name);
        var explained = call.Options.Explain ? version.Inputs.Fields.Select(field => $"contribution of {field.Name}").Prepend("base_value") : [];
        string[] names = ["row", .. outputs, "unusual", "error", .. explained];
        output.Write(Encoding.UTF8.GetBytes(string.Join(',', names) + "\n"));
    }

    public void Write(IBufferWriter<byte> output, long number, Rows rows, Answers answers, int row)
    {
        Write(output, number);
        WriteOutputs(output, answers, row);
        output.Write(","u8);
        WriteUnusual(output, rows, row);
        output.Write(","u8);
        if (call.Options.Explain)
        {
            WriteContributions(output, answers, row);
        }

        output.Write("\n"u8);
    }

    public void WriteError(IBufferWriter<byte> output, StreamedLine line)
    {
        Write(output, line.Number);
        output.Write(Encoding.UTF8.GetBytes(new string(',', version.Manifest.Outputs.Count + 2)));
        var messages = line.Fields?.Select(field => $"{field.Key} {string.Join(' ', field.Value)}");
        WriteText(output, messages is null ? line.Error! : string.Join(' ', messages));
        output.Write(Encoding.UTF8.GetBytes(new string(',', call.Options.Explain ? contributions.Length + 1 : 0)));
        output.Write("\n"u8);
    }

    private void WriteOutputs(IBufferWriter<byte> output, Answers answers, int row)
    {
        var outputs = version.Manifest.Outputs;
        for (var column = 0; column < outputs.Count; column++)
        {
            output.Write(","u8);
            if (outputs[column].Values is { } values)
            {
                WriteText(output, values[answers.Labels[row]]);
            }
            else
            {
                Write(output, answers.Number(column, row));
            }
        }
    }

    private void WriteUnusual(IBufferWriter<byte> output, Rows rows, int row)
    {
        var unusual = 0;
        foreach (var field in version.Inputs.Fields)
        {
            if (version.Unusual.Any(field.Index, rows, row))
            {
                WriteText(output, unusual++ == 0 ? field.Name : "; " + field.Name);
            }
        }

        call.Answered(unusual);
    }

    private void WriteContributions(IBufferWriter<byte> output, Answers answers, int row)
    {
        version.Explainer.Explain(answers.FeaturesOf(row), contributions);
        output.Write(","u8);
        Write(output, version.Explainer.BaseValue);
        foreach (var contribution in contributions)
        {
            output.Write(","u8);
            Write(output, contribution);
        }
    }

    /// <summary>Quotes a text where RFC 4180 asks for it.</summary>
    private static void WriteText(IBufferWriter<byte> output, string text) => output.Write(Encoding.UTF8.GetBytes(
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    private static void Write<T>(IBufferWriter<byte> output, T number)
        where T : IUtf8SpanFormattable
    {
        number.TryFormat(output.GetSpan(32), out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
