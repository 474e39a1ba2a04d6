using System.Collections.Concurrent;
using System.Text;
using Hitcast.InferenceApi.Contract;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>A graph in ONNX Runtime, and the tensors to run it with. Thread safe.</summary>
/// <remarks>One session for all threads, one thread a run. <c>RunAsync</c> crashes in C# (onnxruntime issues 19140, 29633), so runs are synchronous.</remarks>
public sealed class OnnxModel : IDisposable
{
    /// <summary>The most rows of one run. A hundred cost half as much a row as ten thousand: their tensors stay in the processor's cache.</summary>
    public const int MostRows = 100;

    private readonly ConcurrentStack<Tensors>[] idle;
    private readonly ConcurrentStack<Tensors>[] idleWithFeatures;

    /// <param name="graph">The bytes of the file, with the explained node's input among the outputs.</param>
    /// <param name="featureTensor">That input's name.</param>
    public OnnxModel(byte[] graph, Manifest manifest, string featureTensor)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            EnableCpuMemArena = false,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        Session = new InferenceSession(graph, options);
        Inputs = new InputSchema(manifest.Inputs);
        Outputs = manifest.Outputs;
        FeatureTensor = featureTensor;
        FeatureCount = manifest.Explanation.Features.Count;
        LabelValues = [.. manifest.Outputs.Select(output => output.Values?.Select(Encoding.UTF8.GetBytes).ToArray())];
        idle = [.. Enumerable.Range(0, MostRows + 1).Select(_ => new ConcurrentStack<Tensors>())];
        idleWithFeatures = [.. Enumerable.Range(0, MostRows + 1).Select(_ => new ConcurrentStack<Tensors>())];
    }

    public InputSchema Inputs { get; }

    public IReadOnlyList<ModelOutput> Outputs { get; }

    /// <summary>The columns of the matrix that the explained node reads.</summary>
    public int FeatureCount { get; }

    internal InferenceSession Session { get; }

    internal string FeatureTensor { get; }

    /// <summary>The two texts of each label in UTF-8; null for a number.</summary>
    internal IReadOnlyList<byte[][]?> LabelValues { get; }

    /// <summary>Answers all rows.</summary>
    public void Score(Rows rows, Answers answers, int rowsARun = MostRows)
    {
        for (var first = 0; first < rows.Count; first += rowsARun)
        {
            var count = Math.Min(rowsARun, rows.Count - first);
            var tensors = Rent(count, answers.WithFeatures);
            tensors.Fill(rows, first, count, at: 0);
            tensors.Run();
            tensors.Read(answers, at: 0, count, first);
            Return(tensors);
        }
    }

    /// <summary>Answers single rows in one run.</summary>
    public void Score(ReadOnlySpan<ScoringRequest> requests)
    {
        var withFeatures = false;
        foreach (var request in requests)
        {
            withFeatures |= request.Answers.WithFeatures;
        }

        var tensors = Rent(requests.Length, withFeatures);
        for (var row = 0; row < requests.Length; row++)
        {
            tensors.Fill(requests[row].Rows, first: 0, count: 1, at: row);
        }

        tensors.Run();
        for (var row = 0; row < requests.Length; row++)
        {
            tensors.Read(requests[row].Answers, at: row, count: 1, first: 0);
        }

        Return(tensors);
    }

    public void Dispose()
    {
        foreach (var tensors in idle.Concat(idleWithFeatures).SelectMany(stack => stack))
        {
            tensors.Dispose();
        }

        Session.Dispose();
    }

    private Tensors Rent(int rows, bool withFeatures) =>
        rows <= MostRows && Idle(rows, withFeatures).TryPop(out var tensors) ? tensors : new Tensors(this, rows, withFeatures);

    private void Return(Tensors tensors)
    {
        if (tensors.HoldsLongTexts || tensors.Count > MostRows)
        {
            tensors.Dispose();
            return;
        }

        Idle(tensors.Count, tensors.WithFeatures).Push(tensors);
    }

    private ConcurrentStack<Tensors> Idle(int rows, bool withFeatures) => (withFeatures ? idleWithFeatures : idle)[rows];
}
