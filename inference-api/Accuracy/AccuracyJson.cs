using System.Globalization;
using System.Text.Json;

namespace Hitcast.InferenceApi.Accuracy;

/// <summary>A model's part of a report, as JSON.</summary>
internal static class AccuracyJson
{
    public static void Write(Utf8JsonWriter writer, string model, AccuracyReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("model", model);
        if (report.WhyNone is { } reason)
        {
            writer.WriteString("reason", reason);
        }

        writer.WriteStartArray("versions");
        foreach (var version in report.Versions.Where(version => version.Model == model))
        {
            Write(writer, version);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, VersionAccuracy version)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", version.Version);
        writer.WriteNumber("movies", version.Movies);
        Write(writer, version.Overall);
        writer.WriteStartArray("months");
        foreach (var (month, figures) in version.Months)
        {
            writer.WriteStartObject();
            writer.WriteString("month", month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            Write(writer, figures);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("calibration");
        foreach (var bin in version.Calibration)
        {
            writer.WriteStartObject();
            writer.WriteNumber("from_percent", bin.FromPercent);
            writer.WriteNumber("to_percent", bin.ToPercent);
            writer.WriteNumber("results", bin.Results);
            writer.WriteNumber("mean_probability", bin.MeanProbability);
            writer.WriteNumber("success_rate", bin.SuccessRate);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Figures figures)
    {
        writer.WriteNumber("results", figures.Results);
        writer.WriteNumber("paid_off", figures.PaidOff);
        Write(writer, "auc", figures.Auc);
        Write(writer, "brier", figures.Brier);
        Write(writer, "mean_probability", figures.MeanProbability);
        Write(writer, "success_rate", figures.SuccessRate);
    }

    private static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
