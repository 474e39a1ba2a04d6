using System.Reflection;

namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>A function is declared in a way that no host could run; the worker does not start.</summary>
public sealed class FunctionSignatureException(MethodInfo method, string reason)
    : Exception($"The function {method.DeclaringType!.Name}.{method.Name} cannot be run: {reason}.");
