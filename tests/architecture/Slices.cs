using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Hitcast.Architecture.Tests;

/// <summary>The folders of a project, and what each uses of the others, read from its assembly.</summary>
internal sealed class Slices
{
    private readonly string root;

    public Slices(string assembly, string root)
    {
        this.root = root + ".";
        var types = new ArchLoader().LoadAssembly(Assembly.Load(assembly)).Build().Types;
        Uses =
        [
            .. from type in types
               from target in type.Dependencies.Select(dependency => dependency.Target).Distinct()
               let user = SliceOf(type)
               let used = SliceOf(target)
               where user is not null && used is not null && user != used
               select new Use(user, used, type, target),
        ];
        Names = [.. types.Select(SliceOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Every place where a type of one folder depends on a type of another.</summary>
    public IReadOnlyList<Use> Uses { get; }

    /// <summary>The folders that a folder uses, in order.</summary>
    public IEnumerable<string> UsedBy(string folder) => Uses.Where(use => use.User == folder).Select(use => use.Used).Distinct().Order(StringComparer.Ordinal);

    private string? SliceOf(IType type) =>
        type.FullName.StartsWith(root, StringComparison.Ordinal) && type.FullName[root.Length..].Split('.') is [var slice, _, ..] ? slice : null;

    internal sealed record Use(string User, string Used, IType Type, IType Target)
    {
        public override string ToString() => $"{Type.FullName} uses {Target.FullName}";
    }
}
