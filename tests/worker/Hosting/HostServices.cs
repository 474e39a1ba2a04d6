using Hitcast.Worker.Hosting;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Lake;
using Microsoft.Extensions.Configuration;

namespace Hitcast.Worker.Tests.Hosting;

/// <summary>What hosts need, around the recorded functions and a lake in a folder of its own.</summary>
internal sealed class HostServices : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hitcast-lake-").FullName;
    private readonly string? address;
    private readonly Lazy<ServiceProvider> provider;

    /// <param name="address">Another address of the lake.</param>
    public HostServices(string? address = null)
    {
        this.address = address;
        provider = new Lazy<ServiceProvider>(() =>
        {
            var services = new ServiceCollection();
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
            services.AddLogging();
            Add(services);
            return services.BuildServiceProvider();
        });
    }

    public Recorder Recorder { get; } = new();

    public RememberedMarks Marks { get; } = new();

    public IServiceProvider Provider => provider.Value;

    public ILake Lake => Provider.GetRequiredService<ILake>();

    public Dictionary<string, string?> Settings => new() { ["Lake:Address"] = address ?? folder, ["Functions:ArrivalSeconds"] = "1" };

    public void Add(IServiceCollection services, params Type[] functions)
    {
        services.AddSingleton(Recorder);
        services.AddSingleton<IArrivalMarks>(Marks);
        services.AddFunctions(functions is [] ? [typeof(RecordedFunctions)] : functions);
        services.AddLake();
    }

    public FunctionDefinition Function(string name) => Provider.GetRequiredService<FunctionCatalog>().Find(name)!;

    public async Task PutAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await Lake.PutIfAbsentAsync(key, new byte[] { 1 }, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (provider.IsValueCreated)
        {
            await provider.Value.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>What a database remembers that was never lost.</summary>
internal sealed class RememberedMarks : IArrivalMarks
{
    /// <summary>At first behind every key.</summary>
    public string Mark { get; set; } = "~";

    public Task<string> ReadAsync(string function, CancellationToken cancellation) => Task.FromResult(Mark);

    public Task AdvanceAsync(string function, string key, CancellationToken cancellation)
    {
        Mark = string.CompareOrdinal(key, Mark) > 0 ? key : Mark;
        return Task.CompletedTask;
    }
}
