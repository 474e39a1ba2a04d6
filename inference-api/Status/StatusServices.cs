using Microsoft.Extensions.Options;
using Refit;

namespace Hitcast.InferenceApi.Status;

public static class StatusServices
{
    public static IServiceCollection AddStatus(this IServiceCollection services)
    {
        services.AddOptions<WorkerOptions>().BindConfiguration(WorkerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StatusOptions>().BindConfiguration(StatusOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WorkerClient>().AddSingleton<ModelStates>().AddSingleton<StatusReader>();
        services.AddRefitGeneratedClient<IWorkerApi>(new RefitSettings(new SystemTextJsonContentSerializer(ReadableJson.Status.Options)))
            .RemoveAllLoggers()
            .ConfigureHttpClient(Configure)
            // A redirect would take the key elsewhere.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        return services;
    }

    private static void Configure(IServiceProvider provider, HttpClient client)
    {
        var options = provider.GetRequiredService<IOptions<WorkerOptions>>().Value;
        client.BaseAddress = new Uri(options.BaseAddress);
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.MaxResponseContentBufferSize = WorkerClient.LargestReply;
        if (options.ApiKey is not null)
        {
            client.DefaultRequestHeaders.Add("X-Api-Key", options.ApiKey);
        }
    }
}
