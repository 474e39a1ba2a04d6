using System.Text.Json.Nodes;

namespace Hitcast.InferenceApi.OpenApi;

/// <summary>What questions are asked with and answered by.</summary>
internal static class AskSchemas
{
    public const string Question = "AskRequest";
    public const string Answer = "AskAnswer";
    public const string Evidence = "Evidence";
    public const string Questions = "VerifiedQuestions";

    public static void Add(JsonObject schemas)
    {
        schemas[Question] = Requiring(["question"], ("question", Text("In English or Spanish, in one line")), ("turns", Array(
            Requiring(["question"], ("question", Text()), ("sql", Text(nullable: true)), ("answer", Text(nullable: true))),
            "The dialogue so far, oldest first, as it was answered: for \"and in the nineties?\".")));
        schemas[Answer] = AnswerObject();
        schemas[Evidence] = SharedSchemas.Object(
            ("movie_id", Integer()),
            ("title", Text(nullable: true)),
            ("gone", Boolean("TMDB no longer has the movie.")),
            ("lake_object", Text("Key of the object in the lake that holds TMDB's reply as it came.")),
            ("line", Integer("The line of that object, from 1.", nullable: true)),
            ("load", Integer("The load that brought it into the warehouse.")),
            ("loaded_at", Time()),
            ("fetched_at", Time("When TMDB was asked.")),
            ("forecast", Nullable(SharedSchemas.Object(("model", Text()), ("version", Integer()), ("forecast_at", Time()), ("from_state_of", Time())))),
            ("tmdb", Text("The movie's page at TMDB.")));
        schemas[Questions] = SharedSchemas.Object(
            ("model", Text("Gemini's id; null where it is not asked.", nullable: true)),
            ("trouble", Text("Why the warehouse cannot be asked; null where it can.", nullable: true)),
            ("freshness", Nullable(Freshness())),
            ("examples", SharedSchemas.Object(("en", Array(Text())), ("es", Array(Text())))),
            ("questions", Array(SharedSchemas.Object(("name", Text()), ("en", Text()), ("es", Text())), "With examples in their slots.")));
    }

    private static JsonObject AnswerObject() => SharedSchemas.Object(
        ("status", Text("answered, counter_question or cannot_answer")),
        ("question", Text()),
        ("language", Text("ISO 639-1: en or es")),
        ("answer", Text("A sentence: the answer, the counter-question, or why there is none")),
        ("answered_by", Nullable(SharedSchemas.Object(
            ("way", Text("verified or gemini")),
            ("title", Text("The question as it was understood")),
            ("name", Text("Of the verified question")),
            ("score", new() { ["type"] = "number", ["format"] = "double", ["description"] = "How well the wording fits, from 0 to 1." }),
            ("slots", Array(SharedSchemas.Object(("name", Text()), ("text", Text(nullable: true)), ("value", Text())))),
            ("model", Text("Gemini's id")),
            ("forecasts_by", Nullable(SharedSchemas.Object(("model", Text()), ("version", Integer("Whose forecasts the rows are, where the question called it.")))))))),
        ("choices", Array(Text(), "Whole questions to ask instead.")),
        ("unexplained", Array(Text(), "Words of the question that no verified question has a place for.")),
        ("sql", Text("As it ran", nullable: true)),
        ("columns", Array(SharedSchemas.Object(
            ("name", Text()), ("kind", Text("text, integer, number, boolean, date or time")), ("title", Text()), ("unit", Text(nullable: true))))),
        ("rows", Array(Array(new() { ["nullable"] = true }), "One array a row, a value a column.")),
        ("truncated", Boolean("There were more rows.")),
        ("evidence", Array(Text(nullable: true), "Where each row comes from, if it is a movie.")),
        ("chart", Nullable(new() { ["type"] = "object", ["description"] = "A figure to draw: type, title, axes, series." })),
        ("verification", SharedSchemas.Object(
            ("how", Text()),
            ("text_from", Text("verified, gemini or rows", nullable: true)),
            ("text_failure", Text("Why Gemini wrote no text, where it was asked for one", nullable: true)),
            ("unfounded", Array(Text())),
            ("corrections", Array(SharedSchemas.Object(("sql", Text()), ("why", Text())))))),
        ("freshness", Freshness()),
        ("usage", Nullable(SharedSchemas.Object(
            ("model", Text()),
            ("calls", Integer()),
            ("input_tokens", Integer()),
            ("output_tokens", Integer()),
            ("thought_tokens", Integer()),
            ("cost_usd", new() { ["type"] = "number", ["format"] = "double" })))),
        ("kept", Boolean("Kept from an equal question on the same data.")),
        ("duration_ms", new() { ["type"] = "number", ["format"] = "double" }));

    private static JsonObject Freshness() => SharedSchemas.Object(
        ("movies", Integer()), ("oldest", Time()), ("newest", Time("When the newest row was fetched from TMDB.")),
        ("load", Integer(nullable: true)), ("loaded_at", Time()), ("forecast_at", Time()));

    private static JsonObject Requiring(string[] names, params (string Name, JsonObject Schema)[] properties) =>
        SharedSchemas.Object(properties).With("required", new JsonArray([.. names.Select(name => (JsonNode)name)]));

    private static JsonObject Text(string? description = null, bool nullable = false) => Described(Parts.Text(), description, nullable);

    private static JsonObject Time(string? description = null) => Described(new() { ["type"] = "string", ["format"] = "date-time" }, description, nullable: true);

    private static JsonObject Integer(string? description = null, bool nullable = false) =>
        Described(new() { ["type"] = "integer", ["format"] = "int64" }, description, nullable);

    private static JsonObject Boolean(string description) => Described(new() { ["type"] = "boolean" }, description, nullable: false);

    private static JsonObject Array(JsonObject items, string? description = null) =>
        Described(new() { ["type"] = "array", ["items"] = items }, description, nullable: false);

    private static JsonObject Nullable(JsonObject schema) => schema.With("nullable", true);

    private static JsonObject Described(JsonObject schema, string? description, bool nullable)
    {
        if (description is not null)
        {
            schema["description"] = description;
        }

        if (nullable)
        {
            schema["nullable"] = true;
        }

        return schema;
    }
}
