using System.Globalization;
using System.Text.RegularExpressions;

namespace Hitcast.InferenceApi.Tests.Warehouse;

/// <summary>Statements in a file of <c>statements/</c>: a line <c>--- title</c>, then the statement.</summary>
/// <remarks><c>{x#*3}</c> stands for <c>x0x1x2</c>.</remarks>
internal static partial class StatementFile
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Published.Repository)!, "tests/inference-api/Warehouse/statements");

    public static IEnumerable<(string Title, string Sql)> Read(string name) => Heading().Split(File.ReadAllText(Path.Combine(Folder, name)))
        .Skip(1).Chunk(2).Select(pair => (pair[0], Expand(pair[1].TrimEnd('\n'))));

    public static string Expand(string sql) => Repeated().Replace(sql, match => string.Concat(
        Enumerable.Range(0, int.Parse(match.Groups["times"].Value, CultureInfo.InvariantCulture))
            .Select(index => match.Groups["text"].Value.Replace("#", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))));

    [GeneratedRegex("^--- (.*)\n", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\{(?<text>[^{}]*?)\*(?<times>\d+)\}")]
    private static partial Regex Repeated();
}
