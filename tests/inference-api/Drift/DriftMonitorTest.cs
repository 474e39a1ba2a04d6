using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Drift;
using Hitcast.InferenceApi.Scoring;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Drift;

public sealed class DriftMonitorTest : IDisposable
{
    private readonly DrawnRequests requests = new("movie-success/2", capacity: 300, seed: 1);

    public void Dispose() => requests.Dispose();

    [Fact]
    public void Threads_that_observe_at_once_lose_no_count()
    {
        requests.Draw();
        var alone = requests.NewMonitor();
        alone.Observe(requests.Rows, requests.Answers);
        var together = requests.NewMonitor();
        Parallel.For(0, 200, _ => together.Observe(requests.Rows, requests.Answers));

        Assert.Equal(200 * 300, together.RowCount);
        foreach (var (name, drift) in together.Report().Inputs)
        {
            var once = alone.Report().Inputs[name];
            Assert.Equal(200 * once.Draws, drift.Draws);
            Assert.Equal(once.Psi!.Value, drift.Psi!.Value, 9);
        }
    }

    [Fact]
    public void Observing_allocates_nothing()
    {
        requests.Draw();
        var monitor = requests.NewMonitor();
        monitor.Observe(requests.Rows, requests.Answers);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 100; call++)
        {
            monitor.Observe(requests.Rows, requests.Answers);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Missing_values_and_unseen_names_are_counted()
    {
        Fill(("original_language", "no such language"), ("genres", "Drama\u001FPolka\u001FPolka"));
        Fill(("original_language", "en"), ("cast", "Nobody at all"));
        var monitor = requests.NewMonitor();
        monitor.Observe(requests.Rows, requests.Answers);
        var inputs = monitor.Report().Inputs;

        Assert.Equal(0, inputs["budget"].Missing);
        Assert.Equal(1, inputs["runtime"].Missing);
        Assert.Equal(0, inputs["original_language"].Missing);
        Assert.Equal(1, inputs["original_language"].UnseenNames);
        Assert.Equal(0.5, inputs["genres"].Missing);
        Assert.Equal(3, inputs["genres"].Draws);
        Assert.Equal(2, inputs["genres"].UnseenNames);
        Assert.Null(inputs["cast"].UnseenNames);
        Assert.Null(inputs["budget"].UnseenNames);
        Assert.Contains(("genres", 2L), monitor.UnseenNames());
        Assert.DoesNotContain(monitor.UnseenNames(), input => input.Name == "cast");
    }

    [Fact]
    public void Before_the_first_request_nothing_is_known()
    {
        var report = requests.NewMonitor().Report();
        Assert.Equal(DriftJudgement.NotEnoughRequests, report.Judgement);
        Assert.All(report.Inputs.Values, drift => Assert.Null(drift.Psi));
        Assert.Empty(requests.NewMonitor().StabilityIndices());
    }

    [Fact]
    public void The_report_is_written_in_snake_case_with_judgements_in_words()
    {
        requests.Draw();
        var monitor = requests.NewMonitor();
        monitor.Observe(requests.Rows, requests.Answers);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            monitor.Report().Write(writer);
        }

        using var json = JsonDocument.Parse(buffer.ToArray());
        var root = json.RootElement;
        Assert.Equal("movie-success", root.GetProperty("model").GetString());
        Assert.Equal(300, root.GetProperty("rows").GetInt64());
        Assert.Equal(3620, root.GetProperty("training_rows").GetInt32());
        var genres = root.GetProperty("inputs").GetProperty("genres");
        Assert.Equal("list", genres.GetProperty("kind").GetString());
        Assert.Equal("stable", genres.GetProperty("length").GetProperty("judgement").GetString());
        Assert.Equal(0, genres.GetProperty("unseen_names").GetInt64());
        Assert.Equal("not judged", root.GetProperty("inputs").GetProperty("release_date").GetProperty("judgement").GetString());
        Assert.Equal(300, root.GetProperty("outputs").GetProperty("label").GetProperty("draws").GetInt64());
    }

    private void Fill(params (string Input, string Text)[] texts)
    {
        requests.Rows.Begin();
        requests.Rows.SetNumber(requests.Rows.Schema.Find("budget"u8)!.Index, 1e6f);
        foreach (var (input, text) in texts)
        {
            requests.Rows.Texts(requests.Rows.Schema.Find(Encoding.UTF8.GetBytes(input))!.Index).Append(Encoding.UTF8.GetBytes(text));
        }

        Assert.True(requests.Rows.Commit(new FieldErrors()));
    }
}
