using System.Text.Json;
using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.Questions.Asking;
using Hitcast.InferenceApi.Questions.Verified;
using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Questions.Replies;

/// <summary>What can be asked, by what it is answered, and how fresh the data is.</summary>
internal sealed class QuestionList(VerifiedList verified, WarehouseState state, IOptions<GeminiOptions> gemini)
{
    public async Task WriteAsync(HttpContext context)
    {
        var (freshness, trouble) = await FreshnessAsync(context.RequestAborted);
        await JsonReply.WriteAsync(context, writer => Write(writer, freshness, trouble));
    }

    private async Task<(Freshness? Freshness, string? Trouble)> FreshnessAsync(CancellationToken cancellation)
    {
        try
        {
            return (await state.ReadAsync(cancellation), null);
        }
        catch (WarehouseUnavailableException exception)
        {
            // Not a failure here: the list is known without a warehouse, and whoever reads it is told.
            return (null, exception.Message);
        }
    }

    private void Write(Utf8JsonWriter writer, Freshness? freshness, string? trouble)
    {
        writer.WriteStartObject();
        writer.WriteString("model", gemini.Value.IsConfigured ? gemini.Value.Model : null);
        writer.WriteString("trouble", trouble);
        ReplyWriter.WriteFreshness(writer, freshness);
        writer.WriteStartObject("examples");
        ReplyWriter.WriteStrings(writer, "en", verified.FeaturedIn("en"));
        ReplyWriter.WriteStrings(writer, "es", verified.FeaturedIn("es"));
        writer.WriteEndObject();
        writer.WriteStartArray("questions");
        foreach (var question in verified.All())
        {
            writer.WriteStartObject();
            writer.WriteString("name", question.Name);
            writer.WriteString("en", question.English);
            writer.WriteString("es", question.Spanish);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
