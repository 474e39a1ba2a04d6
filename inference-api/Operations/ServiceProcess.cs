namespace Hitcast.InferenceApi.Operations;

/// <summary>The service as a process, from its start to its end.</summary>
public static class ServiceProcess
{
    /// <returns>0 after a clean stop, 1 where the host could not start; the log then says why.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        ProcessMemory.ShareArenas();
        try
        {
            await using var app = build();
            await StartAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception)
        {
            return Logs.StartFailed(exception);
        }
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // Else what has started already takes being disposed of for a failure, and logs that instead of this one.
            app.Lifetime.StopApplication();
            throw;
        }
    }
}
