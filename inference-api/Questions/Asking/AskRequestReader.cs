using System.Text.Json;
using Hitcast.InferenceApi.Questions.Planning;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>Reads <c>{"question": "…", "turns": [{"question", "sql", "answer"}]}</c>, or <c>?question=…</c>. Other properties are passed over, as the replaced service did.</summary>
internal sealed class AskRequestReader(IOptions<AskOptions> options)
{
    private const string Example = """Send {"question": "Top 5 comedies by revenue"}.""";
    private readonly TextRules rules = new(options.Value.MaximumCharacters);

    public async Task<ReadRequest> ReadBodyAsync(HttpContext context)
    {
        var most = options.Value.BodyKilobytes * 1024;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return body.RootElement.ValueKind == JsonValueKind.Object
                ? Read(body.RootElement)
                : ReadRequest.Bad(StatusCodes.Status400BadRequest, $"The body must be a JSON object. {Example}");
        }
        catch (JsonException)
        {
            return ReadRequest.Bad(StatusCodes.Status400BadRequest, $"The body is not JSON. {Example}");
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ReadRequest.Bad(exception.StatusCode, $"The body is larger than {most} bytes. Send the question and the last few turns only.");
        }
    }

    public ReadRequest ReadQuery(IQueryCollection query)
    {
        var errors = new Dictionary<string, string[]>();
        var question = query["question"] switch
        {
            { Count: 0 } => Wrong(errors, "question", TextRules.Missing),
            { Count: 1 } one => Text(errors, "question", one.ToString()),
            _ => Wrong(errors, "question", "is there more than once. Ask one question at a time."),
        };
        return errors.Count == 0 ? ReadRequest.Good(new(question, [])) : ReadRequest.Wrong(errors);
    }

    private ReadRequest Read(JsonElement body)
    {
        var errors = new Dictionary<string, string[]>();
        var question = Text(errors, "question", body, "question", required: true) ?? "";
        var turns = Turns(errors, body);
        return errors.Count == 0 ? ReadRequest.Good(new(question, turns)) : ReadRequest.Wrong(errors);
    }

    private List<EarlierTurn> Turns(Dictionary<string, string[]> errors, JsonElement body)
    {
        if (!body.TryGetProperty("turns", out var turns) || turns.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (turns.ValueKind != JsonValueKind.Array)
        {
            Wrong(errors, "turns", """must be a list of earlier turns, oldest first, such as [{"question": "…", "sql": "…", "answer": "…"}].""");
            return [];
        }

        // Each is checked, but only the last are of use.
        return [.. turns.EnumerateArray().Select((turn, index) => Turn(errors, turn, $"turns[{index}]")).ToList().TakeLast(PlanRequest.MaximumTurns)];
    }

    private EarlierTurn Turn(Dictionary<string, string[]> errors, JsonElement turn, string field)
    {
        if (turn.ValueKind == JsonValueKind.Object)
        {
            return new(
                Text(errors, field + ".question", turn, "question", required: true) ?? "",
                Text(errors, field + ".sql", turn, "sql", required: false),
                Text(errors, field + ".answer", turn, "answer", required: false) ?? "");
        }

        Wrong(errors, field, "must be an object with question, and with sql and answer where there were any.");
        return new("", null, "");
    }

    private string? Text(Dictionary<string, string[]> errors, string field, JsonElement parent, string name, bool required)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return required ? Wrong(errors, field, TextRules.Missing) : null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return Wrong(errors, field, "must be a text in quotes.");
        }

        try
        {
            var text = value.GetString()!;
            return name == "question" ? Text(errors, field, text) : Kept(errors, field, text);
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for a lone surrogate.
            return Wrong(errors, field, "holds half of a character (a lone surrogate). Send whole ones.");
        }
    }

    private string Text(Dictionary<string, string[]> errors, string field, string text) =>
        rules.QuestionTrouble(text) is { } trouble ? Wrong(errors, field, trouble) : TextRules.OneLine(text);

    private string Kept(Dictionary<string, string[]> errors, string field, string text) =>
        rules.KeptTrouble(text) is { } trouble ? Wrong(errors, field, trouble) : text;

    private static string Wrong(Dictionary<string, string[]> errors, string field, string trouble)
    {
        errors[field] = [trouble];
        return "";
    }
}
