namespace Hitcast.Worker.Warehouse;

public static class WarehouseServices
{
    /// <summary>The warehouse, which is opened when it is first needed.</summary>
    public static IServiceCollection AddWarehouse(this IServiceCollection services)
    {
        services.AddOptions<WarehouseOptions>().BindConfiguration(WarehouseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<WarehouseDatabase>().AddSingleton<MovieLoader>().AddSingleton<ArrivalMarks>().AddHostedService<ClusterWatch>();
    }
}
