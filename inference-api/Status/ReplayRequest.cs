using System.Text.RegularExpressions;

namespace Hitcast.InferenceApi.Status;

/// <param name="Function">The worker's function, such as <c>load-movies</c>.</param>
/// <param name="Key">The object's key in the lake.</param>
internal sealed partial record ReplayRequest(string? Function, string? Key)
{
    private const int LongestKey = 1024;

    /// <summary>What is wrong, by field.</summary>
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Function is null || !FunctionName().IsMatch(Function))
        {
            errors["function"] = ["must be the name of a function as /status lists it, such as load-movies."];
        }

        if (Key is not { Length: > 0 and <= LongestKey })
        {
            errors["key"] = ["must be the key of an object as /status lists it under set_aside."];
        }

        return errors;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,99}$")]
    private static partial Regex FunctionName();
}
