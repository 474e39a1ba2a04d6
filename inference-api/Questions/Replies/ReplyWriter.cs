using System.Text.Json;
using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Questions.Asking;
using Hitcast.InferenceApi.Questions.Planning;
using Hitcast.InferenceApi.Questions.Verified;

namespace Hitcast.InferenceApi.Questions.Replies;

/// <summary>An outcome as JSON. Every reply has every property; what does not apply is null or empty.</summary>
internal static class ReplyWriter
{
    /// <param name="writeOld">Writes the properties that callers of the replaced service read; null where none of them asks.</param>
    public static void Write(Utf8JsonWriter writer, AskRequest request, AskOutcome outcome, TimeSpan took, Action<Utf8JsonWriter>? writeOld = null)
    {
        writer.WriteStartObject();
        writer.WriteString("status", JsonNames.Of(outcome.Status));
        writer.WriteString("question", request.Question);
        writer.WriteString("language", outcome.Language);
        writer.WriteString("answer", outcome.Answer);
        writer.WritePropertyName("answered_by");
        WriteBy(writer, outcome.By);
        WriteStrings(writer, "choices", outcome.Choices);
        WriteStrings(writer, "unexplained", outcome.Unexplained);
        writer.WriteString("sql", outcome.Data?.Sql);
        TableWriter.Write(writer, outcome.Data?.Table, outcome.Data?.Columns ?? []);
        WriteChart(writer, outcome.Data?.Chart);
        WriteVerification(writer, outcome);
        WriteFreshness(writer, outcome.Freshness);
        WriteUsage(writer, outcome);
        writer.WriteBoolean("kept", outcome.IsKept);
        writer.WriteNumber("duration_ms", Math.Round(took.TotalMilliseconds, 1));
        writeOld?.Invoke(writer);
        writer.WriteEndObject();
    }

    public static void WriteBy(Utf8JsonWriter writer, AnsweredBy? by)
    {
        switch (by)
        {
            case AnsweredBy.VerifiedQuestion { Match: var match }:
                writer.WriteStartObject();
                writer.WriteString("way", "verified");
                writer.WriteString("name", match.Name);
                writer.WriteString("title", match.Title);
                writer.WriteNumber("score", Math.Round(match.Score, 3));
                WriteSlots(writer, match.Slots);
                writer.WriteEndObject();
                break;
            case AnsweredBy.Gemini model:
                writer.WriteStartObject();
                writer.WriteString("way", "gemini");
                writer.WriteString("model", model.Model);
                writer.WriteString("title", model.Title);
                WriteForecaster(writer, model.Forecaster);
                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    public static void WriteChart(Utf8JsonWriter writer, Chart? chart)
    {
        writer.WritePropertyName("chart");
        if (chart is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            ChartFigure.Write(writer, chart);
        }
    }

    /// <param name="freshness">Null where the warehouse cannot be asked.</param>
    public static void WriteFreshness(Utf8JsonWriter writer, Freshness? freshness)
    {
        if (freshness is null)
        {
            writer.WriteNull("freshness");
            return;
        }

        writer.WriteStartObject("freshness");
        writer.WriteNumber("movies", freshness.Movies);
        TableWriter.WriteTime(writer, "oldest", freshness.Oldest);
        TableWriter.WriteTime(writer, "newest", freshness.Newest);
        TableWriter.WriteNumber(writer, "load", freshness.Load);
        TableWriter.WriteTime(writer, "loaded_at", freshness.LoadedAt);
        TableWriter.WriteTime(writer, "forecast_at", freshness.ForecastAt);
        writer.WriteEndObject();
    }

    private static void WriteForecaster(Utf8JsonWriter writer, Forecaster? forecaster)
    {
        if (forecaster is null)
        {
            writer.WriteNull("forecasts_by");
            return;
        }

        writer.WriteStartObject("forecasts_by");
        writer.WriteString("model", forecaster.Model);
        writer.WriteNumber("version", forecaster.Version);
        writer.WriteEndObject();
    }

    private static void WriteSlots(Utf8JsonWriter writer, IReadOnlyList<UnderstoodSlot> slots)
    {
        writer.WriteStartArray("slots");
        foreach (var slot in slots)
        {
            writer.WriteStartObject();
            writer.WriteString("name", slot.Name);
            writer.WriteString("text", slot.Text);
            writer.WriteString("value", slot.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteVerification(Utf8JsonWriter writer, AskOutcome outcome)
    {
        writer.WriteStartObject("verification");
        writer.WriteString("how", OurWords.Verification(outcome));
        writer.WriteString("text_from", outcome.Data is { } data ? JsonNames.Of(data.TextFrom) : null);
        writer.WriteString("text_failure", outcome.Data?.TextFailure);
        WriteStrings(writer, "unfounded", outcome.Data?.Unfounded ?? []);
        writer.WriteStartArray("corrections");
        foreach (var correction in outcome.Corrections)
        {
            writer.WriteStartObject();
            writer.WriteString("sql", correction.Sql);
            writer.WriteString("why", correction.Why);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>What this reply took: nothing where it was kept.</summary>
    private static void WriteUsage(Utf8JsonWriter writer, AskOutcome outcome)
    {
        if (outcome.Usage is not { } usage || outcome.IsKept)
        {
            writer.WriteNull("usage");
            return;
        }

        writer.WriteStartObject("usage");
        writer.WriteString("model", usage.Model);
        writer.WriteNumber("calls", usage.Calls);
        writer.WriteNumber("input_tokens", usage.InputTokens);
        writer.WriteNumber("output_tokens", usage.OutputTokens);
        writer.WriteNumber("thought_tokens", usage.ThoughtTokens);
        writer.WriteNumber("cost_usd", usage.CostUsd);
        writer.WriteEndObject();
    }

    public static void WriteStrings(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
