using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>Numbers in figures and words, in any notation, against the rows and the question.</summary>
internal static class NumberCheck
{
    public static void Run(CheckedText text, Table table, string question, string language)
    {
        var numbers = NumberScanner.Find(text.Text, language).Where(number => !text.IsCovered(number.Start, number.Length)).ToList();
        numbers.ForEach(number => text.Cover(number.Start, number.Length));
        numbers.AddRange(NumberWords.Find(text, language));
        if (numbers.Count == 0)
        {
            return;
        }

        var written = numbers.SelectMany(number => number.Readings).Select(reading => reading.Value).ToHashSet();
        var inRows = new RowNumbers(table, text, written);
        var asked = InQuestion(question, language);
        numbers.ForEach(number => text.Cover(number.Start, number.Length));
        foreach (var number in numbers.Where(number => !IsFounded(number, inRows, asked)))
        {
            text.Unfounded.Add(text.Text.Substring(number.Start, number.Length).Trim());
        }
    }

    private static bool IsFounded(WrittenNumber number, RowNumbers inRows, double[] asked) =>
        number.Readings.Any(reading => asked.Any(reading.IsExact))
        || (number.Kind == NumberKind.Ordinal && number.Readings.Any(reading => reading.Value >= 1 && reading.Value <= inRows.Rows))
        || (number.Kind == NumberKind.Decade && number.Readings.Any(reading => asked.Any(value => value >= 1000 && (value - reading.Value) % 100 is >= 0 and < 10)))
        || inRows.Has(number, (reading, value) => reading.IsOf(value, number.Bound, number.Kind == NumberKind.Percent));

    private static double[] InQuestion(string question, string language) =>
    [
        .. NumberScanner.Values(question),
        .. NumberWords.Find(new(question), language).SelectMany(number => number.Readings).Select(reading => reading.Value),
    ];
}
