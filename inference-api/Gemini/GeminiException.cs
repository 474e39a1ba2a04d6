namespace Hitcast.InferenceApi.Gemini;

/// <summary>Gemini gave no usable answer, retries included.</summary>
/// <remarks>The message is a sentence for the caller: it holds nothing of the question, of the key, or of what Gemini wrote.</remarks>
public sealed class GeminiException(GeminiFailure failure, string message, TimeSpan? retryAfter = null, Exception? cause = null) : Exception(message, cause)
{
    public GeminiFailure Failure => failure;

    /// <summary>When asking again may help, where that is known.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>The HTTP status to answer with: 422, 429, 502, 503 or 504.</summary>
    public int Status => failure switch
    {
        GeminiFailure.Blocked => StatusCodes.Status422UnprocessableEntity,
        GeminiFailure.RateLimited or GeminiFailure.QuotaSpent or GeminiFailure.BudgetSpent => StatusCodes.Status429TooManyRequests,
        GeminiFailure.NotConfigured or GeminiFailure.Unavailable => StatusCodes.Status503ServiceUnavailable,
        GeminiFailure.TimedOut => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status502BadGateway,
    };
}

/// <summary>Why there is no answer.</summary>
public enum GeminiFailure
{
    /// <summary>There is no key.</summary>
    NotConfigured,

    /// <summary>The key is wrong, or may not be used for this.</summary>
    KeyRefused,

    /// <summary>There is no such model, or no longer.</summary>
    ModelGone,

    /// <summary>Gemini does not accept what we send.</summary>
    RequestRefused,

    /// <summary>Too many calls or tokens a minute.</summary>
    RateLimited,

    /// <summary>What Google allows a day is used up.</summary>
    QuotaSpent,

    /// <summary>What <c>Gemini:DailyBudget</c> allows is used up.</summary>
    BudgetSpent,

    /// <summary>Gemini is overloaded or broken, or cannot be reached.</summary>
    Unavailable,

    /// <summary>There was no whole reply within <c>Gemini:TimeoutSeconds</c>.</summary>
    TimedOut,

    /// <summary>The question, or the answer to it, is not allowed by Gemini's rules.</summary>
    Blocked,

    /// <summary>The reply is cut: the tokens did not suffice.</summary>
    CutShort,

    /// <summary>The reply has no text, ended for a reason that is not known, or is not of the asked shape.</summary>
    Unusable,
}
