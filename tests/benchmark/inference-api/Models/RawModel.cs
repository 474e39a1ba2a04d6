using System.Diagnostics;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Contract;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hitcast.InferenceApi.Benchmark.Models;

/// <summary>ONNX Runtime alone: tensors built beforehand, outputs reused, one thread a run. What no server can be faster than.</summary>
internal sealed class RawModel : IDisposable
{
    private readonly RunOptions runOptions = new();
    private readonly SessionOptions options = new()
    {
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
    };

    private readonly InferenceSession session;
    private readonly Manifest manifest;
    private readonly RequestSet requests;

    public RawModel(byte[] model, Manifest manifest, RequestSet requests)
    {
        session = new InferenceSession(model, options);
        (this.manifest, this.requests) = (manifest, requests);
    }

    private string[] InputNames => [.. manifest.Inputs.Select(input => input.Name)];

    /// <summary>Rows a second of runs of <paramref name="batch"/> rows, on so many threads at once, for about <paramref name="seconds"/>.</summary>
    public async Task<double> RowsPerSecond(int batch, int threads, double seconds)
    {
        var loops = Enumerable.Range(0, threads).Select(thread => Prepare(batch, thread)).ToArray();
        try
        {
            var rates = await Task.WhenAll(loops.Select(loop => Task.Factory.StartNew(
                () => loop.RowsPerSecond(seconds), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            return rates.Sum();
        }
        finally
        {
            Array.ForEach(loops, loop => loop.Dispose());
        }
    }

    /// <summary>Microseconds of one run of one row, another row each time.</summary>
    public async Task<double> OneRow(double seconds) => 1e6 / await RowsPerSecond(1, 1, seconds);

    /// <summary>Rows of a float tensor of the graph, which must be one of its outputs; one for each of the first <paramref name="count"/> requests.</summary>
    public float[][] Columns(string tensor, int count)
    {
        var inputs = Tensors(0, count);
        using var outputs = session.Run(runOptions, InputNames, inputs, [tensor]);
        Array.ForEach(inputs, input => input.Dispose());
        var values = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        return [.. values.Chunk(values.Length / count)];
    }

    public void Dispose()
    {
        session.Dispose();
        options.Dispose();
        runOptions.Dispose();
    }

    private Loop Prepare(int batch, int thread)
    {
        var batches = Math.Max(1, RequestSet.Count / batch);
        var first = thread * RequestSet.Count / 2;
        var inputs = Enumerable.Range(0, batches).Select(i => Tensors(first + (i * batch), batch)).ToArray();
        var outputs = manifest.Outputs.Select(_ => OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [batch, 1])).ToArray();
        return new Loop(session, runOptions, InputNames, inputs, [.. manifest.Outputs.Select(output => output.Name)], outputs, batch);
    }

    private OrtValue[] Tensors(int first, int count)
    {
        var rows = Enumerable.Range(first, count).Select(i => requests.Rows[i % RequestSet.Count]).ToArray();
        return [.. manifest.Inputs.Select(input => input.OnnxType == OnnxType.String ? Texts(rows, input) : Numbers(rows, input))];
    }

    private static OrtValue Texts(JsonObject[] rows, ModelInput input)
    {
        var tensor = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [rows.Length, 1]);
        for (var i = 0; i < rows.Length; i++)
        {
            tensor.StringTensorSetElementAt(Text(rows[i][input.Name], input), i);
        }

        return tensor;
    }

    private static string Text(JsonNode? value, ModelInput input) => value switch
    {
        null => "",
        JsonArray items => string.Join('\u001f', items.Select(item => item!.GetValue<string>().Trim()).Where(item => item.Length > 0)),
        _ when input.Kind == InputKind.Category => value.GetValue<string>(),
        _ => throw new NotSupportedException($"{input.Name}: the benchmark sends lists as arrays."),
    };

    private static OrtValue Numbers(JsonObject[] rows, ModelInput input) =>
        OrtValue.CreateTensorValueFromMemory([.. rows.Select(row => Number(row[input.Name], input))], [rows.Length, 1]);

    private static float Number(JsonNode? value, ModelInput input) => (input.Kind, value) switch
    {
        (_, null) => float.NaN,
        (InputKind.Number, _) => (float)value.GetValue<double>(),
        (InputKind.Flag, _) => value.GetValue<bool>() ? 1 : 0,
        _ => throw new NotSupportedException($"{input.Name}: the benchmark has no {input.Kind} inputs."),
    };

    private sealed record Loop(
        InferenceSession Session, RunOptions Options, string[] InputNames, OrtValue[][] Inputs, string[] OutputNames, OrtValue[] Outputs, int Batch) : IDisposable
    {
        public double RowsPerSecond(double seconds)
        {
            Run(0);
            var clock = Stopwatch.StartNew();
            var runs = 0;
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                Run(runs++ % Inputs.Length);
            }

            return runs * (double)Batch / clock.Elapsed.TotalSeconds;
        }

        public void Dispose()
        {
            Array.ForEach(Inputs, tensors => Array.ForEach(tensors, tensor => tensor.Dispose()));
            Array.ForEach(Outputs, tensor => tensor.Dispose());
        }

        private void Run(int i) => Session.Run(Options, InputNames, Inputs[i], OutputNames, Outputs);
    }
}
