using System.Text;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Drift;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Tests.Drift;

/// <summary>Requests and answers drawn from the distributions in <c>reference.json</c>, with a seed.</summary>
internal sealed class DrawnRequests : IDisposable
{
    private readonly Random random;
    private readonly OnnxModel model;
    private readonly Manifest manifest;
    private readonly Dictionary<Bins, BinSampler> samplers = [];

    public DrawnRequests(string version, int capacity, int seed)
    {
        random = new(seed);
        manifest = Manifest.Parse(Published.Read(version, "manifest.json"));
        var graph = Published.Read(version, "model.onnx");
        var features = OnnxFile.Read(graph).Nodes.Single(node => node.Name == manifest.Explanation.Node).Inputs[0];
        model = new(OnnxFile.WithOutput(graph, features), manifest, features);
        Reference = DriftReference.Read(Published.Read(version, "reference.json"), manifest);
        Rows = new(model.Inputs, capacity);
        Answers = new(model, capacity);
    }

    public DriftReference Reference { get; }

    public Rows Rows { get; }

    public Answers Answers { get; }

    public DriftMonitor NewMonitor() => new(Reference, manifest);

    /// <summary>Draws all rows anew.</summary>
    /// <param name="shifted">An input or output whose rarest value comes in half of all cases.</param>
    public void Draw(string? shifted = null)
    {
        Rows.Clear();
        var errors = new FieldErrors();
        while (!Rows.IsFull)
        {
            Rows.Begin();
            foreach (var (input, distribution) in Reference.Inputs.Index())
            {
                Set(input, distribution, distribution.Name == shifted);
            }

            foreach (var (output, distribution) in Reference.Outputs.Index())
            {
                var bin = Bin(distribution, distribution.Name == shifted);
                if (distribution.Kind == InputKind.Number)
                {
                    Answers.Numbers(output)[Rows.Count] = Number(distribution.Bins, bin);
                }
                else
                {
                    Answers.Labels[Rows.Count] = distribution.Bins.Names[bin] == manifest.Outputs[output].Values![0] ? 0 : 1;
                }
            }

            Rows.Commit(errors);
        }
    }

    public void Dispose() => model.Dispose();

    private static float Number(Bins bins, int bin) => bin switch
    {
        _ when bin == bins.Missing => float.NaN,
        _ when bin < bins.Edges.Length => bins.Edges[bin],
        _ when bins.Edges.Length == 0 => 5,
        _ => Math.Max(bins.Edges[^1] + 1, float.BitIncrement(bins.Edges[^1])),
    };

    private void Set(int input, ReferenceDistribution distribution, bool shifted)
    {
        if (distribution.Length is { } lengths)
        {
            var length = (int)Number(lengths, Draw(lengths));
            SetItems(Rows.Texts(input), distribution, length, shifted);
        }
        else if (distribution.Kind == InputKind.Category)
        {
            var bin = Bin(distribution, shifted);
            if (bin != distribution.Bins.Missing)
            {
                Append(Rows.Texts(input), distribution.Bins, bin);
            }
        }
        else
        {
            Rows.SetNumber(input, Number(distribution.Bins, Bin(distribution, shifted)));
        }
    }

    private void SetItems(TextColumn column, ReferenceDistribution distribution, int length, bool shifted)
    {
        for (var item = 0; item < length; item++)
        {
            if (item > 0)
            {
                column.Append([InputField.ItemSeparator]);
            }

            Append(column, distribution.Bins, Bin(distribution, shifted));
        }
    }

    private static void Append(TextColumn column, Bins bins, int bin)
    {
        var name = bin == bins.Other ? "a name of none" : bins.Names[bin];
        column.Append(Encoding.UTF8.GetBytes(name, column.Room(Encoding.UTF8.GetMaxByteCount(name.Length))));
    }

    private int Bin(ReferenceDistribution distribution, bool shifted)
    {
        var shares = distribution.Bins.Shares;
        return shifted && random.Next(2) == 0
            ? Array.IndexOf(shares, shares.Take(distribution.Bins.Missing).Where(share => share > 0).Min())
            : Draw(distribution.Bins);
    }

    private int Draw(Bins bins)
    {
        if (!samplers.TryGetValue(bins, out var sampler))
        {
            sampler = samplers[bins] = new(bins.Shares);
        }

        return sampler.Draw(random);
    }
}
