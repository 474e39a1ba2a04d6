using System.Text.RegularExpressions;

namespace Hitcast.InferenceApi.Questions.Layer;

/// <summary>What the layer must keep beyond the shape of its YAML; the database's part is checked when it is reached.</summary>
internal static partial class LayerRules
{
    /// <summary>The names that SQL and titles may hold in braces beside those of <c>examples</c>.</summary>
    private static readonly HashSet<string> OwnNames = ["order", "least", "filters", "period", "group", "part", "today", "people", "actor", "director", "decade", "after", "before", "years"];

    private static readonly HashSet<string> Charts = ["bar", "column", "line", "area", "scatter", "histogram", "share", "table"];

    /// <exception cref="LayerException">The first rule that is broken, with the place and what to do.</exception>
    public static void Check(LayerFile file)
    {
        foreach (var question in file.Questions)
        {
            Check(file, question);
        }

        Unique(file.Questions.Select(question => question.Name), "questions");
        Unique(file.Measures.Select(measure => measure.Name), "measures");
        Unique(file.Views.Select(view => view.Name), "views");
        Unique(file.Filters.Select(filter => filter.Name), "filters");
        foreach (var words in (DatesWords[])[file.Dates.En, file.Dates.Es])
        {
            var first = words.Phrases.Select(phrase => Placeholder().Match(phrase).Groups[1].Value);
            Require(first.All(words.Titles.ContainsKey), "dates", $"every phrase needs a title for its first slot; {string.Join(", ", first.Where(slot => !words.Titles.ContainsKey(slot)).Distinct())} has none.");
        }

        foreach (var entry in file.Anyway.Entries)
        {
            Require(entry.Lead is null || file.Anyway.Leads.ContainsKey(entry.Lead), "anyway", $"there are no leads \"{entry.Lead}\".");
            Require(entry.At is "start" or "end" or "anywhere", "anyway", $"\"at: {entry.At}\" is none of start, end, anywhere.");
            Require(entry.Order is null or "ASC" or "DESC", "anyway", $"\"order: {entry.Order}\" is neither ASC nor DESC.");
            Require(entry.Holds.SelectMany(all => all.Split(", ")).Except(["{measure}", "average {measure}"]).All(column => IsColumn(file, column.Replace("average ", "", StringComparison.Ordinal))), "anyway", $"holds names no column: {string.Join(", ", entry.Holds)}.");
            Require(entry.Filter is null || file.Filters.Any(filter => filter.Name == entry.Filter), "anyway", $"filter names no filter: {entry.Filter}.");
        }

        foreach (var condition in file.Conditions)
        {
            Require(condition.Compare is ">" or "<" or ">=" or "<=" or "between", "conditions", $"\"compare: {condition.Compare}\" is none of >, <, >=, <=, between.");
            Require(condition.Measure is null || file.Measures.Any(measure => measure.Name == condition.Measure), "conditions", $"there is no measure {condition.Measure}.");
        }
    }

    private static void Check(LayerFile file, QuestionEntry question)
    {
        var place = $"question {question.Name}";
        Require(question.Name.Length > 0 && question.Sql.Length > 0, place, "name and sql are needed.");
        Require(question.Chart is null || Charts.Contains(question.Chart), place, $"there is no chart \"{question.Chart}\"; there are {string.Join(", ", Charts)}.");
        Require(question.Narrowed is null or "true" or "period" or "beyond period", place, "narrowed is true, period or beyond period.");
        Require(question.Measures is null or "sum", place, "measures is sum or left out.");
        foreach (var own in question.Owned)
        {
            Require(own == "period" || file.Filters.Any(filter => filter.Name == own), place, $"own names no filter: {own}.");
        }

        foreach (var words in (QuestionWords[])[question.En, question.Es])
        {
            Require(words.Title.Length > 0 && words.Answer.Length > 0 && words.Wordings.Count > 0, place, "title, wordings and answer are needed in both languages.");
            Known(file, place, words.Title);
            Known(file, place, words.None ?? "");
            words.Wordings.ForEach(wording => InSql(question, place, wording));
        }

        Known(file, place, question.Sql);
    }

    private static void Known(LayerFile file, string place, string text)
    {
        foreach (var name in Placeholder().Matches(text).Select(match => match.Groups[1].Value))
        {
            Require(OwnNames.Contains(name) || file.Examples.ContainsKey(name), place, $"{{{name}}} is no slot. Add it to examples, or take one of {string.Join(", ", file.Examples.Keys.Concat(OwnNames))}.");
        }
    }

    /// <summary>A wording's slot that the SQL has no place for would promise what the answer ignores.</summary>
    private static void InSql(QuestionEntry question, string place, string wording)
    {
        foreach (var name in Placeholder().Matches(wording).Select(match => match.Groups[1].Value))
        {
            var slots = name is "actor" or "director" ? new[] { name, "person" } : [name];
            Require(slots.Any(slot => question.Sql.Contains($"{{{slot}}}", StringComparison.Ordinal)), place, $"the wording \"{wording}\" has the slot {{{name}}}, and the SQL has not. Take it into the SQL, or out of the wording.");
        }
    }

    private static bool IsColumn(LayerFile file, string name) => name == "{measure}" || file.Views.SelectMany(view => view.Columns).Any(column => column.Name == name) || file.Outputs.Any(output => output.Name == name);

    private static void Unique(IEnumerable<string> names, string place)
    {
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
        {
            throw new LayerException($"semantic-layer.yaml, {place}: {twice.Key} stands twice. Rename one.");
        }
    }

    private static void Require(bool holds, string place, string reason)
    {
        if (!holds)
        {
            throw new LayerException($"semantic-layer.yaml, {place}: {reason}");
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    public static partial Regex Placeholder();
}
