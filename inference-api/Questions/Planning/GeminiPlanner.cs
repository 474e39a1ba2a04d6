using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Questions.FactCheck;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>Answers any question by Gemini: SQL that passes the gate or calls of the movie model, and a text that is held against the rows. Thread safe.</summary>
public sealed class GeminiPlanner(GeminiClient gemini, SqlGate gate, ModelCatalog models, TimeProvider time)
{
    private const int MostCorrections = 2;

    /// <param name="onStage">Is told of each stage, in order, before the next begins.</param>
    /// <exception cref="GeminiException">Gemini gave no usable answer; its status and sentence are for the caller.</exception>
    /// <exception cref="WarehouseUnavailableException">There is no warehouse, or it does not answer.</exception>
    /// <exception cref="ArgumentException">The question is empty or too long.</exception>
    public async Task<PlannedAnswer> AskAsync(PlanRequest request, Func<PlanStage, Task>? onStage, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Question) || request.Question.Length > PlanRequest.MaximumQuestion)
        {
            throw new ArgumentException($"A question has 1 to {PlanRequest.MaximumQuestion} characters.", nameof(request));
        }

        return await new Run(gemini, gate, models, request, onStage ?? (_ => Task.CompletedTask), cancellation)
            .FromPlanAsync(Prompts.ForPlan(request, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));
    }

    /// <summary>One question on its way.</summary>
    private sealed class Run(GeminiClient gemini, SqlGate gate, ModelCatalog models, PlanRequest request, Func<PlanStage, Task> onStage, CancellationToken cancellation)
    {
        private readonly List<Correction> corrections = [];
        private GeminiUsage? usage;

        /// <summary>All that was asked: a follow-up's answer may name what an earlier question named.</summary>
        private string Dialogue => string.Join('\n', request.Turns.TakeLast(PlanRequest.MaximumTurns).Select(turn => turn.Question).Append(request.Question));

        public async Task<PlannedAnswer> FromPlanAsync(GeminiPrompt prompt)
        {
            var plan = (await AskAsync<Plan>(prompt)).Checked();
            if (plan.Kind is Plan.IsCounterQuestion or Plan.IsCannotAnswer)
            {
                return plan.Kind == Plan.IsCounterQuestion
                    ? new PlannedAnswer.CounterQuestion(plan.Text!, plan.Choices!, usage!)
                    : new PlannedAnswer.CannotAnswer(plan.Text!, usage!) { Corrections = corrections };
            }

            await onStage(new PlanStage.Understood(plan.Title!, plan.Sql));
            if (plan.Sql is null)
            {
                return await FromForecastsAsync(plan, new([], [], Truncated: false));
            }

            var (table, refusal) = await RunAsync(plan.Sql!);
            if (table is { Rows.Count: > 0 } || (table is not null && IsUnchanged(plan.Sql!)))
            {
                return await FromRowsAsync(plan, table);
            }

            if (corrections.Count == MostCorrections)
            {
                return table is not null
                    ? await FromRowsAsync(plan, table)
                    : new PlannedAnswer.CannotAnswer(PlainSentence.NoSql(plan.LanguageCode), usage!) { Corrections = [.. corrections, new(plan.Sql!, Why(refusal))] };
            }

            corrections.Add(new(plan.Sql!, Why(refusal)));
            await onStage(new PlanStage.SentBack(corrections[^1]));
            return await FromPlanAsync(Prompts.After(prompt, plan, refusal));
        }

        private async Task<PlannedAnswer> FromRowsAsync(Plan plan, Table table)
        {
            if (plan.Kind == Plan.IsWhatIf && table.Rows.Count > 0)
            {
                return await FromForecastsAsync(plan, table);
            }

            await onStage(new PlanStage.Rows(plan.Sql!, table));
            if (table.Rows.Count == 0)
            {
                return Answer(plan, table, PlainSentence.Of(table, plan.LanguageCode), isOurs: true, unfounded: []);
            }

            try
            {
                var written = (await AskAsync<WrittenAnswer>(Prompts.ForAnswer(request.Question, plan, table))).Text?.Trim() ?? "";
                var unfounded = AnswerCheck.Unfounded(written, table, new(Dialogue, plan.Sql!, Overlaps: request.Overlaps(table)), plan.LanguageCode);
                return written.Length is 0 or > WrittenAnswer.Longest || unfounded.Count > 0
                    ? Answer(plan, table, PlainSentence.Of(table, plan.LanguageCode), isOurs: true, unfounded)
                    : Answer(plan, table, written, isOurs: false, unfounded: []);
            }
            catch (GeminiException failure)
            {
                // Logged by the client. The rows are worth having without it.
                return Answer(plan, table, PlainSentence.Of(table, plan.LanguageCode), isOurs: true, unfounded: []) with { TextFailure = failure.Message };
            }
        }

        /// <param name="features">Of the movie that the question is about; no rows where it is made up.</param>
        private async Task<PlannedAnswer> FromForecastsAsync(Plan plan, Table features)
        {
            if (models.Find(WhatIf.Model)?.Hold() is not { } lease)
            {
                return new PlannedAnswer.CannotAnswer(PlainSentence.NoModel(plan.LanguageCode), usage!) { Corrections = corrections, IsPassing = true };
            }

            using (lease)
            {
                var whatIf = new WhatIf(gemini, lease.Version, Took);
                var (text, failure) = await whatIf.AskAsync(request.Question, plan, features, cancellation);
                if (whatIf.Forecasts is not { } forecasts)
                {
                    return new PlannedAnswer.CannotAnswer(PlainSentence.NoForecast(plan.LanguageCode), usage!) { Corrections = corrections, IsPassing = true };
                }

                await onStage(new PlanStage.Rows(plan.Sql, forecasts));
                var unfounded = AnswerCheck.Unfounded(text, forecasts, new("", Known: $"{Dialogue}\n{WhatIf.Words(features)}"), plan.LanguageCode);
                var isOurs = text.Length is 0 or > WrittenAnswer.Longest || unfounded.Count > 0;
                return Answer(plan, forecasts, isOurs ? PlainSentence.Of(forecasts, plan.LanguageCode) : text, isOurs, unfounded) with
                {
                    TextFailure = failure,
                    Forecaster = new(lease.Version.Manifest.Name, lease.Version.Manifest.Version),
                };
            }
        }

        private PlannedAnswer.Answered Answer(Plan plan, Table table, string text, bool isOurs, IReadOnlyList<string> unfounded) =>
            new(plan.Sql, table, text, plan.LanguageCode, isOurs, unfounded, plan.ChartWish, Title(plan, table), corrections, usage!);

        /// <summary>Gemini's heading, or the question itself where that holds what the rows do not.</summary>
        private string Title(Plan plan, Table table) =>
            plan.Title!.Length > 0 && AnswerCheck.Unfounded(plan.Title, table, new("", Known: Dialogue, Overlaps: request.Overlaps(table)), plan.LanguageCode).Count == 0 ? plan.Title : request.Question.Trim();

        private async Task<(Table? Table, SqlRefusedException? Refusal)> RunAsync(string sql)
        {
            try
            {
                return (await gate.RunAsync(sql, cancellation), null);
            }
            catch (SqlRefusedException refusal)
            {
                return (null, refusal);
            }
        }

        /// <summary>If Gemini stands by SQL that gave no rows.</summary>
        private bool IsUnchanged(string sql) => corrections.Count > 0 && corrections[^1].Sql.Trim() == sql.Trim();

        private async Task<T> AskAsync<T>(GeminiPrompt prompt)
            where T : class
        {
            var answer = await gemini.AskAsync<T>(prompt, cancellation);
            Took(answer.Usage);
            return answer.Value;
        }

        private void Took(GeminiUsage more) => usage = usage is null ? more : usage + more;

        private static string Why(SqlRefusedException? refusal) =>
            refusal is null ? "There were no rows." : refusal.Mistake is { } mistake ? $"{refusal.Message} {mistake.Message}" : refusal.Message;
    }

    private sealed record WrittenAnswer(string? Text)
    {
        /// <summary>In characters: one to three sentences were asked for.</summary>
        public const int Longest = 1500;
    }
}
