using Xunit;

namespace Hitcast.Readmes.Tests;

/// <summary>Every command of every README is run as it stands there, or is excused.</summary>
public sealed class CommandsTest(RunningHitcast hitcast) : IClassFixture<RunningHitcast>
{
    private static readonly string[] Languages = ["sh", "sql", "json", "yaml", "ini", "text"];
    private static readonly (Block Block, string Command)[] All = [.. Block.All.SelectMany(block => block.Commands().Select(command => (block, command)))];

    /// <summary>By README.</summary>
    public static TheoryData<string, string> Commands { get; } =
        [.. All.Where(one => !IsExcused(one.Command)).Select(one => (one.Block.Readme, one.Command)).Distinct()];

    /// <summary>By README, with the reply that is shown.</summary>
    public static TheoryData<string, string, string> Replies { get; } = [.. Block.All.Where(block => block.Language == "json").Select(CommandBefore)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_does_what_it_is_there_for(string readme, string command)
    {
        var ended = await hitcast.RunAsync(Runnable(command));
        Assert.True(ended.ExitCode == 0, $"{readme}: {command}\nended with exit code {ended.ExitCode}:\n{ended.Output}{ended.Errors}");
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task A_reply_is_what_is_shown(string readme, string command, string shown)
    {
        var ended = await hitcast.RunAsync(command);
        var differences = Excerpt.Differences(shown, ended.Output).ToArray();
        Assert.True(differences.Length == 0, $"{readme}: {command}\n{string.Join('\n', differences)}\nThe whole reply: {ended.Output}");
    }

    [Fact]
    public void Every_excuse_is_still_needed() =>
        Assert.Empty(Excused.Reasons.Keys
        .Where(excuse => !All.Any(one => Excused.Matches(excuse, one.Command)))
        .Select(excuse => $"{excuse}: no README has it any more."));

    [Fact]
    public void Every_block_says_its_language_so_that_no_command_is_overlooked() =>
        Assert.Empty(Block.All
            .Where(block => !Languages.Contains(block.Language))
            .Select(block => $"{block.Readme}, line {block.Line}: \"{block.Language}\" is none of {string.Join(", ", Languages)}."));

    private static bool IsExcused(string command) => Excused.Reasons.Keys.Any(excuse => Excused.Matches(excuse, command));

    /// <summary>SQL goes to the warehouse as its README says.</summary>
    private static string Runnable(string command)
    {
        var isSql = Block.All.Any(block => block.Language == "sql" && block.Commands().Contains(command));
        return isSql ? $"{All.Single(one => one.Command.StartsWith("PGPASSWORD=", StringComparison.Ordinal)).Command} --set=ON_ERROR_STOP=1 <<< \"{command}\"" : command;
    }

    /// <summary>A shown reply is that of the command just before it.</summary>
    private static (string Readme, string Command, string Shown) CommandBefore(Block reply) => (
        reply.Readme,
        All.Last(one => one.Block.Readme == reply.Readme && one.Block.Line < reply.Line).Command,
        reply.Text);
}
