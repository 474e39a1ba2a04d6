namespace Hitcast.InferenceApi.Questions.Layer;

/// <summary>A verified question as the file says it; the README beside it tells what each key means.</summary>
internal sealed class QuestionEntry : Both<QuestionWords>
{
    public string Name { get; set; } = "";
    public string? Chart { get; set; }
    public string? Narrowed { get; set; }

    /// <summary>If "of them", asked next, means the movies of its filters.</summary>
    public bool Them { get; set; }

    /// <summary>If it says what it is about without the word for movies.</summary>
    public bool Alone { get; set; }

    public string? Measures { get; set; }
    public string? Own { get; set; }

    /// <summary>Each of the filters in <see cref="Own"/>.</summary>
    public string[] Owned => Own?.Split(", ") ?? [];

    public string? Needs { get; set; }
    public Both<List<string>>? Says { get; set; }
    public Dictionary<string, string> Defaults { get; set; } = [];
    public string Sql { get; set; } = "";
}

internal sealed class QuestionWords
{
    public string Title { get; set; } = "";
    public List<string> Wordings { get; set; } = [];
    public string Answer { get; set; } = "";

    /// <summary>What is said in place of the answer where there are no rows; null for the words of any question.</summary>
    public string? None { get; set; }
}
