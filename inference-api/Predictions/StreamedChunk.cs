using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>Some lines of a stream on their way from reading over scoring to writing; used again and again.</summary>
internal sealed class StreamedChunk(ModelVersion version, bool withFeatures)
{
    private readonly List<StreamedLine> lines = new(OnnxModel.MostRows);

    public Rows Rows { get; } = new(version.Inputs, OnnxModel.MostRows);

    public Answers Answers { get; } = new(version.Scorer.Model, OnnxModel.MostRows) { WithFeatures = withFeatures };

    /// <summary>In the order of the stream. Those without an error are the rows, in the same order.</summary>
    public IReadOnlyList<StreamedLine> Lines => lines;

    /// <summary>Ends when the answers are there.</summary>
    public Task Scoring { get; set; } = Task.CompletedTask;

    public bool IsFull => lines.Count == OnnxModel.MostRows;

    public void Add(StreamedLine line) => lines.Add(line);

    public void Score()
    {
        version.Scorer.Model.Score(Rows, Answers);
        version.Drift.Observe(Rows, Answers);
    }

    public void Clear()
    {
        Rows.Clear();
        lines.Clear();
    }
}

/// <param name="Number">Counted from 1.</param>
/// <param name="Error">Why there is no answer; null if there is one.</param>
/// <param name="Fields">What is wrong with each field, if fields are what is wrong.</param>
internal readonly record struct StreamedLine(long Number, string? Error = null, IReadOnlyDictionary<string, string[]>? Fields = null)
{
    public static StreamedLine Wrong(long number, FieldErrors errors) => new(number, "Some inputs are wrong; errors names each.", errors.ByField());
}
