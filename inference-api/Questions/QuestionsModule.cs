using Carter;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Questions.Asking;
using Hitcast.InferenceApi.Questions.Evidence;
using Hitcast.InferenceApi.Questions.Replies;

namespace Hitcast.InferenceApi.Questions;

/// <summary>Questions in plain language.</summary>
internal sealed class QuestionsModule : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapPost("/ask-text", PostText);
        app.MapGet("/ask-text", GetText);
        app.MapPost("/ask-visual", PostVisual);
        app.MapGet("/ask-visual", GetVisual);
        app.MapGet("/questions", (HttpContext context, QuestionList list) => list.WriteAsync(context));
        app.MapGet("/evidence/{movie}", Evidence);
    }

    private static async Task PostText(HttpContext context, AskRequestReader reader, AskCall call) =>
        await AskText(context, call, await reader.ReadBodyAsync(context), OldProperties.WriteText);

    /// <summary>The replaced service had no such address: nobody reads its properties here.</summary>
    private static Task GetText(HttpContext context, AskRequestReader reader, AskCall call) =>
        AskText(context, call, reader.ReadQuery(context.Request.Query), writeOld: null);

    private static Task AskText(HttpContext context, AskCall call, ReadRequest read, JsonReply.WriteOld? writeOld) =>
        WantsStream(context.Request)
            ? call.StreamAsync(context, read)
            : call.AnswerAsync(context, read, (request, outcome, took) => JsonReply.WriteAsync(context, request, outcome, took, writeOld));

    private static async Task PostVisual(HttpContext context, AskRequestReader reader, AskCall call) =>
        await AskVisual(context, call, await reader.ReadBodyAsync(context));

    private static Task GetVisual(HttpContext context, AskRequestReader reader, AskCall call) =>
        AskVisual(context, call, reader.ReadQuery(context.Request.Query));

    private static Task AskVisual(HttpContext context, AskCall call, ReadRequest read)
    {
        var errors = new Dictionary<string, string[]>(read.Errors ?? new Dictionary<string, string[]>());
        var wish = PictureWish.Read(context.Request, errors);
        return call.AnswerAsync(
            context,
            errors.Count > 0 ? ReadRequest.Wrong(errors) : read,
            async (request, outcome, took) => await (wish.ContentType is { } type
                ? PictureReply.WriteAsync(context, outcome, type, wish.Size)
                : JsonReply.WriteAsync(context, request, outcome, took, await OldProperties.VisualAsync(outcome, context.RequestAborted))));
    }

    private static async Task Evidence(HttpContext context, MovieEvidence evidence, AskCall call, string movie)
    {
        if (!int.TryParse(movie, out var id) || id < 0)
        {
            await Problems.WriteAsync(context, StatusCodes.Status404NotFound, "The address ends in TMDB's number of a movie, such as /evidence/862.");
            return;
        }

        await call.GuardAsync(context, async () =>
        {
            if (await evidence.FindAsync(id, context.RequestAborted) is { } found)
            {
                await JsonReply.WriteAsync(context, found.Write);
            }
            else
            {
                await Problems.WriteAsync(context, StatusCodes.Status404NotFound, $"The warehouse knows no movie with TMDB's number {id}.");
            }
        });
    }

    private static bool WantsStream(HttpRequest request) => MediaChoice.Of(request, JsonReply.ContentType, EventStream.ContentType) == EventStream.ContentType;
}
