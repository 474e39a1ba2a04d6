using Hitcast.InferenceApi.Questions.Planning;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>A question, and the dialogue that it goes on with.</summary>
/// <param name="Question">One line of 1 to <see cref="AskOptions.MaximumCharacters"/> characters, none of them a control character.</param>
/// <param name="Turns">What was asked before, oldest first; at most <see cref="PlanRequest.MaximumTurns"/>.</param>
internal sealed record AskRequest(string Question, IReadOnlyList<EarlierTurn> Turns);

/// <summary>What a caller sent: a request, or what is wrong with it.</summary>
/// <param name="Errors">By field, where the shape is right; else null.</param>
internal sealed record ReadRequest(AskRequest? Request, int Status, string Trouble, IReadOnlyDictionary<string, string[]>? Errors)
{
    public static ReadRequest Good(AskRequest request) => new(request, StatusCodes.Status200OK, "", null);

    public static ReadRequest Bad(int status, string trouble) => new(null, status, trouble, null);

    public static ReadRequest Wrong(IReadOnlyDictionary<string, string[]> errors) =>
        new(null, StatusCodes.Status422UnprocessableEntity, "Some fields are wrong; errors names each.", errors);
}
