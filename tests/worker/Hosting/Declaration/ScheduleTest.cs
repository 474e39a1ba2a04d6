using System.Globalization;
using Hitcast.Worker.Hosting.Declaration;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Declaration;

public sealed class ScheduleTest(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_schedule_of_the_worker_has_a_next_run()
    {
        var catalog = new FunctionCatalog(typeof(Program).Assembly.GetTypes());
        var timers = catalog.Functions.Where(function => function.Trigger is Trigger.Timer).ToArray();

        Assert.NotEmpty(timers);
        Assert.All(timers, function =>
        {
            var schedule = ((Trigger.Timer)function.Trigger).Schedule;
            var next = schedule.NextAfter(Noon);
            output.WriteLine($"{function.Name}: {schedule.Text}, in Quartz {schedule.Quartz}, next {next:yyyy-MM-dd HH:mm:ss} UTC");
            Assert.InRange(next!.Value, Noon, Noon.AddDays(1));
        });
    }

    [Theory]
    [InlineData("0 10 * * * *", "0 10 * * * ?", "2026-11-24T12:10:00Z")]
    [InlineData("0 30 8 * * MON-FRI", "0 30 8 ? * MON-FRI", "2026-11-25T08:30:00Z")]
    [InlineData("0 30 8 1 * *", "0 30 8 1 * ?", "2026-12-01T08:30:00Z")]
    public void A_schedule_means_the_same_in_Quartz_and_is_in_UTC(string text, string quartz, string next)
    {
        var schedule = Schedule.Parse(text);

        Assert.Equal(quartz, schedule.Quartz);
        Assert.Equal(DateTimeOffset.Parse(next, CultureInfo.InvariantCulture), schedule.NextAfter(Noon));
    }

    [Theory]
    [InlineData("10 * * * *", "has 5 fields")]
    [InlineData("0 0 8 * * 1-5", "write MON-FRI")]
    [InlineData("0 0 8 ? * MON", "which Azure does not know")]
    [InlineData("0 0 8 L * *", "which Azure does not know")]
    [InlineData("0 0 8 1 * MON", "one of them must be *")]
    public void What_would_mean_two_things_is_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Schedule.Parse(text)).Message, StringComparison.Ordinal);
}
