using Hitcast.Worker.Hosting.Declaration;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Declaration;

public sealed class FunctionSignatureTest
{
    [Theory]
    [InlineData(typeof(NoTrigger), "it must have one parameter with TimerTrigger or LakeTrigger, and has 0")]
    [InlineData(typeof(BadName), "the name \"Big Name\" must be small letters")]
    [InlineData(typeof(BadReturn), "it must return Task<FunctionResult>")]
    [InlineData(typeof(BadParameter), "the parameter odd must be a FunctionContext")]
    [InlineData(typeof(BadSchedule), "has 2 fields")]
    [InlineData(typeof(BadPrefix), "the prefix \"things\" must end with \"/\"")]
    [InlineData(typeof(BadTimer), "the parameter timer with TimerTrigger must be a TimerInfo")]
    [InlineData(typeof(NoCancellation), "its last parameter must be a CancellationToken")]
    [InlineData(typeof(BadRetry), "a retry's interval must be written hh:mm:ss")]
    [InlineData(typeof(HiddenMethod), "it must be a public method of an object")]
    public void A_signature_that_no_host_could_run_stops_the_start_with_a_sentence(Type type, string reason)
    {
        var failure = Assert.Throws<FunctionSignatureException>(() => new FunctionCatalog([type]));

        Assert.StartsWith($"The function {type.Name}.Run cannot be run: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_functions_of_one_name_stop_the_start() =>
        Assert.Contains("the name twin is taken by Twin", Assert.Throws<FunctionSignatureException>(() => new FunctionCatalog([typeof(Twin), typeof(OtherTwin)])).Message, StringComparison.Ordinal);

    [Fact]
    public void The_pause_between_retries_is_fixed_or_doubles_up_to_its_maximum()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), new FixedDelayRetryAttribute(3, "00:05:00").Delay(3));
        var exponential = new ExponentialBackoffRetryAttribute(9, "00:00:05", "00:01:00");
        Assert.Equal([5, 10, 20, 40, 60, 60], Enumerable.Range(1, 6).Select(retry => exponential.Delay(retry).TotalSeconds));
    }

    private sealed class NoTrigger
    {
        [Function("f")]
        public Task<FunctionResult> Run(CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class BadName
    {
        [Function("Big Name")]
        public Task<FunctionResult> Run([LakeTrigger("a/")] string key, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class BadReturn
    {
        [Function("f")]
        public Task Run([LakeTrigger("a/")] string key, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class BadParameter
    {
        [Function("f")]
        public Task<FunctionResult> Run([LakeTrigger("a/")] string key, double odd, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class BadSchedule
    {
        [Function("f")]
        public Task<FunctionResult> Run([TimerTrigger("every day")] TimerInfo timer, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class BadPrefix
    {
        [Function("f")]
        public Task<FunctionResult> Run([LakeTrigger("things")] string key, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class BadTimer
    {
        [Function("f")]
        public Task<FunctionResult> Run([TimerTrigger("0 0 8 * * *")] string timer, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class NoCancellation
    {
        [Function("f")]
        public Task<FunctionResult> Run([LakeTrigger("a/")] string key) => throw new NotSupportedException();
    }

    private sealed class BadRetry
    {
        [Function("f")]
        [FixedDelayRetry(1, "a while")]
        public Task<FunctionResult> Run([LakeTrigger("a/")] string key, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class HiddenMethod
    {
        [Function("f")]
        internal Task<FunctionResult> Run([LakeTrigger("a/")] string key, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class Twin
    {
        [Function("twin")]
        public Task<FunctionResult> Run([LakeTrigger("a/")] string key, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class OtherTwin
    {
        [Function("twin")]
        public Task<FunctionResult> Run([LakeTrigger("a/")] string key, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
