using System.Globalization;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>Says what rows hold in words of ours, in Spanish or else in English.</summary>
internal static class PlainSentence
{
    private const int LongestValue = 120;
    private static readonly NumberFormatInfo English = CultureInfo.InvariantCulture.NumberFormat;
    private static readonly NumberFormatInfo Spanish = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    /// <param name="language">ISO 639-1.</param>
    public static string Of(Table table, string language)
    {
        var isSpanish = language == "es";
        if (table.Rows.Count == 0)
        {
            return isSpanish ? "En los datos no hay nada que corresponda a la pregunta." : "The data holds nothing that fits the question.";
        }

        var first = string.Join("; ", table.Columns.Select((column, index) => $"{Words(column.Name)}: {Text(table.Rows[0][index], column, isSpanish)}"));
        return table.Rows.Count == 1
            ? first + "."
            : isSpanish ? $"{Count(table)} filas; la primera: {first}." : $"{Count(table)} rows; the first: {first}.";
    }

    /// <summary>No SQL was found that the warehouse runs.</summary>
    public static string NoSql(string language) => language == "es"
        ? "No se encontró una consulta que los datos admitan para esta pregunta. Pregúntelo de otra manera."
        : "No query was found for this question that the data admits. Ask it differently.";

    /// <summary>There is nothing to ask for a forecast.</summary>
    public static string NoModel(string language) => language == "es"
        ? "El modelo de películas no está disponible ahora, así que no se puede calcular un pronóstico. Pregúntelo más tarde."
        : "The movie model is not served now, so no forecast can be computed. Ask again later.";

    /// <summary>Gemini found no inputs that the model takes.</summary>
    public static string NoForecast(string language) => language == "es"
        ? "No se encontraron datos de entrada que el modelo admita. Diga al menos el presupuesto, en dólares."
        : "No inputs were found that the model takes. Say at least what the movie costs, in US dollars.";

    private static string Count(Table table) => table.Rows.Count.ToString(CultureInfo.InvariantCulture) + (table.Truncated ? "+" : "");

    private static string Words(string column) => column.EndsWith("_usd", StringComparison.Ordinal) ? $"{Words(column[..^4])} (US$)" : column.Replace('_', ' ');

    private static string Text(object? value, Column column, bool isSpanish) => value switch
    {
        null => isSpanish ? "desconocido" : "unknown",
        bool flag => flag ? isSpanish ? "sí" : "yes" : "no",
        long integer => integer.ToString(IsAmount(integer, column) ? "N0" : "0", isSpanish ? Spanish : English),
        double number => number.ToString(Math.Abs(number) >= 1000 ? "N0" : "#,0.##", isSpanish ? Spanish : English),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > LongestValue } far ? string.Concat(far.AsSpan(0, LongestValue), "…") : $"{value}",
    };

    /// <summary>Years and numbers of movies have no separators.</summary>
    private static bool IsAmount(long integer, Column column) => Math.Abs(integer) >= 10_000 && !column.Name.EndsWith("_id", StringComparison.Ordinal);
}
