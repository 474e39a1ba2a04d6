using Hitcast.InferenceApi.Operations;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Status;

public sealed class WorkerOptionsTest
{
    private const string Address = "Worker:BaseAddress must be an origin such as http://localhost:5001, with no path.";

    [Theory]
    [InlineData("Worker:BaseAddress=worker", Address)]
    [InlineData("Worker:BaseAddress=ftp://worker", Address)]
    [InlineData("Worker:BaseAddress=http://worker:5001/functions", Address)]
    [InlineData("Worker:BaseAddress=http://user:word@worker:5001", Address)]
    [InlineData(
        "Worker:ApiKey=two words",
        "Worker:ApiKey must be one word of ASCII characters, the same as the worker's Operations:ApiKey; leave it out where that is not set.")]
    public async Task A_bad_value_stops_the_host_with_a_sentence(string setting, string sentence)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.StartWithoutModelsAsync(setting));
        Assert.Equal(sentence, Logs.Sentence(failure.Failures.Single()));
    }
}
