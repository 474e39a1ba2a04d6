using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Warehouse;

namespace Hitcast.Worker.Functions;

/// <summary>What arrives goes to the warehouse, which therefore keeps the marks.</summary>
internal sealed class WarehouseMarks(ArrivalMarks marks) : IArrivalMarks
{
    public async Task<string> ReadAsync(string function, CancellationToken cancellation)
    {
        try
        {
            return await marks.ReadAsync(function, cancellation);
        }
        catch (WarehouseException exception)
        {
            throw new UnavailableException(exception.Message, exception);
        }
    }

    public async Task AdvanceAsync(string function, string key, CancellationToken cancellation)
    {
        try
        {
            await marks.AdvanceAsync(function, key, cancellation);
        }
        catch (WarehouseException exception)
        {
            throw new UnavailableException(exception.Message, exception);
        }
    }
}
