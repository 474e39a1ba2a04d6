using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using Hitcast.Tests;
using Xunit;

namespace Hitcast.Architecture.Tests;

public sealed partial class FoldersTest
{
    private static readonly Dictionary<string, Slices> Projects = new()
    {
        ["inference-api"] = new("hitcast-inference-api", "Hitcast.InferenceApi"),
        ["worker"] = new("hitcast-worker", "Hitcast.Worker"),
    };

    public static TheoryData<string> Names { get; } = [.. Projects.Keys];

    [Theory]
    [InlineData("hitcast-inference-api", "hitcast-worker")]
    [InlineData("hitcast-worker", "hitcast-inference-api")]
    public void Api_and_worker_do_not_know_each_other(string one, string other) =>
        Assert.DoesNotContain(System.Reflection.Assembly.Load(one).GetReferencedAssemblies(), assembly => assembly.Name == other);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_folder_uses_what_others_offer_and_never_their_insides(string project) => Assert.Empty(Projects[project].Uses
        .Where(use => use.Target.Visibility is Visibility.Internal or Visibility.Private)
        .Select(use => use.ToString()));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_map_in_the_README_says_which_folder_uses_which(string project)
    {
        var map = Map(project);
        Assert.Equal(Projects[project].Names, map.Keys.Order(StringComparer.Ordinal));
        foreach (var (folder, uses) in map)
        {
            Assert.Equal($"{folder}: {string.Join(", ", uses)}", $"{folder}: {string.Join(", ", Projects[project].UsedBy(folder))}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_folder_uses_one_that_uses_it(string project) => AssertLayers(Projects[project]);

    [Theory]
    [InlineData("hitcast-inference-api", "Hitcast.InferenceApi.Charts")]
    [InlineData("hitcast-inference-api", "Hitcast.InferenceApi.Questions")]
    [InlineData("hitcast-worker", "Hitcast.Worker.Hosting")]
    public void Inside_a_folder_no_folder_uses_one_that_uses_it(string assembly, string folder) => AssertLayers(new(assembly, folder));

    private static void AssertLayers(Slices slices)
    {
        Assert.NotEmpty(slices.Names);
        var open = slices.Names.ToHashSet();
        while (open.RemoveWhere(folder => !slices.UsedBy(folder).Any(open.Contains)) > 0)
        {
        }

        Assert.Empty(open);
    }

    /// <summary>The README's rows "| `Folder/` | what it does | the folders that it uses |".</summary>
    private static Dictionary<string, string[]> Map(string project) => MapRow().Matches(File.ReadAllText(Repository.PathOf($"{project}/README.md")))
        .ToDictionary(
            row => row.Groups["folder"].Value,
            row => row.Groups["uses"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal).ToArray());

    [GeneratedRegex(@"^\| `(?<folder>\w+)/` \|[^|]*\|(?<uses>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex MapRow();
}
