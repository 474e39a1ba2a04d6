namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Words of a question that narrow the movies.</summary>
/// <param name="Filter">The filter's name in the layer, <c>period</c> or <c>condition measure</c>: one of a name replaces another in a follow-up.</param>
/// <param name="Conditions">Over <c>ask.movies AS movies</c>.</param>
/// <param name="Title">As it stands in a whole question.</param>
/// <param name="Many">If several of this name may stand together.</param>
/// <param name="Bare">If no word but the name itself says so.</param>
internal sealed record FilterSpan(
    int Start, int End, string Filter, IReadOnlyList<string> Conditions, string Title, IReadOnlyList<UnderstoodSlot> Understood, bool Many, bool Bare, int Typos)
{
    /// <summary>What holds where it is known if a movie is so; null where it always is.</summary>
    public string? Known { get; init; }

    /// <summary>What a question's SQL must hold, since the conditions are about it; null where they are about the movies.</summary>
    public string? Within { get; init; }

    /// <summary>In a share: which of its two sides it is on.</summary>
    public FilterRole Role { get; init; }

    /// <summary>If it is about what a movie cost, took, lasts and so on.</summary>
    public bool IsOfMeasure => Known is not null || Filter.StartsWith("condition ", StringComparison.Ordinal);

    public bool IsSaidBy(FilterSpan other) => other.Filter == Filter && other.Conditions.SequenceEqual(Conditions);
}
