using Microsoft.Extensions.Options;
using Npgsql;

namespace Hitcast.Worker.Warehouse;

public static class WarehouseServices
{
    /// <summary>The warehouse at <c>Warehouse:ConnectionString</c>, which <see cref="WarehouseDatabase.OpenAsync"/> gives where no setting does.</summary>
    public static IServiceCollection AddWarehouse(this IServiceCollection services)
    {
        services.AddOptions<WarehouseOptions>().BindConfiguration(WarehouseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => NpgsqlDataSource.Create(provider.GetRequiredService<IOptions<WarehouseOptions>>().Value.ConnectionString
            ?? throw new WarehouseException("Warehouse:ConnectionString is not set, and no local cluster was started.")));
        return services.AddSingleton<MovieLoader>();
    }
}
