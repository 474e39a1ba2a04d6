using System.Globalization;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Scoring;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>Inputs that the model took, and what it said.</summary>
internal sealed record Trial(JsonElement Inputs, JsonElement Answer)
{
    /// <summary>What differs between the trials first, then what the model said, its name and version, then the inputs that are the same in all.</summary>
    public static Table ToTable(IReadOnlyList<Trial> trials, ModelVersion version)
    {
        var given = version.Inputs.Fields.Where(field => trials.Any(trial => trial.Inputs.TryGetProperty(field.Name, out _)))
            .Select(field => (Column: new Column(field.Name, KindOf(field)), Values: trials.Select(trial => ValueOf(field, trial.Inputs)).ToArray()))
            .ToLookup(input => input.Values.Distinct().Count() > 1);
        var said = version.Manifest.Outputs.Select(output => (
            Column: new Column(output.Name, output.Values is null ? ColumnKind.Number : ColumnKind.Text),
            Values: trials.Select(trial => Said(trial.Answer.GetProperty(output.Name))).ToArray()));
        (Column Column, object?[] Values)[] columns =
        [
            .. given[true],
            .. said,
            (new("model", ColumnKind.Text), [.. trials.Select(_ => version.Manifest.Name)]),
            (new("model_version", ColumnKind.Integer), [.. trials.Select(_ => (object)(long)version.Manifest.Version)]),
            .. given[false],
        ];
        return new([.. columns.Select(column => column.Column)], [.. trials.Select((_, row) => columns.Select(column => column.Values[row]).ToArray())], Truncated: false);
    }

    private static ColumnKind KindOf(InputField field) => field.Kind switch
    {
        InputKind.Number => ColumnKind.Number,
        InputKind.Date => ColumnKind.Date,
        _ => ColumnKind.Text,
    };

    private static object? ValueOf(InputField field, JsonElement inputs) => !inputs.TryGetProperty(field.Name, out var value) || value.ValueKind == JsonValueKind.Null
        ? null
        : field.Kind switch
        {
            InputKind.Number => double.Parse(value.ToString(), CultureInfo.InvariantCulture),
            InputKind.Date => DateOnly.ParseExact(value.ToString(), InputField.DateFormat, CultureInfo.InvariantCulture),
            _ => value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray()) : value.ToString(),
        };

    private static object Said(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.ToString();
}
