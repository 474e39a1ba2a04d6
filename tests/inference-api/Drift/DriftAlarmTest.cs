using Hitcast.InferenceApi.Drift;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Drift;

/// <summary>What the report says of requests whose distribution is known.</summary>
public sealed class DriftAlarmTest(ITestOutputHelper output)
{
    public static TheoryData<string, int, int> Sizes { get; } = new()
    {
        { "movie-success/2", 200, 200 },
        { "movie-success/2", 500, 1000 },
        { "spotify-popularity/2", 200, 200 },
        { "spotify-popularity/2", 500, 1000 },
    };

    public static TheoryData<string> Newest { get; } = ["movie-success/2", "spotify-popularity/2"];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Requests_like_those_in_training_raise_an_alarm_in_less_than_one_report_in_fifty(string version, int size, int reports)
    {
        using var requests = new DrawnRequests(version, size, seed: 1);
        var alarms = 0;
        var plainAlarms = 0;
        for (var draw = 0; draw < reports; draw++)
        {
            var report = ReportOf(requests, shifted: null);
            alarms += report.Judgement >= DriftJudgement.Drifted ? 1 : 0;
            plainAlarms += report.Inputs.Values.Concat(report.Outputs.Values)
                .Any(drift => drift.Judgement != DriftJudgement.NotJudged && Math.Max(drift.Psi!.Value, drift.Length?.Psi ?? 0) > 0.1) ? 1 : 0;
        }

        output.WriteLine($"{version}, {size} requests: {alarms} of {reports} reports alarm; by the threshold of 0.1 alone {plainAlarms} would");
        Assert.InRange(alarms, 0, (reports / 50) - 1);
    }

    [Fact]
    public void Items_that_always_come_together_are_allowed_for()
    {
        const int Block = 4;
        double[] shares = [.. Enumerable.Repeat(0.01, 48), 0.52];
        var random = new Random(2);
        var independent = StabilityIndex.OfChance(shares, 500 * Block, probability: 0.01);
        var together = StabilityIndex.OfChance(shares, 500 * Block, probability: 0.01, Block);
        var indices = Enumerable.Range(0, 1000).Select(_ => StabilityIndex.Of(BlockCounts(500, random), shares)).ToArray();

        Assert.InRange(indices.Count(index => index > independent), 50, 500);
        Assert.InRange(indices.Count(index => index > together), 2, 30);

        long[] BlockCounts(int lists, Random random)
        {
            var counts = new long[shares.Length];
            for (var list = 0; list < lists; list++)
            {
                var named = random.NextDouble() < 0.48;
                var first = named ? Block * random.Next(48 / Block) : 48;
                for (var item = 0; item < Block; item++)
                {
                    counts[named ? first + item : first]++;
                }
            }

            return counts;
        }
    }

    [Theory]
    [MemberData(nameof(Newest))]
    public void A_rare_value_in_half_of_all_requests_alarms_every_time(string version)
    {
        using var requests = new DrawnRequests(version, 500, seed: 3);
        foreach (var distribution in requests.Reference.Inputs.Concat(requests.Reference.Outputs).Where(distribution => distribution.IsJudged))
        {
            for (var draw = 0; draw < 4; draw++)
            {
                var report = ReportOf(requests, distribution.Name);
                var drift = report.Inputs.GetValueOrDefault(distribution.Name) ?? report.Outputs[distribution.Name];
                Assert.True(drift.Judgement >= DriftJudgement.Drifted, $"{distribution.Name}: PSI {drift.Psi}, chance {drift.Chance}, {drift.Judgement}");
            }
        }
    }

    [Fact]
    public void The_chance_of_a_single_distribution_is_passed_about_as_often_as_it_says()
    {
        using var requests = new DrawnRequests("movie-success/2", 1, seed: 0);
        var random = new Random(4);
        foreach (var distribution in requests.Reference.Inputs)
        {
            var sampler = new BinSampler(distribution.Bins.Shares);
            foreach (var draws in (int[])[200, 800])
            {
                var shares = distribution.Bins.Shares;
                var chance = StabilityIndex.OfChance(shares, draws, probability: 0.01);
                var passed = Enumerable.Range(0, 1000).Count(_ => StabilityIndex.Of(sampler.Counts(draws, random), shares) > chance);
                output.WriteLine($"{distribution.Name}, {draws} draws: {passed / 1000.0:P1} above {chance:0.####}");
                Assert.InRange(passed, 2, 30);
            }
        }
    }

    [Fact]
    public void A_date_is_shown_and_not_judged()
    {
        using var requests = new DrawnRequests("movie-success/2", 500, seed: 5);
        var drift = ReportOf(requests, "release_date").Inputs["release_date"];
        Assert.Equal(DriftJudgement.NotJudged, drift.Judgement);
        Assert.True(drift.Psi > 1);
    }

    [Fact]
    public void A_hundred_requests_are_not_enough_to_judge()
    {
        using var requests = new DrawnRequests("movie-success/2", 100, seed: 6);
        var drift = ReportOf(requests, "runtime").Inputs["runtime"];
        Assert.Equal(DriftJudgement.NotEnoughRequests, drift.Judgement);
        Assert.True(drift.Psi > 1);
    }

    private static DriftReport ReportOf(DrawnRequests requests, string? shifted)
    {
        var monitor = requests.NewMonitor();
        requests.Draw(shifted);
        monitor.Observe(requests.Rows, requests.Answers);
        return monitor.Report();
    }
}
