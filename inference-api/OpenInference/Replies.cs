using System.Buffers;
using System.Text.Json;
using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>Replies under <c>/v2</c>: JSON with exactly the content type that clients of the protocol look for, errors in its own shape.</summary>
internal static partial class Replies
{
    private const string Json = "application/json";

    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        var reply = new ArrayBufferWriter<byte>();
        using (var rented = JsonWriters.Rent(reply))
        {
            write(rented.Writer);
            rented.Writer.Flush();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        context.Response.ContentLength = reply.WrittenCount;
        await context.Response.Body.WriteAsync(reply.WrittenMemory, context.RequestAborted);
    }

    /// <summary>For what goes wrong before a handler is reached: a key, a limit.</summary>
    public static readonly ErrorShape ErrorShape = new(Json, WriteError);

    public static Task WriteErrorAsync(HttpContext context, int status, string error) => WriteAsync(context, writer => WriteError(writer, error), status);

    private static void WriteError(Utf8JsonWriter writer, string error)
    {
        writer.WriteStartObject();
        writer.WriteString("error"u8, error);
        writer.WriteEndObject();
    }

    /// <summary>The handler, with everything that goes wrong in it answered in the protocol's shape.</summary>
    public static RequestDelegate Guard(RequestDelegate handler) => async context =>
    {
        try
        {
            await handler(context);
        }
        catch (InferenceException exception)
        {
            await WriteErrorAsync(context, exception.Status, exception.Message);
        }
        catch (BadHttpRequestException exception)
        {
            var trouble = exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? RequestBody.TooLarge(exception).Message : "The request is not valid HTTP.";
            await WriteErrorAsync(context, exception.StatusCode, trouble);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Replies)), exception, context.Request.Path);
            await WriteErrorAsync(context, StatusCodes.Status500InternalServerError, "Something went wrong in the server. Its log says what.");
        }
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Path} failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string path);
}
