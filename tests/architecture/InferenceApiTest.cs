using System.Reflection;
using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using Xunit;

namespace Hitcast.Architecture.Tests;

public sealed partial class InferenceApiTest
{
    private static readonly Slices Api = new("hitcast-inference-api", "Hitcast.InferenceApi");

    [Fact]
    public void The_api_does_not_know_the_worker() =>
        Assert.DoesNotContain(System.Reflection.Assembly.Load("hitcast-inference-api").GetReferencedAssemblies(), IsWorker);

    [Fact]
    public void A_folder_uses_what_others_offer_and_never_their_insides() =>
        Assert.Empty(Api.Uses.Where(use => use.Target.Visibility is Visibility.Internal or Visibility.Private).Select(use => use.ToString()));

    [Fact]
    public void The_map_in_the_README_says_which_folder_uses_which()
    {
        var map = Map();
        Assert.Equal(Api.Names, map.Keys.Order(StringComparer.Ordinal));
        foreach (var (folder, uses) in map)
        {
            Assert.Equal($"{folder}: {string.Join(", ", uses)}", $"{folder}: {string.Join(", ", UsedBy(folder))}");
        }
    }

    [Fact]
    public void No_folder_uses_one_that_uses_it()
    {
        var open = Api.Names.ToHashSet();
        while (open.RemoveWhere(folder => !UsedBy(folder).Any(open.Contains)) > 0)
        {
        }

        Assert.Empty(open);
    }

    private static IEnumerable<string> UsedBy(string folder) =>
        Api.Uses.Where(use => use.User == folder).Select(use => use.Used).Distinct().Order(StringComparer.Ordinal);

    private static bool IsWorker(AssemblyName assembly) => assembly.Name!.Contains("worker", StringComparison.OrdinalIgnoreCase);

    /// <summary>The README's rows "| `Folder/` | what it does | the folders that it uses |".</summary>
    private static Dictionary<string, string[]> Map() => MapRow().Matches(File.ReadAllText(Path.Combine(Root(), "inference-api", "README.md")))
        .ToDictionary(
            row => row.Groups["folder"].Value,
            row => row.Groups["uses"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal).ToArray());

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hitcast.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("There is no Hitcast.slnx above the tests.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\| `(?<folder>\w+)/` \|[^|]*\|(?<uses>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex MapRow();
}
