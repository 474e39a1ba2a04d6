using ArchUnitNET.Loader;
using Xunit;

namespace Hitcast.Architecture.Tests;

public sealed class WarehouseTest
{
    [Fact]
    public void The_API_reaches_PostgreSQL_through_its_folder_Warehouse_only() => Assert.Equal(
        ["Hitcast.InferenceApi.Warehouse"],
        new ArchLoader().LoadAssemblyIncludingDependencies(System.Reflection.Assembly.Load("hitcast-inference-api")).Build().Types
            .Where(type => type.FullName.StartsWith("Hitcast.InferenceApi", StringComparison.Ordinal)
                && type.Dependencies.Any(dependency => dependency.Target.FullName.StartsWith("Npgsql.", StringComparison.Ordinal)))
            .Select(type => type.Namespace.FullName).Distinct());
}
