using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Operations;

/// <summary>Warns where anyone on the network may ask: no keys, and an address beyond this machine.</summary>
internal sealed partial class OpenListening(
    IServer server, IOptions<ApiKeysOptions> keys, IHostApplicationLifetime lifetime, ILogger<OpenListening> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Check);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static bool IsBeyondLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host.Trim('[', ']');
        return !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !(IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }

    private void Check()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (keys.Value.Keys.Count == 0 && addresses.FirstOrDefault(IsBeyondLoopback) is { } open)
        {
            LogOpen(logger, open);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Anyone who reaches {Address} may ask and predict: set ApiKeys, or listen on 127.0.0.1 only")]
    private static partial void LogOpen(ILogger logger, string address);
}
