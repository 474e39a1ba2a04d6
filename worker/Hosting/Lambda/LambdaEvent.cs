using System.Net;
using System.Text.Json;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;

namespace Hitcast.Worker.Hosting.Lambda;

/// <summary>What AWS hands to a Lambda function, told apart by its shape.</summary>
internal abstract record LambdaEvent
{
    private LambdaEvent()
    {
    }

    /// <param name="Rule">The name of the EventBridge rule.</param>
    internal sealed record Scheduled(string Rule, DateTimeOffset Time) : LambdaEvent;

    internal sealed record Arrived(IReadOnlyList<StoredObject> Objects) : LambdaEvent;

    /// <summary>Messages of a queue, each of which succeeds or fails by itself.</summary>
    internal sealed record Queue(IReadOnlyList<Message> Messages) : LambdaEvent;

    /// <summary>Our own: <c>{"function": "name", "arguments": {"name": "value"}}</c>.</summary>
    internal sealed record Asked(string Function, IReadOnlyDictionary<string, string> Arguments) : LambdaEvent;

    internal sealed record Message(string Id, string Body);

    /// <exception cref="InvalidArgumentException">The event has none of the shapes that we know.</exception>
    public static LambdaEvent Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Parse(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidArgumentException($"The event has a shape that the worker does not know: {exception.Message}");
        }
    }

    private static LambdaEvent Parse(JsonElement root) =>
        Text(root, "Event") == "s3:TestEvent" ? new Arrived([])
        : root.TryGetProperty("Records", out var records) ? FromRecords(records)
        : Text(root, "source") == "aws.events" ? new Scheduled(RuleOf(root), root.GetProperty("time").GetDateTimeOffset())
        : Text(root, "source") == "aws.s3" ? FromEventBridge(root)
        : Text(root, "function") is { } function ? new Asked(function, ReadArguments(root))
        : root.TryGetProperty("Message", out var message) ? Parse(JsonElement.Parse(message.GetString()!))
        : throw new InvalidArgumentException("The event has none of the shapes that the worker knows: a schedule, an arrival in S3, a queue, or a function's name.");

    private static LambdaEvent FromRecords(JsonElement records) =>
        records.EnumerateArray().All(record => Text(record, "eventSource") == "aws:sqs")
            ? new Queue([.. records.EnumerateArray().Select(record => new Message(record.GetProperty("messageId").GetString()!, record.GetProperty("body").GetString()!))])
            : new Arrived([.. records.EnumerateArray().Where(IsCreated).Select(FromRecord)]);

    private static bool IsCreated(JsonElement record) =>
        Text(record, "eventSource") == "aws:s3" && Text(record, "eventName")!.StartsWith("ObjectCreated:", StringComparison.Ordinal);

    private static StoredObject FromRecord(JsonElement record)
    {
        var s3 = record.GetProperty("s3");
        // Keys are encoded as in a form: a space is "+".
        return new StoredObject(s3.GetProperty("bucket").GetProperty("name").GetString()!, WebUtility.UrlDecode(s3.GetProperty("object").GetProperty("key").GetString()!));
    }

    private static Arrived FromEventBridge(JsonElement root)
    {
        var detail = root.GetProperty("detail");
        return Text(root, "detail-type") == "Object Created"
            ? new Arrived([new StoredObject(detail.GetProperty("bucket").GetProperty("name").GetString()!, detail.GetProperty("object").GetProperty("key").GetString()!)])
            : new Arrived([]);
    }

    private static string RuleOf(JsonElement root) => root.GetProperty("resources")[0].GetString()!.Split('/')[^1];

    private static Dictionary<string, string> ReadArguments(JsonElement root) =>
        root.TryGetProperty("arguments", out var arguments)
            ? arguments.EnumerateObject().ToDictionary(argument => argument.Name, argument => argument.Value.ToString(), StringComparer.Ordinal)
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
