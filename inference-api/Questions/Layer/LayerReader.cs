using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hitcast.InferenceApi.Questions.Layer;

/// <summary>Reads the YAML strictly: a key that is not known, or stands twice, is an error with its line.</summary>
internal static class LayerReader
{
    private const string Name = "semantic-layer.yaml";

    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    /// <exception cref="LayerException">It is no such YAML; the message names line and key.</exception>
    public static LayerFile Read(TextReader yaml)
    {
        try
        {
            return Yaml.Deserialize<LayerFile?>(yaml) ?? throw new LayerException($"{Name} is empty.");
        }
        catch (YamlException exception)
        {
            var cause = exception;
            while (cause.InnerException is YamlException inner)
            {
                cause = inner;
            }

            throw new LayerException(string.Create(CultureInfo.InvariantCulture, $"{Name}, line {cause.Start.Line}: {Said(cause)}"), exception);
        }
    }

    private static string Said(YamlException exception) =>
        exception.Message.StartsWith("Property '", StringComparison.Ordinal) && exception.Message.Split('\'') is [_, var key, ..]
            ? $"the key \"{key}\" is not known here. Correct it, or take it out."
            : exception.InnerException is { Message: var inner } ? $"{exception.Message} {inner}" : exception.Message;

    /// <exception cref="LayerException"/>
    public static LayerFile ReadOwn()
    {
        using var stream = typeof(LayerReader).Assembly.GetManifestResourceStream(Name)!;
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}
