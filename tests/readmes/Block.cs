using System.Text.RegularExpressions;

namespace Hitcast.Readmes.Tests;

/// <summary>What stands between two fences in a README.</summary>
/// <param name="Readme">Its path in the repository.</param>
/// <param name="Line">Of the opening fence, from 1.</param>
/// <param name="Language">What follows the opening fence; empty where nothing does.</param>
internal sealed partial record Block(string Readme, int Line, string Language, string Text)
{
    /// <summary>Every block of every README, in the order of the files.</summary>
    public static IReadOnlyList<Block> All { get; } = [.. Repository.Readmes.SelectMany(Read)];

    /// <summary>The commands of a block: lines, those that end in a backslash with the next one; without comments. A block of SQL is one command.</summary>
    public IEnumerable<string> Commands() => Language switch
    {
        "sh" => Continued().Replace(Text, " ").Split('\n').Select(line => Comment().Replace(line, "").Trim()).Where(line => line.Length > 0),
        "sql" => [Text.Trim()],
        _ => [],
    };

    private static IEnumerable<Block> Read(string readme)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, readme));
        return Fenced().Matches(text).Select(block =>
            new Block(readme, text[..block.Index].Count(letter => letter == '\n') + 1, block.Groups["language"].Value, block.Groups["text"].Value));
    }

    [GeneratedRegex(@"^[ ]*```(?<language>\S*)[^\n]*\n(?<text>.*?)^[ ]*```[ ]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"(^|\s+)#( .*)?$")]
    private static partial Regex Comment();
}
