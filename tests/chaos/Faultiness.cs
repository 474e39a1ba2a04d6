using Hitcast.Worker.Tests.Tmdb;

namespace Hitcast.Worker.Chaos;

/// <summary>Which requests TMDB's double answers with a fault: the same ones for the same seed.</summary>
internal sealed class Faultiness(int seed)
{
    /// <summary>Such movies fail for so many requests, which is more than a run makes.</summary>
    private const int Stubborn = 211;
    private const int StubbornRequests = 12;

    /// <summary>Of 10,000 requests.</summary>
    private static readonly (Fault Fault, int Share)[] Shares =
    [
        (Fault.TooManyRequests, 2), (Fault.Code25WithStatus200, 2), (Fault.Slow, 4), (Fault.ServerError, 60), (Fault.Maintenance, 60), (Fault.Reset, 60), (Fault.CutBody, 60),
        (Fault.CutJson, 60), (Fault.MissingPart, 20), (Fault.AnotherMovie, 10), (Fault.NotFoundByProxy, 10),
    ];

    public Fault? Of(string address, int time)
    {
        if (Id(address) is { } id && id % Stubborn == 0 && time <= StubbornRequests)
        {
            return Fault.ServerError;
        }

        var left = (int)(Hash(address, time) % 10_000);
        foreach (var (fault, share) in Shares)
        {
            left -= share;
            if (left < 0)
            {
                return fault;
            }
        }

        return null;
    }

    private static int? Id(string address) => int.TryParse(address.Split('/', '?').ElementAtOrDefault(3), out var id) ? id : null;

    /// <summary>FNV-1a, since .NET's own hashes differ from run to run.</summary>
    private uint Hash(string address, int time)
    {
        var hash = 2166136261u;
        foreach (var part in address.Select(letter => (uint)letter).Append((uint)time).Append((uint)seed))
        {
            hash = (hash ^ part) * 16777619;
        }

        return hash ^ (hash >> 15);
    }
}
