using System.Text.Json;

namespace Hitcast.InferenceApi.Questions.Replies;

/// <summary>Values of enumerations as JSON has them: <c>CannotAnswer</c> is <c>cannot_answer</c>.</summary>
internal static class JsonNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
