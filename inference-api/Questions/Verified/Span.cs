namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Words of a question that name a value.</summary>
/// <param name="Start">Its first token.</param>
/// <param name="End">Behind its last token.</param>
/// <param name="Kind">number, amount, duration (an amount of hours or minutes), low (an amount from which a span begins), year, decade, month, day, monthname, monthday (a day of any year), opening (a day or month that takes its year from the one that closes the span), genre, country, people, language, measure, order, superlative, person, company, collection, keyword or movie.</param>
/// <param name="Value">For SQL: a text, long, double, list of texts, or the first day of a month; of a day of any year "12-25"; of a measure and order its name; of a superlative "measure order".</param>
/// <param name="Shown">For people to read.</param>
/// <param name="Detail">What a person is known for; how the columns end that are in an amount's unit; if an order is one of quality; else null.</param>
/// <param name="Text">The question's own words; null before they are taken, and for what was not asked.</param>
/// <param name="Typos">Letters that were taken for misspelled.</param>
internal sealed record Span(int Start, int End, string Kind, object Value, string Shown, string? Detail = null, int Typos = 0, string? Text = null)
{
    /// <summary>If the span may stand in a slot: <c>movie2</c> takes a movie, <c>from</c> a year or decade.</summary>
    public bool Fits(string slot) => slot.TrimEnd('2', '3') switch
    {
        "n" or "years" => Kind == "number",
        "from" or "to" or "after" or "before" => Kind is "year" or "decade",
        "firstday" => Kind is "month" or "day" or "opening",
        "sinceday" or "afterday" or "beforeday" or "untilday" or "lastday" => Kind is "month" or "day",
        "actor" => Kind == "person" && Detail == "Acting",
        "director" => Kind == "person" && Detail == "Directing",
        var kind => Kind == kind,
    };
}
