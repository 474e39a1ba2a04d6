using Hitcast.Worker.Hosting.Declaration;

namespace Hitcast.Worker.Hosting.Running;

/// <summary>One run that a host asks for.</summary>
internal sealed record Invocation(FunctionDefinition Function, FunctionContext Context)
{
    /// <summary>For a function with a timer; null: now, by hand.</summary>
    public TimerInfo? Timer { get; init; }

    /// <summary>For a function that waits for an object of the lake.</summary>
    public string? Key { get; init; }

    /// <summary>If it was asked for before and what it needs was away: it is not told again until it ends otherwise.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Values for parameters with a default, by name.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();
}
