using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Scoring;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

/// <summary>A model repository of a test's own: copies of a published version, changed as the test wants.</summary>
internal sealed class TemporaryRepository : IDisposable
{
    private const string Source = "movie-success/2";
    private const int ParityCases = 5;
    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("hitcast-models-");

    public TemporaryRepository() => Root = Directory.CreateDirectory(Path.Combine(home.FullName, "models")).FullName;

    public string Root { get; }

    /// <summary>A folder that is not in the repository.</summary>
    public string Outside => Directory.CreateDirectory(Path.Combine(home.FullName, "outside")).FullName;

    public string Folder(string model, int version) => Path.Combine(Root, model, $"{version}");

    /// <summary>Publishes as notebooks do: written under a dot, with all hashes right, then renamed.</summary>
    /// <param name="edit">Changes the files; their hashes are taken afterwards.</param>
    /// <param name="editManifest">Changes the manifest last of all.</param>
    public string Publish(string model = "movie-success", int version = 2, Action<string>? edit = null, Action<JsonObject>? editManifest = null)
    {
        var aside = Path.Combine(Root, model, $".{version}");
        Copy(Path.Combine(Published.Repository, Source), aside);
        EditJson(Path.Combine(aside, "parity.json"), parity => parity["cases"] = new JsonArray([.. parity["cases"]!.AsArray().Take(ParityCases).Select(item => item!.DeepClone())]));
        edit?.Invoke(aside);
        Seal(aside, model, version, editManifest);
        Directory.Move(aside, Folder(model, version));
        return Folder(model, version);
    }

    /// <summary>Writes the manifest anew with the name, the version and the hashes that the files have now.</summary>
    public static void Seal(string folder, string model, int version, Action<JsonObject>? editManifest = null) =>
        EditJson(Path.Combine(folder, "manifest.json"), manifest =>
        {
            (manifest["name"], manifest["version"]) = (model, version);
            foreach (var file in manifest["files"]!.AsObject().Select(file => file.Key).Where(file => File.Exists(Path.Combine(folder, file))).ToList())
            {
                manifest["files"]![file] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file))));
            }

            editManifest?.Invoke(manifest);
        });

    public static void EditJson(string file, Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(File.ReadAllBytes(file))!.AsObject();
        edit(json);
        File.WriteAllText(file, json.ToJsonString());
    }

    public static void EditBytes(string file, Func<byte[], byte[]> edit) => File.WriteAllBytes(file, edit(File.ReadAllBytes(file)));

    /// <summary>Loads as the service does. Whoever gets it must release it.</summary>
    public ModelVersion Load(string model = "movie-success", int version = 2) =>
        new VersionLoader(Options.Create(new ScoringOptions()), new ModelMetrics(Meters), TimeProvider.System).Load(new(Root, model, version));

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => home.Delete(recursive: true);
}
