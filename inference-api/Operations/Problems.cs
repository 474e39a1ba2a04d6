using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Hitcast.InferenceApi.Operations;

/// <summary>Errors as RFC 9457 problem details, with the trace id under which the log knows the request.</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";

    /// <summary>When to come back where nothing better is known, in seconds.</summary>
    private const string RetryAfter = "2";

    /// <summary>Answers with a problem. Where a reply has begun already, the connection is cut, so that nobody takes it for whole.</summary>
    /// <param name="detail">A sentence for the caller: what is wrong and what to do. Never an exception's text.</param>
    /// <param name="errors">What is wrong, by field.</param>
    public static async Task WriteAsync(HttpContext context, int status, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }

        response.StatusCode = status;
        var shape = context.GetEndpoint()?.Metadata.GetMetadata<ErrorShape>();
        response.ContentType = shape?.ContentType ?? ContentType;
        response.ContentLength = null;
        SecurityHeaders.Set(response.Headers);
        response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = RetryAfter;
        }

        await using (var writer = new Utf8JsonWriter(response.BodyWriter, JsonWriters.Options))
        {
            if (shape is null)
            {
                Write(writer, context, status, detail, errors);
            }
            else
            {
                shape.Write(writer, detail);
            }
        }

        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void Write(
        Utf8JsonWriter writer, HttpContext context, int status, string detail, IReadOnlyDictionary<string, string[]>? errors)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "about:blank"u8);
        writer.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(status));
        writer.WriteNumber("status"u8, status);
        writer.WriteString("detail"u8, detail);
        writer.WriteString("traceId"u8, TraceId(context));
        WriteErrors(writer, errors);
        writer.WriteEndObject();
    }

    /// <summary>The property <c>errors</c> of the object that is being written, by field; nothing where there are none.</summary>
    public static void WriteErrors(Utf8JsonWriter writer, IReadOnlyDictionary<string, string[]>? errors)
    {
        if (errors is null)
        {
            return;
        }

        writer.WriteStartObject("errors"u8);
        foreach (var (field, messages) in errors)
        {
            writer.WriteStartArray(field);
            foreach (var message in messages)
            {
                writer.WriteStringValue(message);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>Under which the log knows the request.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}

/// <summary>Metadata of an endpoint whose protocol has errors of its own: how to write the detail of one.</summary>
public sealed record ErrorShape(string ContentType, Action<Utf8JsonWriter, string> Write);
