using Hitcast.Worker.Hosting.CommandLine;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.CommandLine;

public sealed class InvokeCommandTest : IAsyncDisposable
{
    private readonly HostServices services = new();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Theory]
    [InlineData("keep-time", "Kept 1.")]
    [InlineData("keep-time note=a=b count=3", "Kept a=b3.")]
    [InlineData("keep-arrival key=things/1", "Kept things/1.")]
    public async Task What_was_done_is_printed(string line, string output) =>
        Assert.Equal(new CommandResult(0, output, ""), await RunAsync(line));

    [Theory]
    [InlineData("", "worker invoke needs the name of a function: keep-arrival, keep-time.")]
    [InlineData("nothing", "There is no function nothing; there are keep-arrival, keep-time.")]
    [InlineData("keep-time other=1", "keep-time has no argument other; it takes note, count.")]
    [InlineData("keep-time count=many", "count=many is not a whole number.")]
    [InlineData("keep-time count=1 count=2", "\"count=2\" is not name=value, or its name stands there twice.")]
    [InlineData("keep-arrival", "keep-arrival needs key=… with a key that starts with things/.")]
    [InlineData("keep-arrival key=others/1", "keep-arrival needs key=… with a key that starts with things/.")]
    public async Task A_wrong_command_line_is_answered_with_2_and_a_sentence(string line, string sentence) =>
        Assert.Equal(new CommandResult(2, "", sentence), await RunAsync(line));

    [Fact]
    public async Task A_failed_function_is_answered_with_1_and_its_reason()
    {
        services.Recorder.Failure = _ => "It is broken.";

        Assert.Equal(new CommandResult(1, "", "It is broken."), await RunAsync("keep-time"));
    }

    private async Task<CommandResult> RunAsync(string line)
    {
        var terminal = new Terminal(new StringWriter(), new StringWriter());
        var code = await ActivatorUtilities.CreateInstance<InvokeCommand>(services.Provider, terminal)
            .RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), CancellationToken.None);
        return new CommandResult(code, terminal.Output.ToString()!.Trim(), terminal.Errors.ToString()!.Trim());
    }
}
