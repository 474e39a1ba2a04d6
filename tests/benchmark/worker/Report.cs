using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Hitcast.Worker.Benchmark;

/// <summary>The table: what was to be reached, what was measured, and whether that is enough.</summary>
internal sealed class Report
{
    private readonly List<string> rows = [];

    /// <summary>Whether every part could be measured; goals may be missed all the same.</summary>
    public bool Complete { get; private set; } = true;

    /// <summary>A figure without a goal of its own.</summary>
    public void Tell(string figure, string measured) => Add(figure, "", measured, "");

    public void Add(string figure, string goal, string measured, bool met) => Add(figure, goal, measured, met ? "met" : "**not met**");

    public void AddFailure(string part, Exception reason)
    {
        Complete = false;
        Add(part, "", reason.Message.ReplaceLineEndings(" ").Replace('|', '/'), "**not measured**");
    }

    public string Markdown(TimeSpan took) => new StringBuilder()
        .AppendLine(CultureInfo.InvariantCulture, $"\nMeasured on {Environment.ProcessorCount} processors ({Processor()}), {RuntimeInformation.FrameworkDescription}, in {took.TotalMinutes:0.0} minutes; worker, PostgreSQL and endpoint share the machine.\n")
        .AppendLine("| figure | goal | measured | |")
        .AppendLine("|---|---|---|---|")
        .AppendJoin('\n', rows)
        .ToString();

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();

    private void Add(string figure, string goal, string measured, string verdict)
    {
        rows.Add($"| {figure} | {goal} | {measured} | {verdict} |");
        Terminal.Line($"  {rows[^1]}");
    }
}
