namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>From the start of a fresh process to ready, every model proven; and the memory that it then holds.</summary>
internal static class StartToReady
{
    private const int Starts = 5;
    private const double GoalSeconds = 1.5;
    private const double GoalMegabytes = 200;

    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        var seconds = new List<double>();
        var afterReady = new List<double>();
        var afterLoad = 0.0;
        for (var start = 0; start < Starts; start++)
        {
            await using var api = await bench.Servers.Api(cancellation);
            seconds.Add(api.ReadyAfter.TotalSeconds);
            afterReady.Add(api.ResidentMegabytes());
            if (start == Starts - 1)
            {
                await bench.WarmUp(cancellation, api);
                afterLoad = api.ResidentMegabytes();
            }
        }

        var (time, memory) = (seconds.Median(), afterReady.Median());
        bench.Report.Add($"process start to ready, median of {Starts}", $"≤ {GoalSeconds} s", $"{time:0.00} s", time / GoalSeconds, time <= GoalSeconds);
        bench.Report.Add("RSS when ready", $"≤ {GoalMegabytes} MB", $"{memory:0} MB", memory / GoalMegabytes, memory <= GoalMegabytes);
        bench.Report.Add("RSS after load at 32 connections", $"≤ {GoalMegabytes} MB", $"{afterLoad:0} MB", afterLoad / GoalMegabytes, afterLoad <= GoalMegabytes);
    }
}
