using Hitcast.Tests;
using Xunit;

namespace Hitcast.Readmes.Tests;

/// <summary>What an operator pastes, as systemd reads it.</summary>
public sealed class ServerTest
{
    private static readonly (string Name, string Value)[] Settings =
        [.. Block.All.Where(block => block is { Readme: "deployment/README.md", Language: "ini" }).SelectMany(block => Read(block.Text))];

    private static readonly string[] Units = Directory.GetFiles(Repository.PathOf("deployment/systemd"));

    [Fact]
    public void No_comment_stands_behind_a_value_where_it_would_belong_to_it()
    {
        Assert.NotEmpty(Settings);
        Assert.All(Settings, setting => Assert.DoesNotContain('#', setting.Value));
        Assert.All(Settings.Where(setting => !setting.Name.EndsWith("ConnectionString", StringComparison.Ordinal)), setting => Assert.DoesNotContain(' ', setting.Value));
    }

    [Fact]
    public void Each_of_the_two_services_has_the_others_key() =>
        Assert.Empty(new[] { "ApiKeys__0__Key", "Api__Key", "Operations__ApiKey", "Worker__ApiKey" }.Except(Settings.Select(setting => setting.Name)));

    [Fact]
    public void Nothing_is_kept_where_the_next_version_replaces_it() => Assert.All(
        Units.SelectMany(File.ReadLines).Where(line => line.StartsWith("Environment=", StringComparison.Ordinal)),
        line => Assert.DoesNotContain("/opt/hitcast", line, StringComparison.Ordinal));

    /// <summary>systemd.exec(5), EnvironmentFile=: only whole lines are comments.</summary>
    private static IEnumerable<(string Name, string Value)> Read(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(line => line[0] is not ('#' or ';'))
        .Select(line => line.Split('=', 2))
        .Select(parts => (parts[0], parts[1]));
}
