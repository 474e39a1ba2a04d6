using Hitcast.Tests;
using Xunit;

namespace Hitcast.Architecture.Tests;

/// <summary>Files that one can read in one go.</summary>
public sealed class LengthTest
{
    private const int Most = 250;
    private const int Short = 60;
    private static readonly string[] NotOurs = ["bin", "obj"];
    private static readonly (string File, int Lines)[] Sources =
        [.. new[] { "inference-api", "worker", "tests" }.SelectMany(folder => SourcesIn(Repository.PathOf(folder)))
            .Select(file => (Path.GetRelativePath(Repository.Root, file), File.ReadLines(file).Count()))];

    [Fact]
    public void No_file_has_more_than_250_lines() => Assert.DoesNotContain(Sources, source => source.Lines > Most);

    [Fact]
    public void Half_of_the_files_have_less_than_60_lines() =>
        Assert.InRange(Sources.Count(source => source.Lines < Short), Sources.Length / 2, Sources.Length);

    [Fact]
    public void A_program_is_a_table_of_contents() =>
        Assert.DoesNotContain(Sources, source => Path.GetFileName(source.File) == "Program.cs" && source.Lines >= Short);

    private static IEnumerable<string> SourcesIn(string folder) => Directory.EnumerateFiles(folder, "*.cs").Concat(
        Directory.EnumerateDirectories(folder).Where(inner => !NotOurs.Contains(Path.GetFileName(inner))).SelectMany(SourcesIn));
}
