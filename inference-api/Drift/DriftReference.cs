using System.Text.Json;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Drift;

/// <summary>The distributions that a version learnt from and answered with: its <c>reference.json</c>.</summary>
public sealed class DriftReference
{
    private DriftReference(Manifest manifest, int rows, IReadOnlyList<ReferenceDistribution> inputs, IReadOnlyList<ReferenceDistribution> outputs)
    {
        (Model, Version, Rows, Inputs, Outputs) = (manifest.Name, manifest.Version, rows, inputs, outputs);
    }

    public string Model { get; }

    public int Version { get; }

    /// <summary>The number of rows in training.</summary>
    public int Rows { get; }

    /// <summary>In the manifest's order.</summary>
    internal IReadOnlyList<ReferenceDistribution> Inputs { get; }

    /// <summary>In the manifest's order.</summary>
    internal IReadOnlyList<ReferenceDistribution> Outputs { get; }

    /// <exception cref="DriftReferenceException">The file is not JSON, or a property is absent or impossible, or does not fit the manifest.</exception>
    public static DriftReference Read(ReadOnlyMemory<byte> json, Manifest manifest)
    {
        using var document = Parse(json);
        var root = new ReferenceProperty(document.RootElement, "");
        var inputs = root["inputs"];
        var outputs = root["outputs"];
        return new(
            manifest,
            root["rows"].Count(),
            [.. manifest.Inputs.Select(input => ReferenceDistribution.Read(inputs[input.Name], input.Name, input.Kind, Seen(input)))],
            [.. manifest.Outputs.Select(output => ReferenceDistribution.Read(
                outputs[output.Name], output.Name, output.Values is null ? InputKind.Number : InputKind.Category, output.Values))]);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            throw new DriftReferenceException("$", "must be JSON. Publish the version again.");
        }
    }

    /// <summary>All names that training held, or null where the manifest lists the commonest only.</summary>
    private static IReadOnlyList<string>? Seen(ModelInput input) =>
        input.Seen.Commonest is { } commonest && commonest.Count == input.Seen.Distinct ? commonest : null;
}

/// <param name="Missing">The share of rows without a value.</param>
/// <param name="Length">The number of items; lists only.</param>
/// <param name="Seen">All names that training held; null for numbers, and where nobody listed them all.</param>
internal sealed record ReferenceDistribution(string Name, InputKind Kind, Bins Bins, double Missing, Bins? Length, Utf8Lookup? Seen)
{
    private const double MostRounding = 1e-6;

    /// <summary>A date is not: the future is always new.</summary>
    public bool IsJudged => Kind != InputKind.Date;

    public static ReferenceDistribution Read(ReferenceProperty property, string name, InputKind kind, IReadOnlyList<string>? seen)
    {
        var expected = JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
        property["kind"].MustBe(expected);
        var missing = property["missing"].Share();
        var bins = kind switch
        {
            InputKind.Number or InputKind.Date => Numbers(property),
            InputKind.Flag => Bins.OfNumbers([0], [property["shares"]["0"].Share(), property["shares"]["1"].Share()], missing),
            _ => Texts(property, kind, missing),
        };
        MustAddUp(property, bins);
        return new(name, kind, bins, missing, kind == InputKind.List ? Lengths(property["length"]) : null, seen is null ? null : new(seen));
    }

    private static Bins Numbers(ReferenceProperty property)
    {
        var edges = property["edges"].Ascending();
        var shares = property["shares"].Shares();
        return shares.Length == edges.Length + 1
            ? Bins.OfNumbers(edges, shares, property["missing"].Share())
            : throw property["shares"].Wrong($"must have one entry more than edges, which is {edges.Length + 1}; it has {shares.Length}.");
    }

    private static Bins Texts(ReferenceProperty property, InputKind kind, double missing)
    {
        var (names, shares) = property["shares"].SharesByName();
        var other = property["other"].Share();
        return kind == InputKind.List ? Bins.OfItems(names, shares, other) : Bins.OfTexts(names, shares, other, missing);
    }

    private static Bins Lengths(ReferenceProperty property)
    {
        var bins = Numbers(property);
        MustAddUp(property, bins);
        return bins;
    }

    private static void MustAddUp(ReferenceProperty property, Bins bins)
    {
        if (Math.Abs(bins.Shares.Sum() - 1) > MostRounding)
        {
            throw property["shares"].Wrong($"and the shares beside it must add up to 1; they add up to {bins.Shares.Sum():0.######}.");
        }
    }
}
