using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Answers questions without a model: finds the verified question that explains every word. Thread safe.</summary>
public sealed class VerifiedQuestions
{
    /// <summary>Longer questions are for a model.</summary>
    private const int MostWords = 30;

    private const int MostNearest = 5;

    private readonly SemanticLayer layer;
    private readonly TimeProvider time;
    private readonly NameLookup names;
    private readonly LanguagePack[] packs;

    public VerifiedQuestions(SemanticLayer layer, SqlGate gate, TimeProvider time)
    {
        this.layer = layer;
        this.time = time;
        names = new(gate, layer.File);
        packs = [new(layer.File, "en"), new(layer.File, "es")];
    }

    /// <summary>Finds the verified question that explains every word of a question.</summary>
    /// <param name="turns">The questions before in the same dialogue, so that "and in the nineties?" replaces the slots of the last.</param>
    /// <exception cref="WarehouseUnavailableException">Names cannot be looked up.</exception>
    /// <exception cref="SqlRefusedException">The lookup of names met a limit.</exception>
    public async Task<MatchOutcome> MatchAsync(string question, IReadOnlyList<string> turns, CancellationToken cancellation)
    {
        var before = new Turn(HasBegun: false, null);
        foreach (var turn in turns)
        {
            before = new(HasBegun: true, (await UnderstandAsync(turn, before, cancellation)).Match);
        }

        var (pack, asked, match) = await UnderstandAsync(question, before, cancellation);
        return match is not null ? new(match.Language, match, [], [])
            : asked is null ? new(pack.Vocabulary.Language, null, [], [])
            : Unanswered(pack.Read(asked.Search), asked.Choice.Rivals, asked.Sentence, pack, asked.Matches);
    }

    private async Task<(LanguagePack Pack, Asked? Asked, VerifiedMatch? Match)> UnderstandAsync(string question, Turn before, CancellationToken cancellation)
    {
        var tokens = Token.Split(question);
        var pack = PackOf(tokens, before.Match);
        if (tokens.Count is 0 or > MostWords)
        {
            return (pack, null, null);
        }

        var asked = await OfThemAsync(question, tokens, before.Match, pack, cancellation);
        asked ??= await ReadAsync(new Sentence(question, tokens, pack.Vocabulary), pack, cancellation);
        var alone = asked.Choice.Chosen;
        return (pack, asked, asked.IsOfThem || !before.HasBegun || IsFeatured(question) ? alone : await InContextAsync(alone, asked, before.Match, pack, cancellation));
    }

    /// <summary>What the page offers stands alone.</summary>
    private bool IsFeatured(string question) => layer.File.Featured.En.Concat(layer.File.Featured.Es).Contains(question);

    /// <summary>All names are looked up only where the layer's own words do not explain the question as they stand, and else the series that these words may be.</summary>
    private async Task<Asked> ReadAsync(Sentence sentence, LanguagePack pack, CancellationToken cancellation)
    {
        var asked = Read(sentence, [], pack);
        var isSure = asked.Choice.Chosen is { Reading.Typos: 0 };
        var found = await (isSure ? names.FindSeriesAsync(sentence, cancellation) : names.FindAsync(sentence, cancellation));
        if (!isSure)
        {
            sentence.KeepNames(found);
            asked = Read(sentence, found, pack);
        }

        var series = found.Where(span => NameLookup.IsSeriesOfOwnWords(sentence, span)).ToArray();
        return series.Length > 0 && Read(sentence.About(series), found, pack) is { Choice.Chosen: not null } named ? named : asked;
    }

    private Asked Read(Sentence sentence, IReadOnlyList<Span> found, LanguagePack pack)
    {
        var matches = new Matches(layer, pack, sentence, Today);
        var search = pack.Search(sentence, found, Today.Year);
        return new(sentence, search, matches, Decision.Choose(pack.ReadWhole(search), pack, matches));
    }

    /// <summary>"Which of them is the longest?": of the movies of the question before, or not answered.</summary>
    /// <returns>Null where the question does not say so.</returns>
    private async Task<Asked?> OfThemAsync(string question, IReadOnlyList<Token> tokens, VerifiedMatch? previous, LanguagePack pack, CancellationToken cancellation)
    {
        if (Reference.Explicit(new Sentence(question, tokens, pack.Vocabulary)) is not { } whole)
        {
            return null;
        }

        var asked = await ReadAsync(new Sentence(whole, Token.Split(whole), pack.Vocabulary), pack, cancellation);
        return asked with { IsOfThem = true, Choice = new(previous is null ? null : FollowUp.OfThem(previous, asked, pack, replaces: false), asked.Choice.Rivals) };
    }

