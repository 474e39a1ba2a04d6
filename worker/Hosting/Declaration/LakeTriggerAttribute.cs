namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>On the parameter, a <see cref="string"/>, that receives the key of an object that arrived in the lake.</summary>
/// <param name="prefix">How the keys start that the function is for, with a "/" at its end, such as <c>tmdb/movies/</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LakeTriggerAttribute(string prefix) : Attribute
{
    public string Prefix { get; } = prefix;
}
