using System.Reflection;
using System.Text.RegularExpressions;

namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>Reads a function from a method, or says what is wrong with it.</summary>
internal static partial class FunctionSignature
{
    private static readonly Type[] ArgumentTypes = [typeof(string), typeof(int), typeof(int?), typeof(bool)];

    /// <exception cref="FunctionSignatureException">The message names the method and says what to change.</exception>
    public static FunctionDefinition Read(MethodInfo method)
    {
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        Require(NamePattern().IsMatch(name), method, $"the name \"{name}\" must be small letters, digits and \"-\", and start with a letter");
        Require(method.ReturnType == typeof(Task<FunctionResult>), method, "it must return Task<FunctionResult>");
        Require(!method.IsStatic && method.IsPublic, method, "it must be a public method of an object, since each run gets an object of its own");

        var parameters = method.GetParameters();
        var triggers = parameters.Where(IsTrigger).ToArray();
        Require(triggers.Length == 1, method, $"it must have one parameter with TimerTrigger or LakeTrigger, and has {triggers.Length}");
        foreach (var parameter in parameters.Where(parameter => parameter != triggers[0]))
        {
            Require(
                parameter.ParameterType == typeof(FunctionContext) || parameter.ParameterType == typeof(CancellationToken)
                    || (parameter.HasDefaultValue && ArgumentTypes.Contains(parameter.ParameterType)),
                method,
                $"the parameter {parameter.Name} must be a FunctionContext, a CancellationToken, or a string, int or bool with a default value");
        }

        Require(parameters is [.., { ParameterType: var last }] && last == typeof(CancellationToken), method, "its last parameter must be a CancellationToken");
        return new FunctionDefinition(name, method, ReadTrigger(method, triggers[0]), ReadRetry(method)) { TriggerParameter = triggers[0] };
    }

    private static bool IsTrigger(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(TimerTriggerAttribute)) || parameter.IsDefined(typeof(LakeTriggerAttribute));

    private static Trigger ReadTrigger(MethodInfo method, ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<LakeTriggerAttribute>() is { } lake)
        {
            Require(parameter.ParameterType == typeof(string), method, $"the parameter {parameter.Name} with LakeTrigger must be a string: the key");
            Require(lake.Prefix.Length > 1 && lake.Prefix[^1] == '/', method, $"the prefix \"{lake.Prefix}\" must end with \"/\"");
            return new Trigger.Lake(lake.Prefix);
        }

        Require(parameter.ParameterType == typeof(TimerInfo), method, $"the parameter {parameter.Name} with TimerTrigger must be a TimerInfo");
        try
        {
            return new Trigger.Timer(Schedule.Parse(parameter.GetCustomAttribute<TimerTriggerAttribute>()!.Schedule));
        }
        catch (FormatException exception)
        {
            throw new FunctionSignatureException(method, exception.Message);
        }
    }

    private static RetryAttribute? ReadRetry(MethodInfo method)
    {
        try
        {
            var retries = method.GetCustomAttributes<RetryAttribute>().ToArray();
            Require(retries.Length <= 1, method, "it has two retries; one must go");
            Require(retries is not [{ MaxRetryCount: < 1 }], method, "maxRetryCount must be at least 1; leave the attribute out for no retry");
            return retries.SingleOrDefault();
        }
        catch (FormatException)
        {
            throw new FunctionSignatureException(method, "a retry's interval must be written hh:mm:ss");
        }
    }

    private static void Require(bool holds, MethodInfo method, string otherwise)
    {
        if (!holds)
        {
            throw new FunctionSignatureException(method, otherwise);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex NamePattern();
}
