using Hitcast.InferenceApi.Questions.Layer;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Writes a question that is about the movies of the question before as one that says "movies", whose filters are then added.</summary>
internal static class Reference
{
    /// <summary>"And which of them has the best rating?" becomes "which movie has the best rating?".</summary>
    /// <returns>Null where nothing such as "of them" is said.</returns>
    public static string? Explicit(Sentence sentence)
    {
        var words = sentence.Vocabulary.Words.Refer;
        foreach (var phrase in words.To.Select(text => Token.Split(text).Select(token => token.Folded).ToArray()))
        {
            var start = Enumerable.Range(0, Math.Max(0, sentence.Count - phrase.Length + 1))
                .FirstOrDefault(at => phrase.Index().All(word => sentence.Tokens[at + word.Index].Folded == word.Item) && !IsWithin(sentence, at, words), -1);
            if (start >= 0)
            {
                var end = start + phrase.Length;
                end += end < sentence.Count && sentence.Vocabulary.IsMovie(sentence.Stems[end]) ? 1 : 0;
                return $"{Text(sentence, Lead(sentence, words), start)} {Noun(sentence, words)} {Text(sentence, end, sentence.Count)}".Trim();
            }
        }

        return null;
    }

    /// <summary>"And the longest?" becomes "the longest movie", "how many are there" "how many are there movies".</summary>
    /// <returns>Null where the question says itself what it is about.</returns>
    public static string? Elliptic(Sentence sentence)
    {
        var words = sentence.Vocabulary.Words.Refer;
        var lead = Lead(sentence, words);
        var pronoun = Enumerable.Range(0, sentence.Count).FirstOrDefault(at => words.Pronouns.Contains(sentence.Tokens[at].Folded), -1);
        if (pronoun >= lead)
        {
            return $"{Text(sentence, lead, pronoun)} {words.Many} {Text(sentence, pronoun + 1, sentence.Count)}".Trim();
        }

        return lead == sentence.Count || sentence.Stems.Any(sentence.Vocabulary.IsMovie) ? null : $"{Text(sentence, lead, sentence.Count)} {Noun(sentence, words)}";
    }

    /// <summary>"And the longest?", "how much did they make?"</summary>
    public static bool IsLedOn(Sentence sentence) => Lead(sentence, sentence.Vocabulary.Words.Refer) > 0
        || sentence.Tokens.Any(token => sentence.Vocabulary.Words.Refer.Pronouns.Contains(token.Folded));

    /// <summary>"Each of them" are those who were named just before.</summary>
    private static bool IsWithin(Sentence sentence, int at, ReferWords words) => at > 0 && words.Within.Contains(sentence.Tokens[at - 1].Folded);

    /// <summary>"What about Avatar?" asks of it what was asked before.</summary>
    public static bool AsksAbout(Sentence sentence) =>
        Enumerable.Range(0, Lead(sentence, sentence.Vocabulary.Words.Refer)).Any(at => Begun(sentence, at, sentence.Vocabulary.Words.Refer.About) > 0);

    private static int Lead(Sentence sentence, ReferWords words)
    {
        var lead = 0;
        while (Begun(sentence, lead, words.Lead) is var more and > 0)
        {
            lead += more;
        }

        return lead;
    }

    /// <returns>How many words the phrase has that begins here; 0 where none does.</returns>
    private static int Begun(Sentence sentence, int start, IEnumerable<string> phrases) => phrases.Select(text => Token.Split(text)).Where(phrase => start + phrase.Count <= sentence.Count
        && phrase.Index().All(word => sentence.Tokens[start + word.Index].Folded == word.Item.Folded)).Select(phrase => phrase.Count).DefaultIfEmpty(0).Max();

    private static string Noun(Sentence sentence, ReferWords words) =>
        sentence.Tokens.Any(token => words.Plural.Contains(token.Folded)) ? words.Many : words.One;

    private static string Text(Sentence sentence, int start, int end) => start < end ? sentence.TextOf(start, end) : "";
}
