namespace Hitcast.InferenceApi.Charts.Text;

/// <summary>What a column is called where the semantic layer does not know it, from its name in the SELECT.</summary>
internal static class ColumnTitles
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["avg"] = "average",
        ["num"] = "number of",
        ["n"] = "number of",
        ["pct"] = "percent",
        ["max"] = "greatest",
        ["min"] = "least",
        ["tmdb"] = "TMDB",
        ["imdb"] = "IMDb",
        ["usd"] = "USD",
        ["roi"] = "ROI",
        ["id"] = "ID",
    };

    private static readonly Dictionary<string, string> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["usd"] = "USD",
        ["eur"] = "EUR",
        ["pct"] = "%",
        ["percent"] = "%",
        ["minutes"] = "minutes",
        ["minutos"] = "minutos",
    };

    // Of averages, shares, ranks and extremes the sum says nothing.
    private static readonly string[] NeverSummed =
        ["avg", "average", "mean", "median", "promedio", "media", "mediana", "rate", "ratio", "rating", "score", "share", "percent", "pct", "porcentaje", "parte",
         "max", "min", "roi", "margin", "probability", "probabilidad", "popularity", "popularidad", "runtime", "duration", "duracion", "year", "anio", "rank", "nota", "per"];

    private static readonly string[] Summed =
        ["count", "counts", "total", "sum", "suma", "num", "number", "cantidad", "numero", "n", "movies", "peliculas", "films", "titles", "revenue", "budget", "profit", "ingresos",
         "presupuesto", "recaudacion", "votes", "votos", "gross"];

    public static ColumnLabel Of(string column)
    {
        var words = Split(column);
        string? unit = null;
        if (words.Count > 1 && Units.TryGetValue(words[^1], out unit))
        {
            words.RemoveAt(words.Count - 1);
        }

        var title = string.Join(' ', words.Select(word => Words.GetValueOrDefault(word, word)));
        return new(title.Length == 0 ? column : char.ToUpperInvariant(title[0]) + title[1..], unit, Sums(column));
    }

    /// <summary>Whether values of a column of that name may be added up. What nothing is known of may not.</summary>
    public static bool Sums(string column)
    {
        var words = Split(column);
        return !words.Any(word => Contains(NeverSummed, word)) && words.Any(word => Contains(Summed, word));
    }

    public static bool Contains(string[] names, string word) => names.Contains(Plain(word), StringComparer.OrdinalIgnoreCase);

    public static List<string> Split(string column) => [.. column.Split(['_', ' ', '-', '.'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>In lower case, without the accents of Spanish.</summary>
    public static string Plain(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (var index = 0; index < text.Length; index++)
        {
            plain[index] = char.ToLowerInvariant(text[index]) switch
            {
                'á' => 'a',
                'é' => 'e',
                'í' => 'i',
                'ó' => 'o',
                'ú' or 'ü' => 'u',
                'ñ' => 'n',
                var other => other,
            };
        }
    });
}
