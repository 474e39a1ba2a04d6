using System.Text.Json;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>Writes answers of one version as flat JSON objects.</summary>
public sealed class AnswerWriter(PredictionCall call)
{
    private readonly ModelVersion version = call.Version;
    private readonly double[] contributions = call.Options.Explain ? new double[call.Version.Inputs.Fields.Count] : [];

    /// <summary>Writes the answer to one row.</summary>
    /// <param name="more">Writes further properties behind the answer's own.</param>
    public void Write(Utf8JsonWriter writer, Rows rows, Answers answers, int row, Action<Utf8JsonWriter>? more = null)
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, version.Manifest.Name);
        writer.WriteNumber("version"u8, version.Manifest.Version);
        WriteOutputs(writer, answers, row);
        call.Answered(version.Unusual.Write(writer, rows, row));
        if (call.Options.Explain)
        {
            WriteContributions(writer, answers, row);
        }

        more?.Invoke(writer);
        writer.WriteEndObject();
    }

    private void WriteOutputs(Utf8JsonWriter writer, Answers answers, int row)
    {
        var outputs = version.Manifest.Outputs;
        for (var output = 0; output < outputs.Count; output++)
        {
            if (outputs[output].Values is { } values)
            {
                writer.WriteString(outputs[output].Name, values[answers.Labels[row]]);
            }
            else
            {
                writer.WriteNumber(outputs[output].Name, answers.Number(output, row));
            }
        }

        if (version.Manifest.Interval is { } interval)
        {
            writer.WriteNumber("level"u8, interval.Level);
        }
    }

    private void WriteContributions(Utf8JsonWriter writer, Answers answers, int row)
    {
        version.Explainer.Explain(answers.FeaturesOf(row), contributions);
        writer.WriteNumber("base_value"u8, version.Explainer.BaseValue);
        writer.WriteStartObject("contributions"u8);
        foreach (var field in version.Inputs.Fields)
        {
            writer.WriteNumber(field.Name, contributions[field.Index]);
        }

        writer.WriteEndObject();
    }
}
