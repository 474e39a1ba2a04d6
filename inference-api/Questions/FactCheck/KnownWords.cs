using System.Collections.Frozen;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>Words that are no claim, and other names of one thing.</summary>
internal static class KnownWords
{
    private static readonly FrozenSet<string> Neutral = Lines("neutral-words.txt")
        .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(word => Folding.Fold(word).Trim()).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> Others = Lines("other-names.txt").Select(line => line.Split(" = "))
        .SelectMany(names => names.Select(name => (Key: Folding.Fold(name), names))).GroupBy(pair => pair.Key)
        .ToFrozenDictionary(group => group.Key, group => group.SelectMany(pair => pair.names).Distinct().ToArray(), StringComparer.Ordinal);

    /// <summary>If a capital on the word says nothing: "The", "Its", "USD".</summary>
    public static bool IsNeutral(string folded) => Neutral.Contains(folded);

    /// <summary>The name itself, and what it is called besides: "Germany", "Alemania".</summary>
    public static IEnumerable<string> OtherNames(string name) => Others.TryGetValue(Folding.Fold(name), out var names) ? names.Prepend(name) : [name];

    private static string[] Lines(string name)
    {
        using var reader = new StreamReader(typeof(KnownWords).Assembly.GetManifestResourceStream("fact-check/" + name)!);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }
}
