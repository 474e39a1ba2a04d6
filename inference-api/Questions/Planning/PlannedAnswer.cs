using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>What a question came to: <see cref="Answered"/>, <see cref="CounterQuestion"/> or <see cref="CannotAnswer"/>.</summary>
/// <param name="Usage">Tokens and cost of all calls that this took.</param>
public abstract record PlannedAnswer(GeminiUsage Usage)
{
    /// <summary>Rows, and a text about them.</summary>
    /// <param name="Sql">As it ran; null where only the movie model was asked.</param>
    /// <param name="Text">Each number and name in it is in the rows, or computed from them.</param>
    /// <param name="Language">Of the question and the text: ISO 639-1, such as en or es.</param>
    /// <param name="TextIsOurs">Gemini's text was replaced by a plain sentence of ours, since it held what the rows do not.</param>
    /// <param name="Unfounded">The numbers and names in Gemini's text that are not in the rows; empty if the text is Gemini's.</param>
    /// <param name="Chart">The chart that Gemini would draw: bar, column, line, area, scatter, histogram, share or table; null if it has no wish.</param>
    /// <param name="Title">A heading of a few words, in the question's language.</param>
    /// <param name="Corrections">SQL that was sent back before, oldest first; two at most.</param>
    public sealed record Answered(
        string? Sql,
        Table Table,
        string Text,
        string Language,
        bool TextIsOurs,
        IReadOnlyList<string> Unfounded,
        string? Chart,
        string Title,
        IReadOnlyList<Correction> Corrections,
        GeminiUsage Usage) : PlannedAnswer(Usage)
    {
        /// <summary>Why Gemini wrote no text, though the SQL is its own: a sentence for the caller; null if it wrote one, or none was needed.</summary>
        public string? TextFailure { get; init; }

        /// <summary>Which version's forecasts the rows are, where the question called it; else null.</summary>
        public Forecaster? Forecaster { get; init; }
    }

    /// <summary>The question can be read in more than one way.</summary>
    /// <param name="Choices">Two to five readings, each a whole question that can be asked instead.</param>
    public sealed record CounterQuestion(string Text, IReadOnlyList<string> Choices, GeminiUsage Usage) : PlannedAnswer(Usage);

    /// <summary>The data does not hold what is asked for, or nothing was asked.</summary>
    /// <param name="Why">A sentence in the question's language.</param>
    public sealed record CannotAnswer(string Why, GeminiUsage Usage) : PlannedAnswer(Usage)
    {
        /// <summary>SQL that was tried before, oldest first.</summary>
        public IReadOnlyList<Correction> Corrections { get; init; } = [];

        /// <summary>Asked again, it may be answered though the warehouse is the same.</summary>
        public bool IsPassing { get; init; }
    }
}

/// <summary>A version of a model that made forecasts.</summary>
public sealed record Forecaster(string Model, int Version);

/// <summary>SQL that was sent back to Gemini.</summary>
/// <param name="Why">PostgreSQL's or the gate's message, or that there were no rows.</param>
public sealed record Correction(string Sql, string Why);
