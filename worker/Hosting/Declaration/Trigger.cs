namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>What sets a function off.</summary>
public abstract record Trigger
{
    private Trigger()
    {
    }

    public sealed record Timer(Schedule Schedule) : Trigger;

    public sealed record Lake(string Prefix) : Trigger;
}
