using System.Globalization;
using System.Text;

namespace Hitcast.Evaluation;

/// <summary>One question's outcome.</summary>
/// <param name="Right">The answer's rows are right; or it was declined and had to be.</param>
internal sealed record Result(Question Question, Reply Reply, bool Right)
{
    public bool Declined => Reply.Way is null;

    public string Verdict => Right ? "right" : Declined ? "declined" : "WRONG";
}

/// <param name="Table">Counts by category, for a terminal.</param>
/// <param name="Whole">The same and every question, as Markdown.</param>
internal sealed record Report(string Table, string Whole)
{
    public static Report Of(IReadOnlyList<Result> results, string what)
    {
        var table = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{results.Count} {what}").AppendLine()
            .AppendLine("| category          | questions | right | of them verified | of them Gemini | wrong | declined | cost US$ |")
            .AppendLine("|-------------------|-----------|-------|------------------|----------------|-------|----------|----------|");
        foreach (var category in results.GroupBy(result => result.Question.Category))
        {
            Row(table, category.Key, [.. category]);
        }

        Row(table, "all", results);
        var whole = new StringBuilder().Append(table).AppendLine().AppendLine("| id | category | question | verdict | by | understood as, or why not |").AppendLine("|---|---|---|---|---|---|");
        foreach (var (question, reply, _) in results)
        {
            var verdict = results.First(result => result.Question == question).Verdict;
            whole.AppendLine(CultureInfo.InvariantCulture, $"| {question.Id} | {question.Category} | {Cell(question.Text)} | {verdict} | {reply.Way ?? "nobody"} | {Cell(reply.Note)} |");
        }

        return new(table.ToString(), whole.ToString());
    }

    private static void Row(StringBuilder table, string name, IReadOnlyList<Result> results)
    {
        int Count(Func<Result, bool> which) => results.Count(which);
        var cost = results.Sum(result => result.Reply.Cost ?? 0);
        table.AppendLine(CultureInfo.InvariantCulture,
            $"| {name,-17} | {results.Count,9} | {Count(one => one.Right),5} | {Count(one => one.Right && one.Reply.Way == "verified"),16} | {Count(one => one.Right && one.Reply.Way == "gemini"),14} | {Count(one => !one.Right && !one.Declined),5} | {Count(one => !one.Right && one.Declined),8} | {cost,8:0.0000} |");
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
