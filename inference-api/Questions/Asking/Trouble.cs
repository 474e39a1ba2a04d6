using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>Why a question cannot be answered now, for the caller.</summary>
/// <param name="RetryAfter">When asking again may help, where that is known.</param>
internal sealed record Trouble(int Status, string Sentence, TimeSpan? RetryAfter = null)
{
    /// <summary>Null for what should not have happened.</summary>
    public static Trouble? Of(Exception exception) => exception switch
    {
        WarehouseUnavailableException => new(StatusCodes.Status503ServiceUnavailable, exception.Message),
        SqlRefusedException { Kind: SqlRefusal.TooCostly or SqlRefusal.TooSlow or SqlRefusal.TooLarge } => new(StatusCodes.Status422UnprocessableEntity, exception.Message),
        GeminiException gemini => new(gemini.Status, gemini.Message, gemini.RetryAfter),
        ModelLimitException limit => new(StatusCodes.Status429TooManyRequests, limit.Message, limit.RetryAfter),
        _ => null,
    };
}
