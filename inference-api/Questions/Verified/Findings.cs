namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>What stands where in a sentence, by the token at which it begins.</summary>
internal sealed class Findings
{
    public required ILookup<int, Span> Spans { get; init; }

    public required ILookup<int, FilterSpan> Filters { get; init; }

    /// <summary>Where each saying that means nothing ends.</summary>
    public required ILookup<int, int> Idle { get; init; }

    /// <summary>Where each "and", "but" ends.</summary>
    public required ILookup<int, int> Connectives { get; init; }

    /// <summary>Several words that mean others, in canonical words.</summary>
    public required ILookup<int, (int End, string[] Items)> Sayings { get; init; }

    public required ILookup<int, AnywaySpan> Anyway { get; init; }
}
