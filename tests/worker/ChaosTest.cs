using Xunit;

namespace Hitcast.Worker.Tests;

/// <summary>A short run of what <c>./build.sh --target=Chaos</c> does for some minutes.</summary>
public sealed class ChaosTest
{
    [Fact]
    public async Task Killed_and_robbed_of_database_and_lake_the_workers_still_make_the_warehouse_equal_to_the_catalogue()
    {
        var result = await WorkerCommand.RunAsync("hitcast-worker-chaos.dll", [], "--kills=4", "--movies=200", "--seed=5");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.StartsWith("Chaos passed: the warehouse equals the catalogue, every request is accounted for. 4 kills", result.Output.Split('\n')[^1], StringComparison.Ordinal);
    }
}
