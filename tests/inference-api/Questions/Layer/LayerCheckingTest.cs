using Hitcast.InferenceApi.Tests.Status;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Layer;

public sealed class LayerCheckingTest(StatusServer few)
{
    [Fact]
    public async Task What_a_small_catalogue_lacks_is_told_and_is_no_fault()
    {
        var server = await few.StartedAsync();
        await server.UntilAsync(() => server.Log.Any(line =>
            line.StartsWith("Information: The semantic layer knows what no movie of this warehouse has: ", StringComparison.Ordinal) && line.Contains("genre Western", StringComparison.Ordinal)));
        Assert.Contains("Information: The semantic layer holds: every name in it exists, every verified question passes the gate", server.Log);
    }
}
