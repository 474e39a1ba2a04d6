namespace Hitcast.InferenceApi.Warehouse;

public static class WarehouseServices
{
    public static IServiceCollection AddWarehouse(this IServiceCollection services)
    {
        services.AddOptions<WarehouseOptions>().BindConfiguration(WarehouseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SqlGate>();
        return services;
    }
}
