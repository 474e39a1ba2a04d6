using Hitcast.Worker.Hosting.Declaration;
using Quartz;

namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>What the jobs of both kinds tell Quartz, and ask of the catalogue.</summary>
internal static class JobReports
{
    /// <summary>For Quartz's history.</summary>
    public static JobRunReport ToReport(this FunctionResult result) => result.DidNothing ? JobRunReport.Skipped(result.Summary) : JobRunReport.Succeeded(result.Summary);

    /// <exception cref="InvalidOperationException">A worker of another version scheduled a function that this one does not have.</exception>
    public static FunctionDefinition Require(this FunctionCatalog catalog, string name) =>
        catalog.Find(name) ?? throw new InvalidOperationException($"The scheduler's tables name a function {name}, which this worker does not have.");
}
