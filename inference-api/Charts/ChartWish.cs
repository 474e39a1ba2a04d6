using System.Text.RegularExpressions;
using Hitcast.InferenceApi.Charts.Text;

namespace Hitcast.InferenceApi.Charts;

/// <summary>The type of chart that a question asks for.</summary>
public static partial class ChartWish
{
    private static readonly (ChartType Type, Regex Pattern)[] Patterns =
    [
        (ChartType.Histogram, Histogram()), (ChartType.Scatter, Scatter()), (ChartType.Share, Share()), (ChartType.Area, Area()),
        (ChartType.Column, Column()), (ChartType.Bar, Bar()), (ChartType.Line, Line()), (ChartType.Table, Table()),
    ];

    /// <summary>Null where an English or Spanish question names none ("as a line", "gráfico de barras").</summary>
    public static ChartType? In(string question)
    {
        var plain = ColumnTitles.Plain(question);
        foreach (var (type, pattern) in Patterns)
        {
            if (pattern.IsMatch(plain))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>The question without the words that ask for a type of chart; as it is where there are none.</summary>
    public static string Without(string question)
    {
        var plain = ColumnTitles.Plain(question);
        foreach (var (_, pattern) in Patterns)
        {
            if (pattern.Match(plain) is { Success: true } wish)
            {
                var before = question[..wish.Index];
                var joined = Joining().Match(plain[..wish.Index]);
                return string.Concat(before.AsSpan(0, before.Length - joined.Length), " ", question.AsSpan(wish.Index + wish.Length)).Trim();
            }
        }

        return question;
    }

    /// <summary>What stands before the name of a chart: "movies per year in a bar chart", "películas por año, en un gráfico de barras".</summary>
    [GeneratedRegex(@"(^|[\s,]+)((as|in|with|on|like|como|en|con|mediante)\s+)?((a|an|the|un|una)\s+)?$")]
    private static partial Regex Joining();

    [GeneratedRegex(@"\bhistogram(s|a|as)?\b", RegexOptions.NonBacktracking)]
    private static partial Regex Histogram();

    [GeneratedRegex(@"\b(scatter ?(plot|chart|graph)?|graficos? de dispersion|nube de puntos)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Scatter();

    [GeneratedRegex(@"\b((pie|donut|doughnut) (chart|graph|plot)|as a (pie|donut)|as shares|graficos? (de|en|tipo) (torta|pastel|tarta|quesitos|anillo)|graficos? circular(es)?)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Share();

    [GeneratedRegex(@"\b(area (chart|graph|plot)|as an area|as areas|graficos? de areas?)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Area();

    [GeneratedRegex(@"\b(columns? (chart|graph|plot)|as columns|graficos? de columnas|(en|con|como) columnas)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Column();

    [GeneratedRegex(@"\b(bars? ?(chart|graph|plot)|(as|in|with) bars|graficos? de barras|(en|con|como) barras)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Bar();

    [GeneratedRegex(@"\b(lines? (chart|graph|plot)|as (a )?lines?|graficos? de lineas?|(en|con|como) (una )?lineas?)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Line();

    [GeneratedRegex(@"\b((as|in) a table|(en|como) (una )?tabla)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Table();
}
