using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>What a caller may ask for beside the answer.</summary>
/// <param name="Explain">The contributions of the inputs.</param>
public readonly record struct PredictOptions(bool Explain)
{
    public const string ExplainName = "explain";

    /// <summary>Reads the query string; null if the reply says already what is wrong with it.</summary>
    public static async ValueTask<PredictOptions?> ReadAsync(HttpContext context)
    {
        if (!context.Request.QueryString.HasValue)
        {
            return new(Explain: false);
        }

        foreach (var (name, values) in context.Request.Query)
        {
            if (name != ExplainName || !TryParse(values, out _))
            {
                var errors = new Dictionary<string, string[]> { [name] = [name == ExplainName ? ExplainMustBe : "is no option of this address. There is explain=true."] };
                await Problems.WriteAsync(context, StatusCodes.Status400BadRequest, "The query string is wrong.", errors);
                return null;
            }
        }

        return new(TryParse(context.Request.Query[ExplainName], out var explain) && explain);
    }

    public const string ExplainMustBe = "must be true or false.";

    public static bool TryParse(string? value, out bool explain)
    {
        explain = value is "true" or "1";
        return explain || value is "false" or "0";
    }
}
