using Hitcast.Worker.Warehouse;
using Xunit;

namespace Hitcast.Worker.Tests.Warehouse;

public sealed class CommandTest
{
    [Fact]
    public async Task What_it_wrote_is_returned() =>
        Assert.Equal("two words\n", await Command.RunAsync("echo", ["two words"], TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_failure_is_told_with_its_last_line()
    {
        var failure = await Assert.ThrowsAsync<WarehouseException>(() => Command.RunAsync("/bin/sh", ["-c", "echo first >&2; echo last >&2; exit 3"], TestContext.Current.CancellationToken));
        Assert.Equal("sh failed: last", failure.Message);
    }

    [Fact]
    public async Task A_program_that_is_missing_is_named_with_what_to_do()
    {
        var failure = await Assert.ThrowsAsync<WarehouseException>(() => Command.RunAsync("no-such-program", [], TestContext.Current.CancellationToken));
        Assert.Equal("no-such-program, which the local PostgreSQL needs, cannot be run. Install it or add its folder to PATH, or set Warehouse:ConnectionString to a server.", failure.Message);
    }
}
