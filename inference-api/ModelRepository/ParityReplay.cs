using Hitcast.InferenceApi.Explanations;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>Replays <c>parity.json</c>: every case one by one and all in one call, read by the code that reads callers' requests.</summary>
internal sealed class ParityReplay(OnnxModel model, TreeExplainer explainer)
{
    private readonly double[] actual = new double[model.Inputs.Fields.Count];

    /// <summary>Also warms the model: afterwards its code and tensors have been used.</summary>
    /// <exception cref="VersionRefusedException">An answer, a contribution or the base value differs by more than the file allows.</exception>
    public void Run(ReadOnlySpan<byte> json)
    {
        var file = ParityFile.Read(json, model);
        if (Math.Abs(explainer.BaseValue - file.BaseValue) > file.ContributionTolerance)
        {
            throw new VersionRefusedException($"parity.json: the base value is {explainer.BaseValue}, the training library's is {file.BaseValue}.");
        }

        Compare(file, rowsARun: 1, "alone");
        Compare(file, rowsARun: file.Requests.Count, "in one call with all others");
    }

    private void Compare(ParityFile file, int rowsARun, string how)
    {
        var answers = new Answers(model, file.Requests.Count) { WithFeatures = true };
        model.Score(file.Requests, answers, rowsARun);
        for (var index = 0; index < file.Requests.Count; index++)
        {
            Compare(file, index, answers, how);
        }
    }

    private void Compare(ParityFile file, int index, Answers answers, string how)
    {
        var expected = file.Answers[index];
        for (var output = 0; output < model.Outputs.Count; output++)
        {
            var name = model.Outputs[output].Name;
            if (model.Outputs[output].Values is { } values)
            {
                Compare(index, how, name, values[answers.Labels[index]] == expected.Texts[output]);
            }
            else
            {
                Compare(index, how, name, Math.Abs(answers.Number(output, index) - expected.Numbers[output]) <= file.Tolerances[output]);
            }
        }

        // Every case is explained, so that what the explainer keeps is there before a caller comes.
        explainer.Explain(answers.FeaturesOf(index), actual);
        if (expected.Contributions is { } contributions)
        {
            foreach (var field in model.Inputs.Fields)
            {
                var difference = Math.Abs(actual[field.Index] - contributions[field.Index]);
                Compare(index, how, $"the contribution of '{field.Name}'", difference <= file.ContributionTolerance);
            }
        }
    }

    private static void Compare(int index, string how, string what, bool equal)
    {
        if (!equal)
        {
            throw new VersionRefusedException($"parity.json: case {index}, {how}: {what} differs from the training library's answer by more than the tolerance.");
        }
    }
}
