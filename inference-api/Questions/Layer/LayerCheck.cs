using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Layer;

/// <summary>Holds the semantic layer against the database: every name in it exists, and every SQL passes the gate.</summary>
public sealed class LayerCheck(SemanticLayer layer, SqlGate gate)
{
    private readonly LayerFile file = layer.File;

    /// <returns>What does not hold, a sentence each; none where all does.</returns>
    /// <exception cref="WarehouseUnavailableException">The database cannot be asked now.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellation)
    {
        var faults = new List<string>();
        foreach (var (place, sql) in Statements())
        {
            try
            {
                await gate.CheckAsync(sql, cancellation);
            }
            catch (SqlRefusedException exception) when (exception.Kind is SqlRefusal.Rule or SqlRefusal.Invalid)
            {
                faults.Add($"semantic-layer.yaml, {place}: {exception.Mistake?.Message ?? exception.Message}");
            }
            catch (SqlRefusedException)
            {
                // Dear or slow with this catalogue, or at this moment: whoever asks is told then. The layer is not to blame.
            }
        }

        return faults;
    }

    private IEnumerable<(string Place, string Sql)> Statements()
    {
        foreach (var view in file.Views)
        {
            yield return ($"view {view.Name}", $"SELECT {string.Join(", ", view.Columns.Select(column => column.Name))} FROM ask.{view.Name}");
        }

        foreach (var measure in file.Measures)
        {
            yield return ($"measure {measure.Name}", $"SELECT movies.{measure.Sql} FROM ask.movies AS movies WHERE {measure.Least ?? "true"}");
        }

        foreach (var question in file.Questions)
        {
            foreach (var measure in question.Sql.Contains("{measure}", StringComparison.Ordinal) ? file.Measures.Where(one => question.Measures is null || one.Sum) : [file.Measures[0]])
            {
                yield return ($"question {question.Name}", Filled(question.Sql, measure));
            }
        }
    }

    /// <summary>With the examples in its slots, and with every filter at once.</summary>
    private string Filled(string sql, MeasureEntry measure) => LayerRules.Placeholder().Replace(sql, match => match.Groups[1].Value switch
    {
        "filters" or "group" or "part" => string.Concat(file.Filters.Where(filter => filter.Within is null || sql.Contains(filter.Within, StringComparison.Ordinal)).SelectMany(filter => new[] { filter.Sql, filter.Known ?? "true" }).Append(file.Period.Sql).Append(LayerRules.Placeholder().Replace(file.Dates.Sql, "{today}")).Select(filter => $" AND ({Filled(filter, measure)})")),
        "period" => $" AND ({Filled(file.Period.Sql, measure)})",
        "least" => measure.Least is { } least ? $"AND {least}" : "",
        "today" => SqlLiteral.Of(new DateOnly(2000, 1, 1)),
        "measure" => measure.Sql,
        "measure2" => file.Measures.First(other => other != measure).Sql,
        "order" => "DESC",
        var slot => SqlLiteral.Of(LayerExamples.ValueOf(file, slot)),
    });

    /// <summary>
    /// Genres, countries and languages of the layer that no movie has: a small catalogue lacks some. Of each kind of which the warehouse has names: before the first load it has no genre.
    /// </summary>
    /// <returns>Such as <c>genre Western</c>.</returns>
    /// <exception cref="WarehouseUnavailableException">The database cannot be asked now.</exception>
    /// <exception cref="SqlRefusedException">It takes too long now.</exception>
    public async Task<IEnumerable<string>> UnknownValuesAsync(CancellationToken cancellation)
    {
        var rows = (await gate.RunAsync("SELECT names.kind, names.name FROM ask.names AS names WHERE names.kind IN ('genre', 'country', 'language')", cancellation)).Rows;
        var known = rows.ToLookup(row => (string)row[0]!, row => (string)row[1]!);
        return new[] { ("genre", file.Values.Genre), ("country", file.Values.Country), ("language", file.Values.Language) }
            .Where(values => known[values.Item1].Any())
            .SelectMany(values => values.Item2.Keys.Except(known[values.Item1])
                .Select(name => $"{values.Item1} {name}"));
    }
}
