namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>How a run ended that did not fail. One that failed throws.</summary>
/// <param name="Summary">One sentence for the log and the history.</param>
/// <param name="DidNothing">There was nothing to do.</param>
public sealed record FunctionResult(string Summary, bool DidNothing)
{
    public static FunctionResult Done(string summary) => new(summary, false);

    public static FunctionResult NothingToDo(string summary) => new(summary, true);
}
