using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hitcast.Evaluation;

/// <summary>A question of the evaluation.</summary>
internal sealed class Question
{
    public int Id { get; set; }
    public string Category { get; set; } = "";
    public string Language { get; set; } = "";

    /// <summary>What was asked before, for a follow-up.</summary>
    public string? After { get; set; }

    public string Text { get; set; } = "";

    /// <summary>If the rows' order is part of the answer.</summary>
    public bool Ordered { get; set; }

    /// <summary>What answers it; null where it must be declined.</summary>
    public string? Sql { get; set; }

    /// <param name="set"><c>questions</c>, <c>formerly-held-out</c> or <c>held-out</c>.</param>
    public static List<Question> ReadAll(string set)
    {
        using var stream = typeof(Question).Assembly.GetManifestResourceStream($"{set}.yaml")!;
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<List<Question>>(reader);
    }
}
