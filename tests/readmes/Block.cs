using System.Text.RegularExpressions;
using Hitcast.Tests;

namespace Hitcast.Readmes.Tests;

/// <summary>What stands between two fences in a README.</summary>
/// <param name="Readme">Its path in the repository.</param>
/// <param name="Line">Of the opening fence, from 1.</param>
/// <param name="Language">What follows the opening fence; empty where nothing does.</param>
internal sealed partial record Block(string Readme, int Line, string Language, string Text)
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "artifacts"];

    /// <summary>Every block of every README, in the order of the files.</summary>
    public static IReadOnlyList<Block> All { get; } = [.. ReadmesIn(Repository.Root).Order(StringComparer.Ordinal).SelectMany(Read)];

    /// <summary>The commands of a block, one a line without its comment; a backslash or an open quotation goes on in the next line. A block of SQL is one command.</summary>
    public IEnumerable<string> Commands() => Language switch
    {
        "sh" => Continued().Replace(Quotation().Replace(Comment().Replace(Text, ""), quoted => quoted.Value.Replace('\n', ' ')), " ")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        "sql" => [Text.Trim()],
        _ => [],
    };

    private static IEnumerable<string> ReadmesIn(string folder) => Directory.EnumerateFiles(folder, "README.md").Concat(
        Directory.EnumerateDirectories(folder).Where(inner => Path.GetFileName(inner) is var name && !name.StartsWith('.') && !NotOurs.Contains(name)).SelectMany(ReadmesIn));

    private static IEnumerable<Block> Read(string file)
    {
        var text = File.ReadAllText(file);
        return Fenced().Matches(text).Select(block => new Block(
            Path.GetRelativePath(Repository.Root, file), text[..block.Index].Count(letter => letter == '\n') + 1, block.Groups["language"].Value, block.Groups["text"].Value));
    }

    [GeneratedRegex(@"^[ ]*```(?<language>\S*)[^\n]*\n(?<text>.*?)^[ ]*```[ ]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quotation();

    [GeneratedRegex(@"(^|[ ]+)#( .*)?$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
