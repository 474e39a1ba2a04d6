using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Lambda;
using Hitcast.Worker.Hosting.Running;
using Microsoft.Extensions.Options;

namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>
/// Reads the SQS queue that S3 reports new objects to, where <see cref="FunctionsOptions.QueueUrl"/> names one. A message is deleted once the
/// scheduler has what it told; what cannot be read stays, for the queue's own rules on dead letters.
/// </summary>
internal sealed partial class QueueWatch(
    FunctionCatalog catalog, LakeEvents lake, ArrivalQueue queue, TimeProvider time, IOptions<FunctionsOptions> options, ILogger<QueueWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.QueueUrl is not { } url)
        {
            return;
        }

        using var client = new AmazonSQSClient(new AmazonSQSConfig { ServiceURL = new Uri(url).GetLeftPart(UriPartial.Authority) });
        // A request waits up to 20 s for messages, the longest that SQS allows.
        var request = new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = 10, WaitTimeSeconds = 20 };
        var outage = new Outage();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var message in (await client.ReceiveMessageAsync(request, stoppingToken)).Messages ?? [])
                {
                    await TakeAsync(client, url, message, stoppingToken);
                }

                if (outage.End())
                {
                    LogReadAgain();
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (outage.IsNews(exception))
                {
                    LogNotRead(exception);
                }

                await Task.Delay(PauseAfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task TakeAsync(AmazonSQSClient client, string url, Amazon.SQS.Model.Message message, CancellationToken cancellation)
    {
        try
        {
            var told = LambdaEvent.Parse(Encoding.UTF8.GetBytes(message.Body)) as LambdaEvent.Arrived
                ?? throw new InvalidArgumentException("It reports no arrival in S3.");
            foreach (var key in told.Objects.Select(lake.KeyOf).OfType<string>())
            {
                foreach (var function in catalog.ForKey(key))
                {
                    await queue.AddAsync(function, key, attempt: 1, TimeSpan.Zero, cancellation);
                }
            }
        }
        catch (InvalidArgumentException exception)
        {
            LogMessageLeft(message.MessageId, exception.Message);
            return;
        }

        await client.DeleteMessageAsync(url, message.ReceiptHandle, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of arrivals cannot be read; it is tried again every few seconds")]
    private partial void LogNotRead(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The queue of arrivals can be read again")]
    private partial void LogReadAgain();

    [LoggerMessage(Level = LogLevel.Error, Message = "The message {Id} stays in the queue of arrivals: {Reason}")]
    private partial void LogMessageLeft(string id, string reason);
}
