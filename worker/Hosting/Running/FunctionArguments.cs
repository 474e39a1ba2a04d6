using System.Globalization;
using System.Reflection;
using Hitcast.Worker.Hosting.Declaration;

namespace Hitcast.Worker.Hosting.Running;

/// <summary>Turns what a host was given into the values of a method's parameters.</summary>
internal static class FunctionArguments
{
    /// <exception cref="InvalidArgumentException">An argument is missing, unknown or unreadable.</exception>
    public static object?[] Bind(Invocation invocation, DateTimeOffset now, CancellationToken cancellation)
    {
        var function = invocation.Function;
        if (invocation.Arguments.Keys.FirstOrDefault(name => !function.Arguments.Contains(name)) is { } unknown)
        {
            var known = string.Join(", ", function.Arguments);
            throw new InvalidArgumentException($"{function.Name} has no argument {unknown}; it takes {(known.Length > 0 ? known : "none")}.");
        }

        return [.. function.Method.GetParameters().Select(parameter => Value(parameter, invocation, now, cancellation))];
    }

    private static object? Value(ParameterInfo parameter, Invocation invocation, DateTimeOffset now, CancellationToken cancellation)
    {
        if (invocation.Function.IsTrigger(parameter))
        {
            return invocation.Function.Trigger is Trigger.Timer ? invocation.Timer ?? new TimerInfo(now, IsPastDue: false) : Key(parameter, invocation);
        }

        return parameter.ParameterType == typeof(CancellationToken) ? cancellation
            : parameter.ParameterType == typeof(FunctionContext) ? invocation.Context
            : invocation.Arguments.TryGetValue(parameter.Name!, out var text) ? Parse(parameter, text)
            : parameter.DefaultValue;
    }

    private static string Key(ParameterInfo parameter, Invocation invocation)
    {
        var key = invocation.Key ?? invocation.Arguments.GetValueOrDefault(parameter.Name!);
        var prefix = ((Trigger.Lake)invocation.Function.Trigger).Prefix;
        return key is not null && key.StartsWith(prefix, StringComparison.Ordinal)
            ? key
            : throw new InvalidArgumentException($"{invocation.Function.Name} needs {parameter.Name}=… with a key that starts with {prefix}.");
    }

    private static object Parse(ParameterInfo parameter, string text)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type == typeof(string) ? text
            : type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : type == typeof(bool) && bool.TryParse(text, out var flag) ? flag
            : throw new InvalidArgumentException($"{parameter.Name}={text} is not {(type == typeof(int) ? "a whole number" : "true or false")}.");
    }
}
