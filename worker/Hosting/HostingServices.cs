using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hitcast.Worker.Hosting;

public static class HostingServices
{
    /// <summary>The catalogue of functions among some types, and the invoker that every host runs them by.</summary>
    /// <exception cref="FunctionSignatureException">A function is declared in a way that no host could run.</exception>
    public static IServiceCollection AddFunctions(this IServiceCollection services, IEnumerable<Type> types)
    {
        services.AddOptions<FunctionsOptions>().BindConfiguration("Functions").ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.AddSingleton(new FunctionCatalog(types));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FunctionMetrics>();
        services.AddSingleton<Invoker>();
        services.AddSingleton<ArrivalStore>();
        services.AddSingleton<Arrivals>();
        services.AddSingleton<LakeEvents>();
        return services;
    }
}
