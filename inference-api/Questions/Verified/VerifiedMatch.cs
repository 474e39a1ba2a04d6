using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>A verified question with its slots filled.</summary>
public sealed class VerifiedMatch
{
    private readonly AnswerSentence sentence;

    internal VerifiedMatch(Reading reading, AnswerSentence sentence)
    {
        Reading = reading;
        this.sentence = sentence;
    }

    /// <summary>The verified question's name in the semantic layer, such as <c>top-movies</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The language asked in: <c>en</c> or <c>es</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The whole question as it was understood, in that language, such as "Highest 5 movies by revenue of genre comedy in 1994".</summary>
    public required string Title { get; init; }

    /// <summary>Ready to run through the gate.</summary>
    public required string Sql { get; init; }

    /// <summary>How each slot was understood, in the question's order; what was filled by default comes last.</summary>
    public required IReadOnlyList<UnderstoodSlot> Slots { get; init; }

    /// <summary>bar, column, line, area, scatter, histogram, share or table; null where the rows decide.</summary>
    public string? ChartWish { get; init; }

    /// <summary>How well the wording fits, from 0 to 1.</summary>
    public required double Score { get; init; }

    internal Reading Reading { get; }

    /// <summary>The answering sentence, in the question's language.</summary>
    /// <param name="rows">What <see cref="Sql"/> answered with.</param>
    public string AnswerFrom(Table rows) => sentence.From(rows);
}
