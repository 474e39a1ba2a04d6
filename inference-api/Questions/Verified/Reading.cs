namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>One way to explain a question by a verified one.</summary>
internal sealed class Reading(Shape shape)
{
    private const double OrderAndNumber = 2;

    private string? filled;

    public Shape Shape { get; } = shape;

    /// <summary>Canonical words and slots in the order in which they were asked.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    public IReadOnlyDictionary<string, Span> Slots { get; init; } = new Dictionary<string, Span>();

    public IReadOnlyList<FilterSpan> Filters { get; init; } = [];

    /// <summary>What was asked for beside, which the answer must hold anyway.</summary>
    public IReadOnlyList<AnywaySpan> Anyway { get; init; } = [];

    /// <summary>Tokens that nothing explains.</summary>
    public IReadOnlyList<int> Unexplained { get; init; } = [];

    public int Typos { get; init; }

    /// <summary>How many things it was read as: the fewer, the more of the question is in each.</summary>
    public double Parts { get; init; }

    public double Score { get; set; }

    /// <summary>Which slots and filters are filled, as one text.</summary>
    public string Filled => filled ??= string.Join(' ', Slots.Keys.Concat(Filters.Select(filter => filter.Filter)).Order(StringComparer.Ordinal));

    public Reading Skip(int token) => Copy(Items, Slots, Filters, [.. Unexplained, token], Typos, Parts + 1);

    /// <summary>Past a word that says nothing.</summary>
    public Reading Pass() => Copy(Items, Slots, Filters, Unexplained, Typos, Parts + 0.1);

    public Reading Beside(AnywaySpan span) => Copy(Items, Slots, Filters, Unexplained, Typos, Parts + 1, [.. Anyway, span]);

    /// <summary>Words that mean these items together: "decade by decade" is "per decade".</summary>
    public Reading Say(IEnumerable<string> items) => Copy([.. Items, .. items], Slots, Filters, Unexplained, Typos, Parts + 1);

    public Reading Say(string item, int typos) => Copy([.. Items, item], Slots, Filters, Unexplained, Typos + typos, Parts + 1);

    public Reading Fill(string slot, Span span) =>
        Copy([.. Items, "{" + slot + "}"], new Dictionary<string, Span>(Slots) { [slot] = span }, Filters, Unexplained, Typos + span.Typos, Parts + PartsOf(span));

    /// <summary>What was said already is said again: "on Christmas Day, 25 December".</summary>
    public Reading Narrow(FilterSpan filter) => Filters.Any(filter.IsSaidBy) ? Pass() : Copy(Items, Slots, [.. Filters, filter], Unexplained, Typos + filter.Typos, Parts + 1);

    /// <summary>The same with other slots and filters, as a follow-up asks.</summary>
    public Reading With(IReadOnlyDictionary<string, Span> slots, IReadOnlyList<FilterSpan> filters, IReadOnlyList<AnywaySpan>? anyway = null) =>
        Copy(Items, slots, filters, [], Typos, Parts, anyway);

    /// <summary>The same for another wording or language of the same verified question.</summary>
    public Reading In(Shape other) => new(other) { Items = Items, Slots = Slots, Filters = Filters, Unexplained = Unexplained, Typos = Typos, Parts = Parts, Score = Score };

    /// <summary>Of two readings the one of fewer parts is taken: "top 5" as a number alone comes behind an order and a number.</summary>
    private static double PartsOf(Span span) => span is { Kind: "number", End: var end, Start: var start } && end > start + 1 ? OrderAndNumber + 0.01 : 1;

    private Reading Copy(
        IReadOnlyList<string> items, IReadOnlyDictionary<string, Span> slots, IReadOnlyList<FilterSpan> filters, IReadOnlyList<int> unexplained, int typos, double parts,
        IReadOnlyList<AnywaySpan>? anyway = null) =>
        new(Shape)
        {
            Items = items,
            Slots = slots,
            Filters = filters,
            Anyway = anyway ?? Anyway,
            Unexplained = unexplained,
            Typos = typos,
            Parts = parts,
            filled = ReferenceEquals(slots, Slots) && ReferenceEquals(filters, Filters) ? Filled : null,
        };
}
