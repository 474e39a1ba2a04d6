using System.Globalization;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;

namespace Hitcast.Worker.Hosting.CommandLine;

/// <summary>The host for a person: <c>worker invoke NAME [name=value …]</c> runs one function once.</summary>
internal sealed class InvokeCommand(FunctionCatalog catalog, Invoker invoker, ArrivalStore arrivals, TimeProvider time, Terminal terminal)
{
    /// <returns>0: done, or nothing to do; 1: the function failed; 2: the command line is wrong, and errors say how; 130: interrupted.</returns>
    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        try
        {
            var invocation = Read(arguments);
            var result = await invoker.InvokeAsync(invocation, cancellation);
            if (invocation.Function.Trigger is Trigger.Lake)
            {
                await arrivals.ForgetAsync(invocation.Function, invocation.Arguments[invocation.Function.TriggerParameter.Name!], cancellation);
            }

            await terminal.Output.WriteLineAsync(result.Summary);
            return 0;
        }
        catch (InvalidArgumentException exception)
        {
            await terminal.Errors.WriteLineAsync(exception.Message);
            return 2;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception exception)
        {
            await terminal.Errors.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private Invocation Read(string[] arguments)
    {
        var names = string.Join(", ", catalog.Functions.Select(function => function.Name));
        if (arguments is not [var name, .. var pairs])
        {
            throw new InvalidArgumentException($"worker invoke needs the name of a function: {names}.");
        }

        var function = catalog.Find(name) ?? throw new InvalidArgumentException($"There is no function {name}; there are {names}.");
        var runId = time.GetUtcNow().ToString("'cli-'yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        return new Invocation(function, new FunctionContext(runId, Deadline: null, Attempt: 1)) { Arguments = ReadPairs(pairs) };
    }

    private static Dictionary<string, string> ReadPairs(IEnumerable<string> pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            if (sign < 1 || !values.TryAdd(pair[..sign], pair[(sign + 1)..]))
            {
                throw new InvalidArgumentException($"\"{pair}\" is not name=value, or its name stands there twice.");
            }
        }

        return values;
    }
}
