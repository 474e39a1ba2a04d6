using System.Data.Common;
using Hitcast.Worker.Api;
using Hitcast.Worker.Functions;
using Hitcast.Worker.Functions.Extraction;
using Hitcast.Worker.Hosting;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Tmdb;
using Hitcast.Worker.Warehouse;

namespace Hitcast.Worker;

public static class Program
{
    /// <returns>0: done; 1: a function or the start failed; 2: the command line is wrong; 130: interrupted.</returns>
    public static Task<int> Main(string[] args) => Hosts.RunAsync(args, AddWorker, OpenDatabaseAsync);

    /// <summary>All that the functions use, by slice.</summary>
    public static void AddWorker(IServiceCollection services)
    {
        services.AddFunctions(typeof(Program).Assembly.GetTypes());
        services.AddLake();
        services.AddTmdb();
        services.AddWarehouse();
        services.AddApi();
        services.AddExtraction();
        services.AddSingleton<IArrivalMarks, WarehouseMarks>();
    }

    private static async Task<DbDataSource> OpenDatabaseAsync(IServiceProvider services, CancellationToken cancellation) =>
        await services.GetRequiredService<WarehouseDatabase>().OpenAsync(cancellation);
}
