using System.Data.Common;

namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>Opens the database that Quartz keeps its tables in.</summary>
public delegate Task<DbDataSource> OpenDatabase(IServiceProvider services, CancellationToken cancellation);

/// <summary>The database once it is open; Quartz asks for it when it starts.</summary>
internal sealed class SchedulerDatabase
{
    private DbDataSource? source;

    public DbDataSource Source => source ?? throw new InvalidOperationException("The scheduler starts before its database is open.");

    public async Task OpenAsync(OpenDatabase open, IServiceProvider services, CancellationToken cancellation)
    {
        source = await open(services, cancellation);
        await using var command = source.CreateCommand("CREATE SCHEMA IF NOT EXISTS quartz");
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
