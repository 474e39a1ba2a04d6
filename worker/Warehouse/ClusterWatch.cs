namespace Hitcast.Worker.Warehouse;

/// <summary>Starts the server of the local cluster again when it has ended: nobody else looks after it.</summary>
internal sealed partial class ClusterWatch(WarehouseDatabase database, TimeProvider time, ILogger<ClusterWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var told = "";
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await database.ReviveAsync(stoppingToken))
                {
                    LogRevived();
                }

                told = "";
            }
            catch (Exception exception) when (exception is WarehouseException or IOException or UnauthorizedAccessException)
            {
                if (told != exception.Message)
                {
                    LogNotRevived(exception.Message);
                    told = exception.Message;
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The private PostgreSQL had ended, and is started again")]
    private partial void LogRevived();

    [LoggerMessage(Level = LogLevel.Error, Message = "The private PostgreSQL has ended and cannot be started; it is tried again every few seconds. {Reason}")]
    private partial void LogNotRevived(string reason);
}
