using System.Globalization;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>A repository with a copy of one published version, gone with the test.</summary>
internal sealed class CopiedModel : IDisposable
{
    private readonly string version;
    private readonly string model;

    public CopiedModel(string version)
    {
        this.version = version;
        Root = Directory.CreateTempSubdirectory("hitcast-models-").FullName;
        model = Path.Combine(Root, version.Split('/')[0]);
        AddVersion(int.Parse(version.Split('/')[1], CultureInfo.InvariantCulture));
    }

    public string Root { get; }

    /// <summary>Copies the version again under another number.</summary>
    /// <returns>The new version's folder.</returns>
    public string AddVersion(int number)
    {
        var source = Path.Combine(Published.Repository, version);
        var target = Path.Combine(model, number.ToString(CultureInfo.InvariantCulture));
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var manifest = Path.Combine(target, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(
            $"\"version\": {version.Split('/')[1]},", $"\"version\": {number},", StringComparison.Ordinal));
        return target;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
