using System.Text;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>A word or number of a question.</summary>
/// <param name="Start">Of its first character.</param>
/// <param name="End">Behind its last one; a possessive 's is outside.</param>
/// <param name="Folded">In small letters without accents; a number keeps its commas and points.</param>
internal readonly record struct Token(int Start, int End, string Folded)
{
    public static List<Token> Split(string question)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < question.Length)
        {
            if (question[at] == '%')
            {
                // "What % of movies" asks for a share; "over 50 %" does not.
                tokens.Add(new(at, at + 1, question.AsSpan(0, at).TrimEnd() is [.., >= '0' and <= '9'] ? "%" : "percent"));
                at++;
                continue;
            }

            if (Folding.IsSeparator(question[at]) || Folding.IsApostrophe(question[at]))
            {
                at++;
                continue;
            }

            var end = EndOf(question, at);
            tokens.Add(Make(question, at, end));
            at = end;
        }

        return tokens;
    }

    private static int EndOf(string question, int start)
    {
        var end = start;
        while (end < question.Length && (!Folding.IsSeparator(question[end]) || InNumber(question, start, end)))
        {
            end++;
        }

        return end;
    }

    private static bool InNumber(string question, int start, int at) => question[at] is ',' or '.' && at > start && at + 1 < question.Length
        && char.IsAsciiDigit(question[at - 1]) && char.IsAsciiDigit(question[at + 1]);

    private static Token Make(string question, int start, int end)
    {
        var shown = end;
        if (end - start > 2 && question[end - 1] is 's' or 'S' && Folding.IsApostrophe(question[end - 2]))
        {
            shown = end - 2;
        }
        else if (Folding.IsApostrophe(question[end - 1]))
        {
            shown = end - 1;
        }

        var folded = new StringBuilder();
        foreach (var letter in question.AsSpan(start, shown - start))
        {
            if (!Folding.IsApostrophe(letter))
            {
                folded.Append(Folding.OfLetter(letter));
            }
        }

        // "US movies" are American, "show us movies" asks for any.
        return new(start, shown, question.AsSpan(start, shown - start) is "US" && question.Any(char.IsLower) ? "usa" : folded.ToString());
    }
}
