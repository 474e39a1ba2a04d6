using ScottPlot;

namespace Hitcast.Soak;

/// <summary>Memory, handles, connections and requests over time, one above the other.</summary>
internal static class Plot
{
    public static void Save(IReadOnlyList<Sample> samples, string file)
    {
        var minutes = samples.Select(sample => sample.At.TotalMinutes).ToArray();
        var names = samples[0].Services.Keys.ToArray();
        var panels = new Multiplot();
        panels.AddPlots(4);
        Draw(panels, 0, "memory (MB)", names.Select(name => (name, samples.Select(sample => sample.Services[name].Megabytes))));
        Draw(panels, 1, "handles", names.Select(name => (name, samples.Select(sample => (double)sample.Services[name].Handles))));
        Draw(panels, 2, "connections", [("all processes", samples.Select(sample => (double)sample.Connections))]);
        Draw(panels, 3, "requests/s", [("all callers", samples.Select(sample => sample.RequestsPerSecond))]);
        panels.GetPlot(3).XLabel("minutes of load");
        panels.SavePng(file, 1000, 1100);

        void Draw(Multiplot multiplot, int place, string title, IEnumerable<(string Name, IEnumerable<double> Values)> lines)
        {
            var plot = multiplot.GetPlot(place);
            var most = 1.0;
            foreach (var (name, values) in lines.Select(line => (line.Name, line.Values.ToArray())))
            {
                most = Math.Max(most, values.Max());
                var line = plot.Add.ScatterLine(minutes, values);
                (line.LegendText, line.LineWidth) = (name, 1.5f);
            }

            plot.YLabel(title);
            plot.Axes.SetLimitsX(0, minutes[^1]);
            plot.Axes.SetLimitsY(0, most * 1.25);
            plot.ShowLegend(Alignment.UpperRight, Orientation.Horizontal);
        }
    }
}
