using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.Questions.Planning;
using Hitcast.InferenceApi.Questions.Verified;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>What a question came to. Immutable, so that it can be kept.</summary>
internal sealed record AskOutcome
{
    public required AskStatus Status { get; init; }

    /// <summary>Of the question, and so of the answer: ISO 639-1, such as <c>en</c> or <c>es</c>.</summary>
    public required string Language { get; init; }

    /// <summary>A sentence, also where nothing could be answered; the counter-question where there is one.</summary>
    public required string Answer { get; init; }

    /// <summary>Null where nothing was found to answer by.</summary>
    public AnsweredBy? By { get; init; }

    /// <summary>Null unless answered.</summary>
    public Answered? Data { get; init; }

    /// <summary>Whole questions that can be asked instead: the readings of a counter-question, or the nearest that would be answered.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Words of the question that the nearest verified question has no place for.</summary>
    public IReadOnlyList<string> Unexplained { get; init; } = [];

    /// <summary>SQL of the model's that was refused or found nothing, also where the question could not be answered in the end.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>Tokens and cost; null where no model was asked.</summary>
    public GeminiUsage? Usage { get; init; }

    public required Freshness Freshness { get; init; }

    /// <summary>Whether it was kept from an equal question.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether an equal question would be answered the same as long as the warehouse does not change.</summary>
    public bool MayBeKept { get; init; } = true;
}

/// <summary>In JSON in lower case, words joined by underscores.</summary>
internal enum AskStatus
{
    /// <summary>There are rows, or it is known that there are none.</summary>
    Answered,

    /// <summary>The question can be read in more than one way.</summary>
    CounterQuestion,

    /// <summary>It is not in the data, or not among the verified questions where no model may be asked.</summary>
    CannotAnswer,
}

/// <summary>By what a question was answered.</summary>
internal abstract record AnsweredBy(string Title)
{
    public sealed record VerifiedQuestion(VerifiedMatch Match) : AnsweredBy(Match.Title);

    /// <param name="Model">The model's id.</param>
    /// <param name="Forecaster">The version whose forecasts the rows are, where the question called it.</param>
    public sealed record Gemini(string Model, string Title, Forecaster? Forecaster = null) : AnsweredBy(Title);
}

/// <summary>Rows, and how they were come by.</summary>
/// <param name="Sql">Null where only the movie model was asked.</param>
/// <param name="Columns">What each column is called, in the answer's language.</param>
/// <param name="Chart">Null where there are no rows to draw.</param>
/// <param name="TextFrom">Who wrote the answer.</param>
/// <param name="Unfounded">Numbers and names of a model's text that the rows do not hold, so that the text was replaced.</param>
internal sealed record Answered(
    string? Sql,
    Table Table,
    IReadOnlyList<Layer.ColumnLabel> Columns,
    Chart? Chart,
    TextOrigin TextFrom,
    IReadOnlyList<string> Unfounded)
{
    /// <summary>Why the model wrote no text: a sentence for the caller; null if it wrote one, or none was asked for.</summary>
    public string? TextFailure { get; init; }
}

/// <summary>In JSON in lower case.</summary>
internal enum TextOrigin
{
    /// <summary>The verified question's own sentence, filled in from the rows.</summary>
    Verified,

    /// <summary>Gemini's, each number and name of which was found in the rows or is the question's.</summary>
    Gemini,

    /// <summary>Ours from the rows, since Gemini's held what they do not, or there was none.</summary>
    Rows,
}
