using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>All names that a text about some rows may hold.</summary>
internal sealed class NamesInRows
{
    private const int LongestName = 20;

    /// <summary>So many letters tell a name from others.</summary>
    private const int Telling = 5;
    private readonly List<string> cells;
    private readonly string question;
    private readonly string sql;
    private readonly HashSet<string> columnWords;
    private readonly Dictionary<string, List<string[]>> wholeByFirstWord = new(StringComparer.Ordinal);

    public NamesInRows(Table table, Asked asked)
    {
        var texts = table.Rows.SelectMany(row => row.OfType<string>()).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var name in texts.SelectMany(Parts).SelectMany(KnownWords.OtherNames).Select(Folding.Fold).Distinct(StringComparer.Ordinal))
        {
            Add(name.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        cells = [.. texts.SelectMany(KnownWords.OtherNames).Append(asked.Known).Select(Folding.Fold)];
        (question, sql) = (Folding.Fold(asked.Question), Folding.Fold(asked.Sql));
        columnWords = table.Columns.SelectMany(column => Folding.Fold(column.Name).Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Covers each whole name, the longest first: "Toy Story 3" holds no number then.</summary>
    public void CoverWhole(CheckedText text)
    {
        for (var word = 0; word < text.Words.Count; word++)
        {
            if (LongestAt(text, word) is var length and > 0)
            {
                var (first, last) = (text.Words[word], text.Words[word + length - 1]);
                text.Cover(first.Start, last.Start + last.Length - first.Start);
                word += length - 1;
            }
        }
    }

    /// <summary>If the words stand together in one cell, or are one of the question's conditions.</summary>
    /// <param name="folded">One space before, between and behind them.</param>
    public bool Hold(string folded) => cells.Exists(cell => cell.Contains(folded, StringComparison.Ordinal)) || IsCondition(folded);

    /// <summary>If the letters, of a script without spaces, stand in a cell.</summary>
    public bool HoldLetters(string folded) => cells.Exists(cell => cell.Contains(folded.Trim(), StringComparison.Ordinal));

    public bool IsColumnWord(string folded) => columnWords.Contains(folded);

    /// <summary>The question has the name, and the statement has what it is called besides, or how its last word begins: "American", "Steven Spielberg".</summary>
    private bool IsCondition(string folded) => question.Contains(folded, StringComparison.Ordinal)
        && KnownWords.OtherNames(folded).Select(Folding.Fold).Append(Beginning(folded)).Any(name => sql.Contains(name, StringComparison.Ordinal));

    private static string Beginning(string folded) => folded.Trim().Split(' ')[^1] is var last && last.Length > Telling ? $" {last[..Telling]}" : $" {last} ";

    private int LongestAt(CheckedText text, int start) => !wholeByFirstWord.TryGetValue(text.Words[start].Folded, out var names) ? 0 : names
        .Where(name => start + name.Length <= text.Words.Count
            && Enumerable.Range(0, name.Length).All(offset => text.Words[start + offset].Folded == name[offset])
            && Enumerable.Range(0, name.Length).Any(offset => text.Words[start + offset].MayBeName))
        .Select(name => name.Length).DefaultIfEmpty(0).Max();

    private void Add(string[] words)
    {
        if (words.Length is > 0 and <= LongestName)
        {
            if (!wholeByFirstWord.TryGetValue(words[0], out var names))
            {
                wholeByFirstWord[words[0]] = names = [];
            }

            names.Add(words);
        }
    }

    /// <summary>A cell, and each of the names that it lists.</summary>
    private static IEnumerable<string> Parts(string cell) => cell.Split(", ").Append(cell);
}
