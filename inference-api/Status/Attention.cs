using System.Globalization;

namespace Hitcast.InferenceApi.Status;

/// <summary>What of a report somebody should look at.</summary>
internal static class Attention
{
    /// <summary>The catalogue is brought up to date daily; a day may be missed.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(2);

    /// <summary>The share of requests or questions that failed by our fault.</summary>
    private const double ManyFailures = 0.01;

    /// <summary>The share of the day's budget that is left.</summary>
    private const decimal LittleBudget = 0.1m;

    /// <summary>In the order of the report.</summary>
    public static IEnumerable<AttentionItem> Of(StatusReport report)
    {
        foreach (var (part, sentences) in new (string, IEnumerable<string>)[]
        {
            ("service", report.Service.Reasons),
            ("catalogue", Catalogue(report.Catalogue, report.At)),
            ("worker", report.Worker.Reason is { } reason ? [reason] : report.Worker.Functions.SelectMany(Function)),
            ("models", report.Models.SelectMany(Model)),
            ("questions", Questions(report.Questions)),
            ("gemini", Gemini(report.Gemini)),
        })
        {
            foreach (var sentence in sentences)
            {
                yield return new(part, sentence);
            }
        }
    }

    private static IEnumerable<string> Catalogue(CatalogueState catalogue, DateTimeOffset now)
    {
        if (catalogue.Reason is not null)
        {
            yield return catalogue.Reason;
        }
        else if (catalogue.NewestFetchedAt is not { } newest)
        {
            yield return "The catalogue is empty. The worker's load-movies fills it from the lake.";
        }
        else if (now - newest > Fresh)
        {
            yield return Say($"The newest movie was fetched {(now - newest).Days} days ago. See how the worker's extract-movies went.");
        }
    }

    private static IEnumerable<string> Function(WorkerFunction function)
    {
        if (function.Last is { Result: WorkerOutcome.Failed })
        {
            yield return $"{function.Name} failed the last time: {function.Last.Summary}";
        }

        if (function.SetAside.Count > 0)
        {
            yield return Say($"{function.Name} has set {function.SetAside.Count} {(function.SetAside.Count == 1 ? "object" : "objects")} aside. Mend the cause, then run them again.");
        }
    }

    private static IEnumerable<string> Model(ModelState model)
    {
        if (model.ServedVersion is null)
        {
            yield return $"{model.Name} serves no version: {model.Reason}";
        }

        foreach (var version in model.Versions.Where(version => version.State == "refused"))
        {
            yield return Say($"Version {version.Version} of {model.Name} is refused: {version.Reason}");
        }

        var faults = model.Errors.Where(error => error.Key.StartsWith('5')).Sum(error => error.Value);
        if (faults > ManyFailures * model.Requests)
        {
            yield return Say($"{faults} of {model.Requests} requests to {model.Name} failed here since the start. The log says why.");
        }

        if (model.Drift is { Drifted: [_, ..] drifted })
        {
            yield return $"{model.Name} is asked or answers otherwise than in training: {string.Join(", ", drifted.Select(field => field.Name))}.";
        }
    }

    private static IEnumerable<string> Questions(QuestionsState questions)
    {
        if (questions.ErrorRate > ManyFailures)
        {
            yield return Say($"{questions.Errors} of {questions.Asked} questions failed since the start. The log says why.");
        }
    }

    private static IEnumerable<string> Gemini(GeminiState gemini)
    {
        if (gemini.Configured && gemini.Left <= LittleBudget * gemini.Budget)
        {
            yield return Say($"Of today's {gemini.Budget:0.00} USD for Gemini {gemini.Left:0.00} are left. Without it only verified questions are answered.");
        }
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
