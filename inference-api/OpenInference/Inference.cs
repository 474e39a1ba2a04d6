using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>Reads the tensors of a request row by row, in runs of <see cref="OnnxModel.MostRows"/>, and answers them.</summary>
internal static class Inference
{
    /// <exception cref="InferenceException">An element is wrong; then no row is answered or counted.</exception>
    public static async Task<Answers> AnswerAsync(ModelVersion version, InferenceRequest request, CancellationToken cancellation)
    {
        if (request.RowCount == 1)
        {
            return await AnswerOneAsync(version, request);
        }

        var rows = new Rows(version.Inputs, Math.Min(request.RowCount, OnnxModel.MostRows));
        var errors = new FieldErrors();
        if (request.RowCount > rows.Capacity)
        {
            Check(request, rows, errors);
        }

        var answers = new Answers(version.Scorer.Model, request.RowCount);
        var run = new Answers(version.Scorer.Model, rows.Capacity);
        for (var first = 0; first < request.RowCount; first += rows.Capacity)
        {
            cancellation.ThrowIfCancellationRequested();
            Read(request, rows, errors, first);
            version.Scorer.Model.Score(rows, run);
            version.Drift.Observe(rows, run);
            Copy(version, run, rows.Count, answers, first);
        }

        return answers;
    }

    private static async Task<Answers> AnswerOneAsync(ModelVersion version, InferenceRequest request)
    {
        var scoring = version.Scorer.Rent();
        try
        {
            Read(request, scoring.Rows, scoring.Errors, first: 0);
            await version.Scorer.ScoreAsync(scoring);
            version.Drift.Observe(scoring.Rows, scoring.Answers);
            var answers = new Answers(version.Scorer.Model, capacity: 1);
            Copy(version, scoring.Answers, 1, answers, first: 0);
            return answers;
        }
        finally
        {
            version.Scorer.Return(scoring);
        }
    }

    /// <summary>Reads all rows once, so that nothing is answered if one of them is wrong.</summary>
    private static void Check(InferenceRequest request, Rows rows, FieldErrors errors)
    {
        for (var first = 0; first < request.RowCount; first += rows.Capacity)
        {
            Read(request, rows, errors, first);
        }

        foreach (var tensor in request.Inputs)
        {
            tensor.Rewind();
        }
    }

    /// <summary>Reads the next rows, as many as there are and have room.</summary>
    private static void Read(InferenceRequest request, Rows rows, FieldErrors errors, int first)
    {
        rows.Clear();
        for (var row = first; row < request.RowCount && !rows.IsFull; row++)
        {
            rows.Begin();
            foreach (var tensor in request.Inputs)
            {
                tensor.ReadNext(rows, errors);
            }

            if (!rows.Commit(errors))
            {
                var wrong = errors.ByField().Select(field => $"input '{field.Key}' {field.Value[0]}");
                throw new InferenceException($"Row {row}: {string.Join(" ", wrong)}");
            }
        }
    }

    private static void Copy(ModelVersion version, Answers run, int count, Answers answers, int first)
    {
        for (var output = 0; output < version.Manifest.Outputs.Count; output++)
        {
            if (version.Manifest.Outputs[output].Values is null)
            {
                run.Numbers(output)[..count].CopyTo(answers.Numbers(output)[first..]);
            }
        }

        run.Labels[..count].CopyTo(answers.Labels[first..]);
    }
}
