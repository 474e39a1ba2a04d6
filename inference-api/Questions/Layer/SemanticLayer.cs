using System.Text;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Layer;

/// <summary>What <c>semantic-layer.yaml</c> says: views, columns, measures, words, verified questions.</summary>
public sealed class SemanticLayer
{
    private readonly Dictionary<string, (Text2 Title, Text2? Unit)> labels = new(StringComparer.Ordinal);
    private readonly HashSet<string> overlapping;

    /// <summary>The one that Hitcast brings.</summary>
    /// <exception cref="LayerException">It breaks its rules.</exception>
    public SemanticLayer()
        : this(LayerReader.ReadOwn())
    {
    }

    internal SemanticLayer(LayerFile file)
    {
        LayerRules.Check(file);
        File = file;
        overlapping = file.Views.SelectMany(view => view.Columns).Where(column => column.Overlaps).Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var column in file.Views.SelectMany(view => view.Columns))
        {
            labels.TryAdd(column.Name, (new Text2 { En = column.En, Es = column.Es }, column.Unit));
        }

        foreach (var output in file.Outputs)
        {
            labels.TryAdd(output.Name, (new Text2 { En = output.En, Es = output.Es }, output.Unit));
        }
    }

    internal LayerFile File { get; }

    /// <param name="column">As an answer's SELECT calls it.</param>
    /// <param name="language"><c>en</c> or <c>es</c>.</param>
    public ColumnLabel LabelOf(string column, string language) => labels.TryGetValue(column, out var label)
        ? new(label.Title.In(language), label.Unit?.In(language))
        : new(InWords(column), null);

    /// <summary>If a movie may be in several groups of these rows, such as genres: their counts and amounts add up to no whole. Columns are known by their names.</summary>
    public bool Overlaps(Table table) => table.Columns.Any(column => overlapping.Contains(column.Name));

    /// <summary>The views, columns, units, examples and measures as text, for a model's prompt.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var view in File.Views)
        {
            text.Append("ask.").Append(view.Name).Append(": ").AppendLine(view.Meaning);
            foreach (var column in view.Columns)
            {
                Describe(text, column);
            }
        }

        text.AppendLine("Measures of ask.movies:");
        foreach (var measure in File.Measures)
        {
            text.Append("- ").Append(measure.En.Title).Append(" (").AppendJoin(", ", measure.En.Names.Concat(measure.Es.Names).Distinct()).Append("): ").Append(measure.Sql);
            text.AppendLine(measure.Least is { } least ? $"; rank only where {least}" : "");
        }

        return text.ToString();
    }

    private static void Describe(StringBuilder text, ColumnEntry column)
    {
        text.Append("- ").Append(column.Name).Append(": ").Append(column.Meaning);
        if (column.Unit is { } unit)
        {
            text.Append("; in ").Append(unit.En);
        }

        if (column.Synonyms.Count > 0)
        {
            text.Append("; also called ").AppendJoin(", ", column.Synonyms);
        }

        if (column.Examples.Count > 0)
        {
            text.Append("; such as ").AppendJoin(", ", column.Examples);
        }

        text.AppendLine();
    }

    private static string InWords(string column)
    {
        var words = column.Replace('_', ' ');
        return words.Length == 0 ? column : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
