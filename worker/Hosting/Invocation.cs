namespace Hitcast.Worker.Hosting;

/// <summary>One run that a host asks for.</summary>
internal sealed record Invocation(FunctionDefinition Function, FunctionContext Context)
{
    /// <summary>For a function with a timer; null: now, by hand.</summary>
    public TimerInfo? Timer { get; init; }

    /// <summary>For a function that waits for an object of the lake.</summary>
    public string? Key { get; init; }

    /// <summary>Values for parameters with a default, by name.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();
}
