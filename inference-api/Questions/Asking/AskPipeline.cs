using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Questions.Planning;
using Hitcast.InferenceApi.Questions.Verified;
using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>A question to its answer: kept from an equal one, else verified, else by Gemini, else an honest no with the nearest verified questions.</summary>
internal sealed class AskPipeline(
    WarehouseState state,
    AnswerCache cache,
    VerifiedQuestions verified,
    SemanticLayer layer,
    SqlGate gate,
    GeminiPlanner planner,
    IOptions<GeminiOptions> gemini,
    ModelLimit limit)
{
    private const int Examples = 5;

    /// <param name="caller">Whose limit a question to Gemini counts against.</param>
    /// <param name="onStage">Is told of each stage before the next begins; null where nobody listens.</param>
    /// <exception cref="WarehouseUnavailableException">There is no warehouse, or it does not answer.</exception>
    /// <exception cref="SqlRefusedException">What answers the question takes more than is allowed.</exception>
    /// <exception cref="GeminiException">Gemini gave no usable answer.</exception>
    /// <exception cref="ModelLimitException">The caller asks Gemini too often.</exception>
    public async Task<AskOutcome> AskAsync(AskRequest request, string caller, Func<AskStage, Task> onStage, CancellationToken cancellation)
    {
        var freshness = await state.ReadAsync(cancellation);
        if (cache.Find(request, freshness) is { } kept)
        {
            await TellAsync(kept, onStage);
            return kept;
        }

        var matched = await MatchAsync(request, cancellation);
        var outcome = matched.Match is { } match
            ? await AnswerVerifiedAsync(request, match, freshness, onStage, cancellation)
            : await AnswerByModelAsync(request, matched, caller, freshness, onStage, cancellation);
        cache.Keep(request, outcome);
        return outcome;
    }

    /// <summary>"As a line" says how to draw the answer, not what is asked.</summary>
    private Task<MatchOutcome> MatchAsync(AskRequest request, CancellationToken cancellation) =>
        verified.MatchAsync(ChartWish.Without(request.Question), [.. request.Turns.Select(turn => ChartWish.Without(turn.Question))], cancellation);

    private async Task<AskOutcome> AnswerVerifiedAsync(
        AskRequest request, VerifiedMatch match, Freshness freshness, Func<AskStage, Task> onStage, CancellationToken cancellation)
    {
        var by = new AnsweredBy.VerifiedQuestion(match);
        await onStage(new AskStage.Understood(by, match.Language));
        await onStage(new AskStage.Sql(match.Sql));
        var table = await RunAsync(match, cancellation);
        var drawn = Drawing.Of(layer, table, match.Title, match.Language, request.Question, match.ChartWish);
        await onStage(new AskStage.Rows(table, drawn.Columns, drawn.Chart));
        return new()
        {
            Status = AskStatus.Answered,
            Language = match.Language,
            Answer = match.AnswerFrom(table),
            By = by,
            Data = new(match.Sql, table, drawn.Columns, drawn.Chart, TextOrigin.Verified, []),
            Freshness = freshness,
        };
    }

    private async Task<Table> RunAsync(VerifiedMatch match, CancellationToken cancellation)
    {
        try
        {
            return await gate.RunAsync(match.Sql, cancellation);
        }
        catch (SqlRefusedException refused) when (refused.Kind is SqlRefusal.Rule or SqlRefusal.Invalid)
        {
            // A fault of ours. PostgreSQL's message is left behind, since it may repeat the question's words, and this is logged.
            throw new InvalidOperationException($"The SQL of the verified question '{match.Name}' is refused: {refused.Kind}.");
        }
    }

    private async Task<AskOutcome> AnswerByModelAsync(
        AskRequest request, MatchOutcome matched, string caller, Freshness freshness, Func<AskStage, Task> onStage, CancellationToken cancellation)
    {
        if (!gemini.Value.IsConfigured)
        {
            return Decline(matched, freshness, OurWords.NoKey(matched.Language));
        }

        limit.Take(caller);
        var plan = new PlanRequest(request.Question, request.Turns, layer.Describe(), verified.MostSimilar(request.Question, Examples), layer.Overlaps);
        try
        {
            var answer = await planner.AskAsync(plan, stage => TellAsync(stage, request, matched.Language, onStage), cancellation);
            return Came(answer, request, matched.Language, freshness);
        }
        catch (GeminiException exception) when (exception.Failure == GeminiFailure.BudgetSpent)
        {
            return Decline(matched, freshness, OurWords.NoBudget(matched.Language)) with { MayBeKept = false };
        }
    }

    private AskOutcome Came(PlannedAnswer answer, AskRequest request, string language, Freshness freshness)
    {
        var outcome = new AskOutcome { Status = AskStatus.CannotAnswer, Language = language, Answer = "", Freshness = freshness, Usage = answer.Usage };
        return answer switch
        {
            PlannedAnswer.Answered answered => Came(outcome with { Language = answered.Language, Answer = answered.Text }, answered, request),
            PlannedAnswer.CounterQuestion counter => outcome with { Status = AskStatus.CounterQuestion, Answer = counter.Text, Choices = counter.Choices, By = By(counter, "") },
            PlannedAnswer.CannotAnswer cannot => outcome with { Answer = cannot.Why, By = By(cannot, ""), Corrections = cannot.Corrections, MayBeKept = !cannot.IsPassing },
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer that is known here."),
        };
    }

    private AskOutcome Came(AskOutcome outcome, PlannedAnswer.Answered answered, AskRequest request)
    {
        var drawn = Drawing.Of(layer, answered.Table, answered.Title, answered.Language, request.Question, answered.Chart);
        var origin = answered.TextIsOurs ? TextOrigin.Rows : TextOrigin.Gemini;
        return outcome with
        {
            Status = AskStatus.Answered,
            By = By(answered, answered.Title) with { Forecaster = answered.Forecaster },
            Corrections = answered.Corrections,

            // Another version may be served at any time, and Gemini may write its text at the next.
            MayBeKept = answered is { Forecaster: null, TextFailure: null },
            Data = new(answered.Sql, answered.Table, drawn.Columns, drawn.Chart, origin, answered.Unfounded) { TextFailure = answered.TextFailure },
        };
    }

    private static AnsweredBy.Gemini By(PlannedAnswer answer, string title) => new(answer.Usage.Model, title);

    private static AskOutcome Decline(MatchOutcome matched, Freshness freshness, string why) => new()
    {
        Status = AskStatus.CannotAnswer,
        Language = matched.Language,
        Answer = why,
        Choices = matched.Nearest,
        Unexplained = matched.Unexplained,
        Freshness = freshness,
    };

    private async Task TellAsync(PlanStage stage, AskRequest request, string language, Func<AskStage, Task> onStage)
    {
        switch (stage)
        {
            case PlanStage.Understood understood:
                await onStage(new AskStage.Understood(new AnsweredBy.Gemini(gemini.Value.Model, understood.Title), language));
                if (understood.Sql is { } sql)
                {
                    await onStage(new AskStage.Sql(sql));
                }

                break;
            case PlanStage.SentBack sentBack:
                await onStage(new AskStage.SentBack(sentBack.Correction));
                break;
            case PlanStage.Rows rows:
                var drawn = Drawing.Of(layer, rows.Table, "", language, request.Question, proposal: null);
                await onStage(new AskStage.Rows(rows.Table, drawn.Columns, drawn.Chart));
                break;
        }
    }

    /// <summary>A kept answer comes by the same stages.</summary>
    private static async Task TellAsync(AskOutcome kept, Func<AskStage, Task> onStage)
    {
        if (kept is { By: { } by, Data: { } data })
        {
            await onStage(new AskStage.Understood(by, kept.Language));
            if (data.Sql is { } sql)
            {
                await onStage(new AskStage.Sql(sql));
            }

            await onStage(new AskStage.Rows(data.Table, data.Columns, data.Chart));
        }
    }
}
