using System.Security.Cryptography;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>The files of one version, each read once: what was hashed is what is used.</summary>
internal sealed class VersionFiles
{
    private const long MostManifestBytes = 16 << 20;
    private static readonly ManifestSchema Schema = ManifestSchema.Load();
    private readonly Dictionary<string, byte[]> contents;

    private VersionFiles(Manifest manifest, byte[] manifestJson, Dictionary<string, byte[]> contents)
    {
        Manifest = manifest;
        ManifestJson = manifestJson;
        this.contents = contents;
    }

    public Manifest Manifest { get; }

    public byte[] ManifestJson { get; }

    public byte[] this[string file] => contents[file];

    /// <summary>Reads and proves the files of a version: the manifest by its schema, all others by their SHA-256.</summary>
    /// <exception cref="VersionRefusedException">A file is missing, or is not what it should be.</exception>
    public static VersionFiles Read(VersionFolder folder)
    {
        try
        {
            return ReadAll(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new VersionRefusedException("A file of the version is missing or cannot be read.", exception);
        }
    }

    private static VersionFiles ReadAll(VersionFolder folder)
    {
        var json = ReadFile(folder, "manifest.json", MostManifestBytes);
        var manifest = ParseManifest(json);
        if (manifest.Name != folder.Model || manifest.Version != folder.Version)
        {
            throw new VersionRefusedException(
                $"manifest.json: name and version are {manifest.Name} {manifest.Version}, the folders' names are {folder.Model} {folder.Version}.");
        }

        var contents = new Dictionary<string, byte[]>();
        foreach (var (file, sha256) in manifest.Files)
        {
            contents[file] = ReadFile(folder, file, long.MaxValue);
            if (Convert.ToHexStringLower(SHA256.HashData(contents[file])) != sha256)
            {
                throw new VersionRefusedException($"{file}: its SHA-256 is not the one in manifest.json.");
            }
        }

        // People's files are proven like the others, and read again when somebody asks for them.
        foreach (var file in manifest.Files.Keys.Where(file => file.StartsWith("plots/", StringComparison.Ordinal)))
        {
            contents.Remove(file);
        }

        return new(manifest, json, contents);
    }

    private static byte[] ReadFile(VersionFolder folder, string file, long mostBytes)
    {
        var path = folder.PathOf(file);
        if (!File.Exists(path))
        {
            throw new VersionRefusedException($"{file}: the file is missing.");
        }

        return new FileInfo(path).Length <= mostBytes
            ? File.ReadAllBytes(path)
            : throw new VersionRefusedException($"{file}: the file is larger than {mostBytes} bytes.");
    }

    private static Manifest ParseManifest(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("format", out var format)
                && !(format.ValueKind == JsonValueKind.Number && format.TryGetInt32(out var number) && number == Manifest.KnownFormat))
            {
                throw new VersionRefusedException($"manifest.json: format is {format}, this server knows {Manifest.KnownFormat}.");
            }

            return Schema.Problems(document.RootElement) is [var problem, ..]
                ? throw new VersionRefusedException($"manifest.json: {problem}")
                : Manifest.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new VersionRefusedException("manifest.json: the file is no JSON.", exception);
        }
    }
}
