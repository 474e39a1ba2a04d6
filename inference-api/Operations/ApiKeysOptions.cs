using System.ComponentModel.DataAnnotations;

namespace Hitcast.InferenceApi.Operations;

/// <summary>The setting <c>ApiKeys</c>: who may ask and predict. None: anyone.</summary>
/// <remarks><c>ApiKeys:0:Name</c> and <c>ApiKeys:0:Key</c>, or the key alone as <c>ApiKeys:0</c>; its name is then "key 0".</remarks>
public sealed class ApiKeysOptions : IValidatableObject
{
    public const string Section = "ApiKeys";

    private const int ShortestKey = 16;

    public IReadOnlyList<ApiKey> Keys { get; private set; } = [];

    public void Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var alone = section.Value is { Length: > 0 } key ? [new ApiKey("key", key)] : Array.Empty<ApiKey>();
        Keys = [.. alone, .. section.GetChildren().Select(entry => new ApiKey(entry["Name"] ?? $"key {entry.Key}", entry["Key"] ?? entry.Value ?? ""))];
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var key in Keys)
        {
            if (string.IsNullOrWhiteSpace(key.Name))
            {
                yield return new("ApiKeys: an entry has an empty Name. Name who uses the key.");
            }

            if (key.Key.Length < ShortestKey || key.Key.Any(character => character is <= ' ' or > '~'))
            {
                yield return new($"ApiKeys: the key of '{key.Name}' must be at least {ShortestKey} ASCII characters without spaces.");
            }
        }

        foreach (var name in Keys.CountBy(key => key.Name).Where(name => name.Value > 1))
        {
            yield return new($"ApiKeys: the name '{name.Key}' is used {name.Value} times. Give each key its own.");
        }
    }
}

/// <param name="Name">Who uses it; the rate limit counts by it.</param>
public sealed record ApiKey(string Name, string Key);
