using System.Globalization;
using System.Text.Json.Nodes;

namespace Hitcast.Story.Tests;

/// <summary>The folder of a model, into which versions are dropped as a notebook publishes them: written under a dot, then renamed.</summary>
internal sealed class ModelFolder(string path)
{
    public string Path => path;

    /// <summary>What version 2 is, under another number.</summary>
    public void Publish(int version, Action<string>? spoil = null)
    {
        var aside = System.IO.Path.Combine(path, $".{version}");
        Copy(System.IO.Path.Combine(path, "2"), aside);
        var manifest = System.IO.Path.Combine(aside, "manifest.json");
        var json = JsonNode.Parse(File.ReadAllBytes(manifest))!;
        json["version"] = version;
        File.WriteAllText(manifest, json.ToJsonString());
        spoil?.Invoke(aside);
        Directory.Move(aside, System.IO.Path.Combine(path, version.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The same, with one byte of the model changed.</summary>
    public void PublishBroken(int version) => Publish(version, folder =>
    {
        var file = System.IO.Path.Combine(folder, "model.onnx");
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    });

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
