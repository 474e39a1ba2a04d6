namespace Hitcast.InferenceApi.Questions.Layer;

/// <summary><c>semantic-layer.yaml</c> as it stands. What each part means stands in the file.</summary>
internal sealed class LayerFile
{
    public List<ViewEntry> Views { get; set; } = [];
    public List<OutputEntry> Outputs { get; set; } = [];
    public List<MeasureEntry> Measures { get; set; } = [];
    public Both<WordsEntry> Words { get; set; } = new();
    public ValuesEntry Values { get; set; } = new();
    public Dictionary<string, string> Titles { get; set; } = [];
    public Dictionary<string, string> Companies { get; set; } = [];
    public Dictionary<string, Both<List<string>>> Holidays { get; set; } = [];
    public List<FilterEntry> Filters { get; set; } = [];
    public PeriodEntry Period { get; set; } = new();
    public DatesEntry Dates { get; set; } = new();
    public List<ConditionEntry> Conditions { get; set; } = [];
    public AnywayPart Anyway { get; set; } = new();
    public Dictionary<string, ExampleEntry> Examples { get; set; } = [];
    public List<QuestionEntry> Questions { get; set; } = [];

    /// <summary>Questions that the page offers as examples; each must be answered without a model.</summary>
    public Both<List<string>> Featured { get; set; } = new();
}

/// <summary>One thing in the two languages that are understood.</summary>
internal class Both<T> where T : new()
{
    public T En { get; set; } = new();
    public T Es { get; set; } = new();

    public T In(string language) => language == "es" ? Es : En;
}

internal sealed class Text2
{
    public string En { get; set; } = "";
    public string Es { get; set; } = "";

    public string In(string language) => language == "es" ? Es : En;
}

internal sealed class ViewEntry
{
    public string Name { get; set; } = "";
    public string Meaning { get; set; } = "";
    public List<ColumnEntry> Columns { get; set; } = [];
}

internal sealed class ColumnEntry
{
    public string Name { get; set; } = "";
    public string En { get; set; } = "";
    public string Es { get; set; } = "";
    public Text2? Unit { get; set; }

    /// <summary>If a movie may be in several groups of it, which then add up to no whole.</summary>
    public bool Overlaps { get; set; }

    public string Meaning { get; set; } = "";
    public List<string> Examples { get; set; } = [];
    public List<string> Synonyms { get; set; } = [];
}

internal sealed class OutputEntry
{
    public string Name { get; set; } = "";
    public string En { get; set; } = "";
    public string Es { get; set; } = "";
    public Text2? Unit { get; set; }
}

internal sealed class MeasureEntry : Both<MeasureWords>
{
    public string Name { get; set; } = "";
    public string Sql { get; set; } = "";
    public bool Sum { get; set; }
    public string? Least { get; set; }

    /// <summary>No movie can have more: such an amount means something else.</summary>
    public double Most { get; set; } = double.PositiveInfinity;

    public Text2? Note { get; set; }
}

internal sealed class MeasureWords
{
    public string Title { get; set; } = "";
    public List<string> Names { get; set; } = [];
    public List<string> Highest { get; set; } = [];
    public List<string> Lowest { get; set; } = [];
}

internal sealed class WordsEntry
{
    public OrderWords Order { get; set; } = new();
    public string Nothing { get; set; } = "";
    public string And { get; set; } = "";
    public List<string> Ignored { get; set; } = [];
    public List<string> Idle { get; set; } = [];
    public List<List<string>> Same { get; set; } = [];
    public Dictionary<string, List<string>> Sayings { get; set; } = [];
    public List<string> Connect { get; set; } = [];
    public List<string> Highest { get; set; } = [];
    public List<string> Lowest { get; set; } = [];
    public List<string> Quality { get; set; } = [];
    public List<string> Together { get; set; } = [];
    public List<string> One { get; set; } = [];
    public List<string> Other { get; set; } = [];
    public List<string> Follow { get; set; } = [];
    public CountWords Count { get; set; } = new();
    public List<string> People { get; set; } = [];
    public ShareWords Share { get; set; } = new();
    public ReferWords Refer { get; set; } = new();
    public PointWords Point { get; set; } = new();
}

/// <summary>"This month": such a word says something before such a time, and nothing elsewhere.</summary>
internal sealed class PointWords
{
    public List<string> Words { get; set; } = [];
    public List<string> Times { get; set; } = [];
}

internal sealed class CountWords
{
    public List<string> AtLeast { get; set; } = [];
    public List<string> MoreThan { get; set; } = [];
}

/// <summary>How a question refers to the movies of the question before.</summary>
internal sealed class ReferWords
{
    public List<string> To { get; set; } = [];
    public List<string> Within { get; set; } = [];
    public List<string> Lead { get; set; } = [];
    public List<string> About { get; set; } = [];
    public List<string> Plural { get; set; } = [];
    public List<string> Pronouns { get; set; } = [];
    public List<string> HowMany { get; set; } = [];
    public string One { get; set; } = "";
    public string Many { get; set; } = "";
}

/// <summary>By which the group and the part of a share are told apart.</summary>
internal sealed class ShareWords
{
    public List<string> Names { get; set; } = [];
    public List<string> Verbs { get; set; } = [];
    public List<string> MeasureVerbs { get; set; } = [];
    public List<string> Relative { get; set; } = [];
    public List<string> Among { get; set; } = [];
    public List<string> Introductions { get; set; } = [];
}

internal sealed class OrderWords
{
    public string Highest { get; set; } = "";
    public string Lowest { get; set; } = "";
}

internal sealed class ValuesEntry
{
    public Dictionary<string, ValueEntry> Genre { get; set; } = [];
    public Dictionary<string, ValueEntry> Country { get; set; } = [];
    public Dictionary<string, ValueEntry> Language { get; set; } = [];
}

internal sealed class ValueEntry : Both<List<string>>
{
    public Both<List<string>>? People { get; set; }
}

internal sealed class PhraseWords
{
    public string Title { get; set; } = "";
    public List<string> Phrases { get; set; } = [];
}

internal sealed class FilterEntry : Both<PhraseWords>
{
    public string Name { get; set; } = "";
    public string Sql { get; set; } = "";
    public string? Known { get; set; }
    public string? Within { get; set; }
    public bool Many { get; set; }
}

internal sealed class PeriodEntry : Both<PeriodWords>
{
    public string Sql { get; set; } = "";
}

internal sealed class PeriodWords
{
    public string One { get; set; } = "";
    public string Both { get; set; } = "";
    public string Since { get; set; } = "";
    public string Until { get; set; } = "";
    public List<string> Phrases { get; set; } = [];
}

internal sealed class DatesEntry : Both<DatesWords>
{
    public string Sql { get; set; } = "";
}

internal sealed class DatesWords
{
    public Dictionary<string, string> Titles { get; set; } = [];
    public List<string> Phrases { get; set; } = [];
}

internal sealed class ConditionEntry : Both<PhraseWords>
{
    public string Compare { get; set; } = "";
    public string? Measure { get; set; }
}

internal sealed class AnywayPart
{
    /// <summary>Words that lead to such phrases, by their kind.</summary>
    public Dictionary<string, Both<List<string>>> Leads { get; set; } = [];
    public List<AnywayEntry> Entries { get; set; } = [];
}

internal sealed class AnywayEntry : Both<List<string>>
{
    public string? Lead { get; set; }
    public List<string> Holds { get; set; } = [];
    public string? Filter { get; set; }
    public string? Order { get; set; }
    public string At { get; set; } = "end";
}

internal sealed class ExampleEntry
{
    public string Text { get; set; } = "";
    public object? Value { get; set; }
}