    /// <summary>What a question means that need not stand alone: "and in the nineties?", "and the longest?", "how many are there?".</summary>
    /// <param name="previous">Null where it is not known what was asked before.</param>
    private async Task<VerifiedMatch?> InContextAsync(VerifiedMatch? alone, Asked asked, VerifiedMatch? previous, LanguagePack pack, CancellationToken cancellation)
    {
        if (alone is not null && !FollowUp.LacksMovies(alone, asked.Sentence) && !Reference.AsksAbout(asked.Sentence))
        {
            return alone;
        }

        var next = previous is null ? null : FollowUp.Of(previous, asked.Search, asked.Sentence, pack, asked.Matches);
        if (next is null && previous is not null && FollowUp.MayBeMeant(previous))
        {
            next = await OfTheirMoviesAsync(alone, asked, previous, pack, cancellation);
        }

        return next ?? (alone is not null && FollowUp.MayStandAlone(alone, previous, asked.Sentence) ? alone : null);
    }

    /// <summary>"And the longest?", "the average rating?": of the movies of the question before.</summary>
    private async Task<VerifiedMatch?> OfTheirMoviesAsync(VerifiedMatch? alone, Asked asked, VerifiedMatch previous, LanguagePack pack, CancellationToken cancellation)
    {
        if (Reference.Elliptic(asked.Sentence) is { } whole && (alone is not null || Reference.IsLedOn(asked.Sentence))
            && FollowUp.OfThem(previous, await ReadAsync(new Sentence(whole, Token.Split(whole), pack.Vocabulary), pack, cancellation), pack, replaces: true) is { } match)
        {
            return match;
        }

        return FollowUp.OfThem(previous, asked, pack, replaces: true);
    }

    /// <inheritdoc cref="MatchAsync(string, IReadOnlyList{string}, CancellationToken)"/>
    public Task<MatchOutcome> MatchAsync(string question, CancellationToken cancellation) => MatchAsync(question, [], cancellation);

    /// <summary>The verified questions most like this one, for a model's prompt. Asks no database.</summary>
    public IReadOnlyList<SimilarQuestion> MostSimilar(string question, int count)
    {
        var tokens = Token.Split(question).Take(MostWords).ToList();
        var pack = PackOf(tokens, null);
        var sentence = new Sentence(question, tokens, pack.Vocabulary);
        var matches = new Matches(layer, pack, sentence, Today);
        return
        [
            .. Decision.Nearest(pack.Read(pack.Search(sentence, [], Today.Year)), pack).DistinctBy(reading => reading.Shape).Take(count)
                .Select(matches.Of).Select(match => new SimilarQuestion(match.Name, match.Title, match.Sql)),
        ];
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private LanguagePack PackOf(IReadOnlyList<Token> tokens, VerifiedMatch? previous)
    {
        var (english, spanish) = (packs[0].Knows(tokens), packs[1].Knows(tokens));
        return english == spanish && previous is not null ? packs.First(pack => pack.Vocabulary.Language == previous.Language) : packs[spanish > english ? 1 : 0];
    }

    private static MatchOutcome Unanswered(IReadOnlyList<Reading> readings, IReadOnlyList<VerifiedMatch> rivals, Sentence sentence, LanguagePack pack, Matches matches)
    {
        var near = Decision.Nearest(readings, pack).DistinctBy(reading => reading.Shape).Take(MostNearest).ToArray();
        var titles = rivals.Select(rival => rival.Title).Concat(near.Select(reading => matches.Of(reading).Title)).Distinct().Take(MostNearest);
        var unexplained = rivals.Count > 0 || near.Length == 0 ? [] : near[0].Unexplained.Select(at => sentence.TextOf(at, at + 1));
        return new(pack.Vocabulary.Language, null, [.. titles], [.. unexplained]);
    }

    /// <param name="HasBegun">If anything was asked before.</param>
    /// <param name="Match">What it was; null where nothing was, or no verified question.</param>
    private readonly record struct Turn(bool HasBegun, VerifiedMatch? Match);
}
