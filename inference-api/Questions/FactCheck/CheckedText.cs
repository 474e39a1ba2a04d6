namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>A text of which more and more is accounted for.</summary>
internal sealed class CheckedText
{
    private readonly bool[] covered;

    public CheckedText(string text)
    {
        Text = text;
        covered = new bool[text.Length];
        Words = [.. Split(text)];
    }

    public string Text { get; }

    /// <summary>Runs of letters and digits.</summary>
    public IReadOnlyList<Word> Words { get; }

    /// <summary>What neither the rows nor the question hold, in the order it was found.</summary>
    public List<string> Unfounded { get; } = [];

    /// <summary>The part has been seen to, be it good or bad.</summary>
    public void Cover(int start, int length) => covered.AsSpan(start, length).Fill(true);

    public bool IsCovered(int start, int length) => covered.AsSpan(start, length).Contains(true);

    public bool IsCovered(Word word) => IsCovered(word.Start, word.Length);

    /// <summary>What stands between a word and the one before.</summary>
    public ReadOnlySpan<char> GapBefore(int word)
    {
        var start = word == 0 ? 0 : Words[word - 1].Start + Words[word - 1].Length;
        return Text.AsSpan(start, Words[word].Start - start);
    }

    private static IEnumerable<Word> Split(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (char.IsLetterOrDigit(text[start]))
            {
                var end = start;
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || char.GetUnicodeCategory(text[end]) == System.Globalization.UnicodeCategory.NonSpacingMark))
                {
                    end++;
                }

                yield return new(start, end - start, text[start..end], Folding.Fold(text[start..end]).Trim());
                start = end;
            }
        }
    }
}

internal sealed record Word(int Start, int Length, string Raw, string Folded)
{
    /// <summary>A capital, a digit within, or a script that knows no capitals.</summary>
    public bool MayBeName { get; } = char.IsUpper(Raw[0]) || Raw.Any(letter => char.IsDigit(letter)
        || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.OtherLetter or System.Globalization.UnicodeCategory.UppercaseLetter);
}
