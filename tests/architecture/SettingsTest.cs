using System.Reflection;
using Hitcast.Tests;
using Xunit;

namespace Hitcast.Architecture.Tests;

public sealed class SettingsTest
{
    [Theory]
    [InlineData("inference-api", "hitcast-inference-api")]
    [InlineData("worker", "hitcast-worker")]
    public void Every_setting_stands_in_the_README(string project, string assembly)
    {
        var readme = File.ReadAllText(Repository.PathOf($"{project}/README.md"));
        var settings = Assembly.Load(assembly).GetTypes()
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties().Where(IsSetting).Select(property => (type, property)))
            .ToArray();
        Assert.NotEmpty(settings);
        Assert.Empty(settings
            .Where(setting => !readme.Contains($":{setting.property.Name}`", StringComparison.Ordinal))
            .Select(setting => $"{setting.type.Name}.{setting.property.Name}"));
    }

    /// <summary>What configuration can bind: a property that may be set later than in an initializer.</summary>
    private static bool IsSetting(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");
}
