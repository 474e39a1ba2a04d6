using System.Text.Json;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;

namespace Hitcast.Worker.Hosting.Lambda;

/// <summary>The host on AWS Lambda: one invocation after the other, each told apart by its event.</summary>
internal sealed partial class LambdaHost(
    FunctionCatalog catalog, Invoker invoker, LakeEvents lake, LambdaRuntimeApi runtime, ILogger<LambdaHost> logger)
{
    /// <summary>Kept of the time that AWS gives, for saying how the run ended.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(2);

    private static readonly byte[] Empty = "{}"u8.ToArray();

    /// <summary>Runs until it is cancelled, or the Runtime API breaks.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await RunNextAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // AWS ends the process between two invocations: nothing is lost.
        }
    }

    public async Task RunNextAsync(CancellationToken cancellation)
    {
        var invocation = await runtime.NextAsync(cancellation);
        byte[] reply;
        try
        {
            reply = await HandleAsync(invocation, LambdaEvent.Parse(invocation.Event), cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            await runtime.FailAsync(invocation.RequestId, exception, cancellation);
            return;
        }

        await runtime.RespondAsync(invocation.RequestId, reply, cancellation);
    }

    private async Task<byte[]> HandleAsync(LambdaInvocation invocation, LambdaEvent lambdaEvent, CancellationToken cancellation)
    {
        switch (lambdaEvent)
        {
            case LambdaEvent.Scheduled scheduled:
                var timer = new TimerInfo(scheduled.Time, IsPastDue: false);
                await invoker.InvokeAsync(new Invocation(OfRule(scheduled.Rule), Context(invocation)) { Timer = timer }, cancellation);
                return Empty;
            case LambdaEvent.Asked asked:
                var function = catalog.Find(asked.Function) ?? throw new InvalidArgumentException($"There is no function {asked.Function}.");
                var result = await invoker.InvokeAsync(new Invocation(function, Context(invocation)) { Arguments = asked.Arguments }, cancellation);
                return JsonSerializer.SerializeToUtf8Bytes(new { summary = result.Summary });
            case LambdaEvent.Queue queue:
                return await HandleQueueAsync(invocation, queue, cancellation);
            case LambdaEvent.Arrived arrived:
                await HandleArrivalsAsync(invocation, arrived, cancellation);
                return Empty;
            default:
                throw new InvalidOperationException($"No case for {lambdaEvent.GetType().Name}.");
        }
    }

    /// <summary>Says which messages failed, so that only those come again.</summary>
    private async Task<byte[]> HandleQueueAsync(LambdaInvocation invocation, LambdaEvent.Queue queue, CancellationToken cancellation)
    {
        var failures = new List<object>();
        foreach (var message in queue.Messages)
        {
            try
            {
                if (LambdaEvent.Parse(System.Text.Encoding.UTF8.GetBytes(message.Body)) is LambdaEvent.Arrived arrived)
                {
                    await HandleArrivalsAsync(invocation, arrived, cancellation);
                }
                else
                {
                    throw new InvalidArgumentException($"The message {message.Id} reports no arrival in S3.");
                }
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                LogMessageFailed(message.Id, exception.Message);
                failures.Add(new { itemIdentifier = message.Id });
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(new { batchItemFailures = failures });
    }

    private async Task HandleArrivalsAsync(LambdaInvocation invocation, LambdaEvent.Arrived arrived, CancellationToken cancellation)
    {
        foreach (var key in arrived.Objects.Select(lake.KeyOf).OfType<string>())
        {
            foreach (var function in catalog.ForKey(key))
            {
                await invoker.InvokeAsync(new Invocation(function, Context(invocation)) { Key = key }, cancellation);
            }
        }
    }

    /// <summary>A rule is named as its function, with or without something before it: <c>hitcast-extract-movies</c>.</summary>
    private FunctionDefinition OfRule(string rule) =>
        catalog.Functions.FirstOrDefault(function => rule == function.Name || rule.EndsWith("-" + function.Name, StringComparison.Ordinal))
        ?? throw new InvalidArgumentException($"The rule {rule} names no function: let its name end with one of {string.Join(", ", catalog.Functions.Select(function => function.Name))}.");

    private static FunctionContext Context(LambdaInvocation invocation) => new(invocation.RequestId, invocation.Deadline - Reserve, Attempt: 1);

    [LoggerMessage(Level = LogLevel.Error, Message = "The message {Id} failed: {Reason}")]
    private partial void LogMessageFailed(string id, string reason);
}
