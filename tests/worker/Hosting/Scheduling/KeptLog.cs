using System.Collections.Concurrent;
using Hitcast.Worker.Hosting.Running;
using Hitcast.Worker.Hosting.Scheduling;
using Microsoft.Extensions.Logging;

namespace Hitcast.Worker.Tests.Hosting.Scheduling;

/// <summary>What the watch over arrivals and the runs say, and with which failures the scheduler says something.</summary>
internal sealed class KeptLog : ILoggerProvider
{
    private static readonly string?[] Told = [typeof(ArrivalWatch).FullName, typeof(Invoker).FullName];
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentQueue<Exception> failures = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public IReadOnlyList<Exception> SchedulersFailures => [.. failures];

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Category(KeptLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (Told.Contains(name))
            {
                log.lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
            }
            else if (exception is not null && name.StartsWith("Quartz.", StringComparison.Ordinal))
            {
                log.failures.Enqueue(exception);
            }
        }
    }
}
