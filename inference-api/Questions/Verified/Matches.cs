using Hitcast.InferenceApi.Questions.Layer;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Makes an answer's parts from the reading that was chosen.</summary>
internal sealed class Matches(SemanticLayer layer, LanguagePack pack, Sentence sentence, DateOnly today)
{
    public VerifiedMatch Of(Reading reading)
    {
        var whole = pack.Filling.Completed(reading, sentence.MeansOne(reading.Anyway));
        whole.Score = reading.Score;
        var measure = pack.Filling.Measure(whole);
        var shown = whole.Slots.ToDictionary(slot => slot.Key, slot => pack.Filling.Shown(slot.Key, slot.Value));
        var language = pack.Vocabulary.Language;
        return new(whole, new(layer, language, whole.Shape.Words.Answer, whole.Shape.Words.None ?? pack.Vocabulary.Words.Nothing, shown, measure?.Sql, pack.Filling.Measure(whole, "measure2")?.Sql))
        {
            Name = whole.Shape.Entry.Name,
            Language = language,
            Title = pack.Filling.Title(whole),
            Sql = pack.Filling.Sql(whole, today),
            Slots = Slots(whole, measure, shown),
            ChartWish = whole.Shape.Entry.Chart,
            Score = Math.Round(Math.Min(1, reading.Score), 3),
        };
    }

    private List<UnderstoodSlot> Slots(Reading reading, MeasureEntry? measure, Dictionary<string, string> shown)
    {
        var asked = reading.Slots.Where(slot => slot.Value.End > 0)
            .Select(slot => (slot.Value.Start, Slot: new UnderstoodSlot(slot.Key, slot.Value.Text, shown[slot.Key])))
            .Concat(reading.Filters.SelectMany(filter => filter.Understood.Select(slot => (filter.Start, Slot: slot))));
        var given = reading.Slots.Where(slot => slot.Value.End == 0).Select(slot => new UnderstoodSlot(slot.Key, null, shown[slot.Key]));
        var note = reading.Shape.Entry.Sql.Contains("{least}", StringComparison.Ordinal) ? measure?.Note?.In(pack.Vocabulary.Language) : null;
        return [.. asked.OrderBy(slot => slot.Start).Select(slot => slot.Slot), .. given, .. note is null ? [] : new[] { new UnderstoodSlot("least", null, note) }];
    }
}
