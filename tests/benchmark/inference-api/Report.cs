using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Hitcast.InferenceApi.Benchmark;

/// <summary>The table: what was to be reached, what was measured, and whether that is enough.</summary>
internal sealed class Report
{
    private readonly List<string> rows = [];
    private readonly List<double> busy = [];

    /// <summary>Whether every part could be measured; goals may be missed all the same.</summary>
    public bool Complete { get; private set; } = true;

    public void OthersUsed(double share) => busy.Add(share);

    /// <summary>A figure without a goal of its own, with which others are compared.</summary>
    public void Tell(string figure, string measured) => Add(figure, "", measured, null, "");

    public void Add(string figure, string goal, string measured, double? ratio, bool met) => Add(figure, goal, measured, ratio, met ? "met" : "**not met**");

    public void Add(string figure, string goal, string measured, double? ratio, string verdict)
    {
        rows.Add($"| {figure} | {goal} | {measured} | {ratio?.ToString("0.00", CultureInfo.InvariantCulture)} | {verdict} |");
        Terminal.Line($"  {rows[^1]}");
    }

    public void AddFailure(string part, Exception reason)
    {
        Complete = false;
        rows.Add($"| {part} | | {reason.Message.ReplaceLineEndings(" ").Replace('|', '/')} | | **not measured** |");
        Terminal.Line($"  {part} could not be measured: {reason}");
    }

    public string Markdown(string model, TimeSpan took)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Measured on {Environment.ProcessorCount} processors ({Machine.Processor()}), ")
            .Append(CultureInfo.InvariantCulture, $"{RuntimeInformation.FrameworkDescription}, model {model}, in {took.TotalMinutes:0.0} minutes; ")
            .AppendLine(CultureInfo.InvariantCulture, $"load and servers share the machine, of which others used {busy.Average():0 %} (at most {busy.Max():0 %}) in the second before each part.")
            .AppendLine()
            .AppendLine("| figure | goal | measured | ratio | |")
            .AppendLine("|---|---|---|---|---|")
            .AppendJoin('\n', rows);
        return text.AppendLine().ToString();
    }
}
