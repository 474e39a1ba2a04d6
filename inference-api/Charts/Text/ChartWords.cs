namespace Hitcast.InferenceApi.Charts.Text;

/// <summary>The few words of our own in a chart.</summary>
internal static class ChartWords
{
    public static string Other(ChartLanguage language, int count) => language == ChartLanguage.Spanish ? $"Otros ({count})" : $"Other ({count})";

    public static string Unknown(ChartLanguage language) => language == ChartLanguage.Spanish ? "Desconocido" : "Unknown";

    public static string Count(ChartLanguage language) => language == ChartLanguage.Spanish ? "Cantidad" : "Count";

    public static string ShareOf(ChartLanguage language, string measure) => language == ChartLanguage.Spanish ? $"{measure}: parte del total" : $"{measure}: share of the total";

    public static string YesOrNo(ChartLanguage language, bool value) => (language, value) switch
    {
        (ChartLanguage.Spanish, true) => "Sí",
        (ChartLanguage.Spanish, false) => "No",
        (_, true) => "Yes",
        _ => "No",
    };

    public static string NoRows(ChartLanguage language) => language == ChartLanguage.Spanish ? "No hay filas." : "There are no rows.";

    public static string RefusedWish(ChartLanguage language, ChartType wish, ChartType chosen) => language == ChartLanguage.Spanish
        ? $"Estos datos no admiten {TypeName(language, wish)}; se muestran como {TypeName(language, chosen, article: false)}."
        : $"These data do not admit {TypeName(language, wish)}; they are shown as {TypeName(language, chosen)}.";

    public static string FirstOf(ChartLanguage language, int shown, int all) => language == ChartLanguage.Spanish
        ? $"Se muestran {Say(language, shown)} de {Say(language, all)}."
        : $"{Say(language, shown)} of {Say(language, all)} are shown.";

    public static string RestSum(ChartLanguage language, string sum) => language == ChartLanguage.Spanish ? $"Los demás suman {sum}." : $"The others add up to {sum}.";

    public static string MoreRows(ChartLanguage language, int rows) => language == ChartLanguage.Spanish
        ? $"Hay más filas; solo se conocen las primeras {Say(language, rows)}."
        : $"There are more rows; only the first {Say(language, rows)} are known here.";

    public static string UnknownValues(ChartLanguage language, int count) => (language, count) switch
    {
        (ChartLanguage.Spanish, 1) => "Un valor es desconocido.",
        (ChartLanguage.Spanish, _) => $"{Say(language, count)} valores son desconocidos.",
        (_, 1) => "One value is unknown.",
        _ => $"{Say(language, count)} values are unknown.",
    };

    public static string NotDrawn(ChartLanguage language, string columns) => language == ChartLanguage.Spanish ? $"No se dibuja: {columns}." : $"Not drawn: {columns}.";

    public static string OpenBin(ChartLanguage language, string from, string to) => language == ChartLanguage.Spanish
        ? $"La última barra reúne todo desde {from} hasta {to}."
        : $"The last bar holds all from {from} to {to}.";

    public static string MoreColumns(ChartLanguage language, int count) => language == ChartLanguage.Spanish
        ? $"Columnas que no caben: {count}."
        : $"Columns that do not fit: {count}.";

    public static string NoFont(ChartLanguage language) => language == ChartLanguage.Spanish
        ? "[…]: letras para las que este servidor no tiene fuente; #n: la fila n de los datos del gráfico."
        : "[…]: letters that this server has no font for; #n: row n of the chart's data.";

    private static string Say(ChartLanguage language, int count) => ChartNumbers.Full(language, count);

    private static string TypeName(ChartLanguage language, ChartType type, bool article = true)
    {
        var (english, spanish, feminine) = type switch
        {
            ChartType.Bar => ("a bar chart", "gráfico de barras", false),
            ChartType.Column => ("a column chart", "gráfico de columnas", false),
            ChartType.Line => ("a line chart", "gráfico de líneas", false),
            ChartType.Area => ("an area chart", "gráfico de áreas", false),
            ChartType.Scatter => ("a scatter chart", "gráfico de dispersión", false),
            ChartType.Histogram => ("a histogram", "histograma", false),
            ChartType.Share => ("shares of a whole", "partes de un total", false),
            _ => ("a table", "tabla", true),
        };
        return language == ChartLanguage.English ? english
            : article && type != ChartType.Share ? $"{(feminine ? "una" : "un")} {spanish}" : spanish;
    }
}
