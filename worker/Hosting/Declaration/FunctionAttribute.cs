namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>Makes a method a function that every host can run, under a name of small letters, digits and "-".</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
