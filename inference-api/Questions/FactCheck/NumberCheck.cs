using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>Numbers in figures and words, in any notation, against the rows and the question.</summary>
internal static class NumberCheck
{
    public static void Run(CheckedText text, Table table, Asked asked, string language)
    {
        var numbers = NumberScanner.Find(text.Text, language).Where(number => !text.IsCovered(number.Start, number.Length)).ToList();
        numbers.ForEach(number => text.Cover(number.Start, number.Length));
        numbers.AddRange(NumberWords.Find(text, language));
        if (numbers.Count == 0)
        {
            return;
        }

        var written = numbers.SelectMany(number => number.Readings).Select(reading => reading.Value).ToHashSet();
        var inRows = new RowNumbers(table, text, written, asked.Overlaps);
        var inQuestion = new AskedNumbers(asked.Question, language);
        double[] known = [.. NumberScanner.Values(asked.Known), .. AskedNumbers.Words(asked.Known, language)];
        numbers.ForEach(number => text.Cover(number.Start, number.Length));
        foreach (var number in numbers.Where(number => !IsFounded(number, inRows, known) && !inQuestion.Found(number, text, inRows)))
        {
            text.Unfounded.Add(text.Text.Substring(number.Start, number.Length).Trim());
        }
    }

    private static bool IsFounded(WrittenNumber number, RowNumbers inRows, double[] known) =>
        number.Readings.Any(reading => known.Any(reading.IsExact))
        || (number.Kind == NumberKind.Ordinal && number.Readings.Any(reading => reading.Value >= 1 && reading.Value <= inRows.Rows))
        || inRows.Has(number, (reading, value) => reading.IsOf(value, number.Bound, number.Kind == NumberKind.Percent));
}
