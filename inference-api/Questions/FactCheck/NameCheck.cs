using System.Text.RegularExpressions;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>Names: what begins with a capital within a sentence, or at its start where the word is no ordinary one; what is quoted; what is in another script.</summary>
internal static partial class NameCheck
{
    private static readonly string[] Connectors = ["of", "the", "and", "de", "del", "la", "las", "los", "el", "y", "e", "von", "van", "der", "du", "des", "le", "di", "da", "a", "in", "to", "for", "en", "al", "on", "with", "from"];

    public static void Run(CheckedText text, NamesInRows names)
    {
        foreach (var currency in Currency().EnumerateMatches(text.Text))
        {
            text.Cover(currency.Index, currency.Length);
        }

        CheckQuoted(text, names);
        for (var word = 0; word < text.Words.Count; word++)
        {
            if (StartsRun(text, word))
            {
                var end = EndOfRun(text, word);
                CheckRun(text, names, word, end);
                word = end - 1;
            }
        }
    }

    private static void CheckQuoted(CheckedText text, NamesInRows names)
    {
        foreach (Match quoted in Quoted().Matches(text.Text))
        {
            var inner = quoted.Value[1..^1].Trim('.', ',');
            if (inner.Any(char.IsLetter) && !names.Hold(Folding.Fold(inner)) && text.Words.Any(word => IsIn(word, quoted) && !text.IsCovered(word)))
            {
                text.Unfounded.Add(inner);
                text.Cover(quoted.Index, quoted.Length);
            }
        }
    }

    private static bool IsIn(Word word, Match part) => word.Start >= part.Index && word.Start < part.Index + part.Length;

    private static bool StartsRun(CheckedText text, int word) => text.Words[word].MayBeName && !text.IsCovered(text.Words[word]);

    /// <summary>Words that follow each other with a space or hyphen between, small connecting words included where another name follows.</summary>
    private static int EndOfRun(CheckedText text, int start)
    {
        var end = start + 1;
        for (var next = start + 1; next < text.Words.Count && IsNear(text, next) && !text.IsCovered(text.Words[next]); next++)
        {
            if (StartsRun(text, next))
            {
                end = next + 1;
            }
            else if (!Connectors.Contains(text.Words[next].Folded))
            {
                break;
            }
        }

        return end;
    }

    private static bool IsNear(CheckedText text, int word)
    {
        var gap = text.GapBefore(word);
        return gap is " " or "-" or "'" or "’" or " & " or "." or "/" || (gap is ". " && text.Words[word - 1].Length == 1);
    }

    private static void CheckRun(CheckedText text, NamesInRows names, int start, int end)
    {
        while (start < end && IsNoClaim(text.Words[start], names) && !Holds(text, names, start, end))
        {
            start++;
        }

        while (start < end && IsNoClaim(text.Words[end - 1], names) && !Holds(text, names, start, end))
        {
            end--;
        }

        var isOtherPart = IsOtherPart(text, names, start, end);
        if (Enumerable.Range(start, end - start).All(word => IsNoClaim(text.Words[word], names)) || (Holds(text, names, start, end) && !isOtherPart))
        {
            return;
        }

        // "Hanks and Kidman" are two.
        var connector = Enumerable.Range(start, end - start).FirstOrDefault(word => !text.Words[word].MayBeName, -1);
        if (connector > start)
        {
            CheckRun(text, names, start, connector);
            CheckRun(text, names, connector + 1, end);
            return;
        }

        var last = text.Words[isOtherPart ? end : end - 1];
        text.Unfounded.Add(text.Text[text.Words[start].Start..(last.Start + last.Length)]);
    }

    /// <summary>"Toy Story 4", where the rows have Toy Story 3.</summary>
    private static bool IsOtherPart(CheckedText text, NamesInRows names, int start, int end) =>
        end < text.Words.Count && text.GapBefore(end) is " " && text.Words[end].Length <= 2 && text.Words[end].Raw.All(char.IsAsciiDigit) && !Holds(text, names, start, end + 1);

    private static bool IsNoClaim(Word word, NamesInRows names) => KnownWords.IsNeutral(word.Folded) || names.IsColumnWord(word.Folded) || Connectors.Contains(word.Folded);

    private static bool Holds(CheckedText text, NamesInRows names, int start, int end)
    {
        var folded = $" {string.Join(' ', text.Words.Skip(start).Take(end - start).Select(word => word.Folded))} ";
        return names.Hold(folded) || (end - start == 1 && text.Words[start].Raw.All(letter => letter > '\u2E00') && names.HoldLetters(folded));
    }

    [GeneratedRegex(@"\bUS\$|\bU\.?S\.? dollars?\b|\bdólares de (?:los )?(?:EE\. ?UU\.?|EEUU|Estados Unidos)", RegexOptions.IgnoreCase)]
    private static partial Regex Currency();

    [GeneratedRegex("""“[^”]{1,200}”|«[^»]{1,200}»|"[^"]{1,200}"|‘[^’]{1,200}’(?!\p{L})""")]
    private static partial Regex Quoted();
}
