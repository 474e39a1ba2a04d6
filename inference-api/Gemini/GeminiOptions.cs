using System.ComponentModel.DataAnnotations;

namespace Hitcast.InferenceApi.Gemini;

/// <summary>Settings under <c>Gemini</c>.</summary>
public sealed class GeminiOptions : IValidatableObject
{
    public const string Section = "Gemini";

    /// <summary>The only model whose prices are known without being set.</summary>
    private const string DefaultModel = "gemini-3.8-flash";

    /// <summary>Google's key; also taken from <c>GEMINI_API_KEY</c>. Null: Gemini is never asked.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The origin of the API; the paths under it are ours.</summary>
    public string BaseAddress { get; set; } = "https://generativelanguage.googleapis.com";

    /// <summary>The model's id.</summary>
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]{0,99}", ErrorMessage = "Gemini:Model must be a model's id such as gemini-3.8-flash.")]
    public string Model { get; set; } = DefaultModel;

    /// <summary>How much the model thinks before it answers: <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>; not every model knows each.</summary>
    [AllowedValues("minimal", "low", "medium", "high", ErrorMessage = "Gemini:ThinkingLevel must be minimal, low, medium or high.")]
    public string ThinkingLevel { get; set; } = "low";

    /// <summary>Sent with each call, so that equal calls are answered alike as far as the model can.</summary>
    public int Seed { get; set; } = 7;

    /// <summary>The most that one call may take, retries included, in seconds. A question takes two calls, four at most.</summary>
    [Range(0.1, 600.0, ErrorMessage = "Gemini:TimeoutSeconds must be from 0.1 to 600.")]
    public double TimeoutSeconds { get; set; } = 30;

    /// <summary>The pause before a second attempt, in seconds, with jitter; it doubles before the third.</summary>
    [Range(0.001, 60.0, ErrorMessage = "Gemini:RetryDelaySeconds must be from 0.001 to 60.")]
    public double RetryDelaySeconds { get; set; } = 1;

    /// <summary>The most tokens of one reply, thoughts included.</summary>
    [Range(256, 65536, ErrorMessage = "Gemini:MaxOutputTokens must be from 256 to 65536.")]
    public int MaxOutputTokens { get; set; } = 4096;

    /// <summary>USD for a million tokens that are sent; null: the default model's list price.</summary>
    [Range(0.0, 10_000.0, ErrorMessage = "Gemini:InputPrice must be from 0 to 10000, in USD a million tokens.")]
    public decimal? InputPrice { get; set; }

    /// <summary>USD for a million tokens that are answered or thought; null: the default model's list price.</summary>
    [Range(0.0, 10_000.0, ErrorMessage = "Gemini:OutputPrice must be from 0 to 10000, in USD a million tokens.")]
    public decimal? OutputPrice { get; set; }

    /// <summary>The most that is spent from midnight to midnight UTC, in USD.</summary>
    [Range(0.0, 1_000_000.0, ErrorMessage = "Gemini:DailyBudget must be from 0 to 1000000, in USD.")]
    public decimal DailyBudget { get; set; } = 5;

    /// <summary>If there is a key.</summary>
    public bool IsConfigured => ApiKey is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.PathAndQuery != "/" || address.UserInfo.Length > 0)
        {
            yield return new("Gemini:BaseAddress must be an origin such as https://generativelanguage.googleapis.com, with no path.");
        }

        if (ApiKey is not null && (ApiKey.Length == 0 || ApiKey.Any(character => character is <= ' ' or > '~')))
        {
            yield return new("Gemini:ApiKey must be one word of ASCII characters; leave it out to answer verified questions only.");
        }

        if (Model != DefaultModel && (InputPrice is null || OutputPrice is null))
        {
            yield return new($"Gemini:InputPrice and Gemini:OutputPrice must say what {Model} costs, in USD a million tokens.");
        }
    }
}
