namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>What we say ourselves, in the question's language.</summary>
internal static class OurWords
{
    public static string NoKey(string language) => Say(
        language,
        "No verified question matches this one, and only verified questions are answered here: no key for Gemini is set.",
        "Ninguna pregunta verificada coincide con esta, y aquí solo se responden preguntas verificadas: no hay clave de Gemini.");

    public static string NoBudget(string language) => Say(
        language,
        "No verified question matches this one, and today's budget for Gemini is used up. Verified questions are still answered.",
        "Ninguna pregunta verificada coincide con esta, y el presupuesto de hoy para Gemini está agotado. Las preguntas verificadas se siguen respondiendo.");

    /// <summary>How the answer was checked.</summary>
    public static string Verification(AskOutcome outcome) => outcome.Data?.TextFrom switch
    {
        null when outcome.Corrections.Count > 0 => Say(
            outcome.Language,
            "Gemini's SQL was refused or found nothing, and nothing is answered from it.",
            "El SQL de Gemini fue rechazado o no encontró nada, y no se responde nada a partir de él."),
        null => Say(outcome.Language, "Nothing was run.", "No se ejecutó nada."),
        _ when outcome.By is AnsweredBy.Gemini { Forecaster: { } by } => Say(
            outcome.Language,
            $"Gemini chose the inputs; the forecasts are version {by.Version}'s of {by.Model}, computed here from what each row says. ",
            $"Gemini eligió los datos de entrada; los pronósticos son de la versión {by.Version} de {by.Model}, calculados aquí con lo que dice cada fila. ") + OfText(outcome.Language, outcome.Data),
        TextOrigin.Verified => Say(
            outcome.Language,
            "The SQL is a person's, verified beforehand. PostgreSQL checked it before it ran, and the sentence is filled in from the rows.",
            "El SQL lo escribió una persona y está verificado. PostgreSQL lo comprobó antes de ejecutarlo, y la frase se rellena con las filas."),
        _ => Say(outcome.Language, "The SQL is Gemini's. PostgreSQL checked it before it ran. ", "El SQL es de Gemini. PostgreSQL lo comprobó antes de ejecutarlo. ")
            + OfText(outcome.Language, outcome.Data),
    };

    private static string OfText(string language, Answered data) => data switch
    {
        { TextFrom: TextOrigin.Gemini } => Say(
            language,
            "Every number and name of the text was found in the rows or computed from them, or is in the question.",
            "Cada número y nombre del texto se encontró en las filas, se calculó a partir de ellas o está en la pregunta."),
        { TextFailure: not null } => Say(
            language, "Gemini wrote no text about the rows, so the sentence is ours.", "Gemini no escribió ningún texto sobre las filas, así que la frase es nuestra."),
        { Unfounded.Count: > 0 } => Say(
            language, "Gemini's text held what the rows do not, so the sentence is ours.", "El texto de Gemini decía cosas que no están en las filas, así que la frase es nuestra."),
        { Table.Rows.Count: 0 } => Say(
            language, "There were no rows to write about, so the sentence is ours.", "No había filas sobre las que escribir, así que la frase es nuestra."),
        _ => Say(language, "Gemini's text was empty or too long, so the sentence is ours.", "El texto de Gemini estaba vacío o era demasiado largo, así que la frase es nuestra."),
    };

    /// <summary>For whoever wants a picture of an answer without rows.</summary>
    public static string NoPicture(AskOutcome outcome) => outcome.Status == AskStatus.Answered
        ? Say(outcome.Language, "There are no rows to draw. ", "No hay filas que dibujar. ") + outcome.Answer
        : string.Join(' ', [outcome.Answer, .. outcome.Choices.Take(3)]);

    private static string Say(string language, string english, string spanish) => language == "es" ? spanish : english;
}
