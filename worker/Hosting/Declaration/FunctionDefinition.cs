using System.Reflection;

namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>A function as its signature declares it.</summary>
public sealed record FunctionDefinition(string Name, MethodInfo Method, Trigger Trigger, RetryAttribute? Retry)
{
    /// <summary>The parameter that the trigger fills.</summary>
    public required ParameterInfo TriggerParameter { get; init; }

    /// <summary>The names that may stand left of "=" on the command line.</summary>
    public IEnumerable<string> Arguments => Method.GetParameters()
        .Where(parameter => IsTrigger(parameter) ? Trigger is Trigger.Lake : parameter.HasDefaultValue && parameter.ParameterType != typeof(CancellationToken))
        .Select(parameter => parameter.Name!);

    /// <summary>By its place: reflection makes the same parameter anew when its cache was collected.</summary>
    public bool IsTrigger(ParameterInfo parameter) => parameter.Position == TriggerParameter.Position;
}
