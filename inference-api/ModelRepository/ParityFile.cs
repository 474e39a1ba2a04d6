using System.Runtime.InteropServices;
using System.Text.Json;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>A version's proof: requests with the training library's answers.</summary>
/// <param name="Tolerances">The largest difference allowed, by output.</param>
internal sealed record ParityFile(
    double[] Tolerances, double ContributionTolerance, double BaseValue, Rows Requests, IReadOnlyList<ParityAnswer> Answers)
{
    /// <exception cref="VersionRefusedException">The file is not of the form that the contract says, or a request in it is not valid.</exception>
    public static ParityFile Read(ReadOnlySpan<byte> json, OnnxModel model)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement, model);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new VersionRefusedException("parity.json: the file is not of the form that the contract says.", exception);
        }
    }

    private static ParityFile Read(JsonElement root, OnnxModel model)
    {
        var tolerance = root.GetProperty("tolerance");
        var cases = root.GetProperty("cases");
        var requests = new Rows(model.Inputs, Math.Max(1, cases.GetArrayLength()));
        foreach (var (index, parityCase) in cases.EnumerateArray().Index())
        {
            ReadRequest(JsonMarshal.GetRawUtf8Value(parityCase.GetProperty("request")), index, requests);
        }

        return requests.Count == 0
            ? throw new VersionRefusedException("parity.json: there are no cases in it.")
            : new(
                [.. model.Outputs.Select(output => tolerance.GetProperty(output.Name).GetDouble())],
                root.GetProperty("contribution_tolerance").GetDouble(),
                root.GetProperty("base_value").GetDouble(),
                requests,
                [.. cases.EnumerateArray().Select(parityCase => ReadAnswer(parityCase, model))]);
    }

    private static ParityAnswer ReadAnswer(JsonElement parityCase, OnnxModel model)
    {
        var answer = parityCase.GetProperty("answer");
        return new(
            [.. model.Outputs.Select(output => output.Values is null ? answer.GetProperty(output.Name).GetDouble() : double.NaN)],
            [.. model.Outputs.Select(output => output.Values is null ? null : answer.GetProperty(output.Name).GetString())],
            parityCase.TryGetProperty("contributions", out var contributions)
                ? [.. model.Inputs.Fields.Select(field => contributions.TryGetProperty(field.Name, out var value) ? value.GetDouble() : 0)]
                : null);
    }

    private static void ReadRequest(ReadOnlySpan<byte> request, int index, Rows rows)
    {
        var errors = new FieldErrors();
        var reader = new Utf8JsonReader(request);
        reader.Read();
        if (!JsonRowReader.Read(ref reader, rows, errors))
        {
            var (field, messages) = errors.ByField().First();
            throw new VersionRefusedException($"parity.json: the request of case {index} is not valid: {field} {messages[0]}");
        }
    }
}

/// <param name="Numbers">The right answer, by output; NaN for a label.</param>
/// <param name="Texts">The right answer, by output; null for a number.</param>
/// <param name="Contributions">By input; an input that no feature names contributes nothing.</param>
internal sealed record ParityAnswer(double[] Numbers, string?[] Texts, double[]? Contributions);
