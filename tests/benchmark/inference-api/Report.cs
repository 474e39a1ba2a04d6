using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Hitcast.InferenceApi.Benchmark;

/// <summary>The table: what was to be reached, what was measured, and whether that is enough.</summary>
internal sealed class Report
{
    private readonly List<string> _rows = [];

    /// <summary>Whether every part could be measured; goals may be missed all the same.</summary>
    public bool Complete { get; private set; } = true;

    /// <param name="met">Null where the figure has no goal of its own.</param>
    public void Add(string figure, string goal, string measured, double? ratio = null, bool? met = null)
    {
        var verdict = met switch { true => "met", false => "**not met**", null => "" };
        _rows.Add($"| {figure} | {goal} | {measured} | {ratio?.ToString("0.00", CultureInfo.InvariantCulture)} | {verdict} |");
        Terminal.Line($"  {_rows[^1]}");
    }

    public void AddFailure(string part, Exception reason)
    {
        Complete = false;
        _rows.Add($"| {part} | | {reason.Message.ReplaceLineEndings(" ").Replace('|', '/')} | | **not measured** |");
        Terminal.Line($"  {part} could not be measured: {reason}");
    }

    public string Markdown(string model, TimeSpan took)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Measured on {Environment.ProcessorCount} processors ({Processor()}), {RuntimeInformation.FrameworkDescription}, model {model}, in {took.TotalMinutes:0.0} minutes; load and servers share the machine.")
            .AppendLine().AppendLine("| figure | goal | measured | ratio | |").AppendLine("|---|---|---|---|---|").AppendJoin('\n', _rows);
        return text.AppendLine().ToString();
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();
}
