using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>Holds a text against the rows that it is about.</summary>
public static class AnswerCheck
{
    /// <summary>
    /// The numbers, dates and names in a text that are neither in the rows nor computed from them nor the question's conditions. What counts as computed, and
    /// what is a name, stands in the folder's README.
    /// </summary>
    /// <param name="language">Of the text, ISO 639-1: in English 1.234 is little more than one; elsewhere it may also be a thousand.</param>
    /// <returns>As they stand in the text; empty if it is all founded.</returns>
    public static IReadOnlyList<string> Unfounded(string text, Table table, Asked asked, string language)
    {
        var checkedText = new CheckedText(text);
        var names = new NamesInRows(table, asked);
        names.CoverWhole(checkedText);
        DateCheck.Run(checkedText, table, asked);
        NumberCheck.Run(checkedText, table, asked, language);
        NameCheck.Run(checkedText, names);
        return checkedText.Unfounded;
    }
}
