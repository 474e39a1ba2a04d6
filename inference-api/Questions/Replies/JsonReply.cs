using System.Text.Json;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Questions.Asking;

namespace Hitcast.InferenceApi.Questions.Replies;

/// <summary>A reply as one JSON object.</summary>
internal static class JsonReply
{
    public const string ContentType = "application/json";

    /// <summary>Writes properties of the replaced service.</summary>
    public delegate void WriteOld(Utf8JsonWriter writer, AskRequest request, AskOutcome outcome);

    public static Task WriteAsync(HttpContext context, AskRequest request, AskOutcome outcome, TimeSpan took, WriteOld? writeOld) => WriteAsync(
        context, writer => ReplyWriter.Write(writer, request, outcome, took, writeOld is null ? null : old => writeOld(old, request, outcome)));

    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = ContentType;
        context.Response.Headers.CacheControl = "no-store";
        using (var rented = JsonWriters.Rent(context.Response.BodyWriter))
        {
            write(rented.Writer);
            rented.Writer.Flush();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
