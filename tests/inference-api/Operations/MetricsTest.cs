using Hitcast.InferenceApi.Operations;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Operations;

/// <remarks>OpenTelemetry hears the meters of every service in the process, and other tests run others: so the models here have names of their own.</remarks>
public sealed class MetricsTest
{
    [Fact]
    public async Task What_a_version_is_asked_is_counted_under_its_name()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        var version = server.App.Services.GetRequiredService<ModelMetrics>().Of("some-model", 3);
        version.Answered(rows: 10, unusual: 2, TimeSpan.FromMilliseconds(3));
        version.Answered(rows: 1, unusual: 0, TimeSpan.FromMilliseconds(3));
        version.Failed("422", TimeSpan.FromMilliseconds(1));
        version.Loaded(TimeSpan.FromSeconds(0.2));

        var text = await server.Client.GetStringAsync("/metrics");
        Assert.Equal(2, Value(text, "hitcast_model_requests_total", "model_name=\"some-model\",model_version=\"3\"", without: "error_type"));
        Assert.Equal(1, Value(text, "hitcast_model_requests_total", "error_type=\"422\",model_name=\"some-model\""));
        Assert.Equal(11, Value(text, "hitcast_model_rows_total", "model_name=\"some-model\""));
        Assert.Equal(2, Value(text, "hitcast_model_unusual_inputs_total", "model_name=\"some-model\""));
        Assert.Equal(0, Value(text, "hitcast_model_duration_seconds_bucket", "model_name=\"some-model\",model_version=\"3\",le=\"0.0025\"", without: "error_type"));
        Assert.Equal(2, Value(text, "hitcast_model_duration_seconds_bucket", "model_name=\"some-model\",model_version=\"3\",le=\"0.005\"", without: "error_type"));
        Assert.Equal(1, Value(text, "hitcast_model_load_duration_seconds_count", "model_name=\"some-model\""));
    }

    [Fact]
    public async Task Drift_and_unseen_names_are_read_when_the_metrics_are()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        using var requests = new Drift.DrawnRequests("movie-success/2", 500, seed: 1);
        var monitor = requests.NewMonitor();
        server.App.Services.GetRequiredService<ModelMetrics>().Watch(() => [new("drawn", 2, monitor)]);
        Assert.Equal(double.NaN, Value(await server.Client.GetStringAsync("/metrics"), "hitcast_model_drift", "model_field=\"runtime\",model_name=\"drawn\""));

        requests.Draw(shifted: "runtime");
        monitor.Observe(requests.Rows, requests.Answers);
        var text = await server.Client.GetStringAsync("/metrics");
        Assert.True(Value(text, "hitcast_model_drift", "model_field=\"runtime\",model_name=\"drawn\"") > 0.25, text);
        Assert.True(Value(text, "hitcast_model_drift", "model_field=\"probability\",model_name=\"drawn\"") < 0.1);
        Assert.InRange(Value(text, "hitcast_model_drift_chance", "model_field=\"probability\",model_name=\"drawn\""), 0.01, 0.1);
        Assert.Equal(double.NaN, Value(text, "hitcast_model_drift_chance", "model_field=\"release_date\",model_name=\"drawn\""));
        Assert.Equal(0, Value(text, "hitcast_model_unseen_names_total", "model_field=\"genres\",model_name=\"drawn\""));
    }

    [Fact]
    public async Task Requests_connections_and_the_runtime_are_there_too()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        await server.Client.GetAsync("/health/live");
        var text = await server.Client.GetStringAsync("/metrics");
        Assert.True(Value(text, "http_server_request_duration_seconds_count", "http_route=\"/health/live\"") >= 1);
        Assert.Contains("kestrel_active_connections", text);
        Assert.Contains("dotnet_gc_collections_total", text);
    }

    [Fact]
    public async Task Counting_allocates_nothing()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        var version = server.App.Services.GetRequiredService<ModelMetrics>().Of("counted-model", 3);
        version.Answered(rows: 1, unusual: 1, TimeSpan.FromMilliseconds(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var request = 0; request < 100; request++)
        {
            version.Answered(rows: 1, unusual: 1, TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double Value(string text, string name, string label, string without = "\n") => text.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal)
            && !line.Contains(without, StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split("} ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))
        .DefaultIfEmpty(double.NaN)
        .Single();
}
