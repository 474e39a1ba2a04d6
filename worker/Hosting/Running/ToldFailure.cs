namespace Hitcast.Worker.Hosting.Running;

/// <summary>Marks what a run failed with once the log has it, so that the scheduler, which logs all that a job throws with all of its stack, and twice, adds nothing.</summary>
internal static class ToldFailure
{
    private const string Mark = "hitcast.told";

    public static void Add(Exception failure) => failure.Data[Mark] = true;

    /// <summary>If it is such a failure, or one that wraps it.</summary>
    public static bool Is(Exception? failure) => failure is not null && (failure.Data.Contains(Mark) || Is(failure.InnerException));
}
