using Hitcast.InferenceApi.Questions.Layer;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>The verified questions as whole questions, for people. Thread safe.</summary>
internal sealed class VerifiedList(SemanticLayer layer, TimeProvider time)
{
    private readonly LanguagePack[] packs = [new(layer.File, "en"), new(layer.File, "es")];

    /// <summary>What the page offers as examples, in a language.</summary>
    public IReadOnlyList<string> FeaturedIn(string language) => layer.File.Featured.In(language);

    /// <summary>Each with an example in every slot. Those are left out that are no question before they are narrowed, such as "movies of a person".</summary>
    public IReadOnlyList<Entry> All()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var titles = packs.Select(pack => pack.Shapes.ToDictionary(shape => shape.Entry.Name, shape => TitleOf(shape, pack, today))).ToArray();
        return [.. layer.File.Questions.Where(entry => entry.Narrowed is null).Select(entry => new Entry(entry.Name, titles[0][entry.Name], titles[1][entry.Name]))];
    }

    private string TitleOf(Shape shape, LanguagePack pack, DateOnly today) =>
        new Matches(layer, pack, new Sentence("", [], pack.Vocabulary), today).Of(new Reading(shape)).Title;

    internal sealed record Entry(string Name, string English, string Spanish);
}
