using System.Reflection;

namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>All functions, by name. Read once, at the start.</summary>
public sealed class FunctionCatalog
{
    private readonly SortedDictionary<string, FunctionDefinition> functions = new(StringComparer.Ordinal);

    /// <exception cref="FunctionSignatureException">A function is declared in a way that no host could run.</exception>
    public FunctionCatalog(IEnumerable<Type> types)
    {
        var methods = types.SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic));
        foreach (var method in methods.Where(method => method.IsDefined(typeof(FunctionAttribute))))
        {
            var function = FunctionSignature.Read(method);
            if (!functions.TryAdd(function.Name, function))
            {
                throw new FunctionSignatureException(method, $"the name {function.Name} is taken by {functions[function.Name].Method.DeclaringType!.Name}");
            }
        }
    }

    public IReadOnlyCollection<FunctionDefinition> Functions => functions.Values;

    public FunctionDefinition? Find(string name) => functions.GetValueOrDefault(name);

    /// <summary>The functions that wait for an object with this key.</summary>
    public IEnumerable<FunctionDefinition> ForKey(string key) =>
        Functions.Where(function => function.Trigger is Trigger.Lake lake && key.StartsWith(lake.Prefix, StringComparison.Ordinal));
}
