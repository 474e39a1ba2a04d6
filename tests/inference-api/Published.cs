using Xunit;

namespace Hitcast.InferenceApi.Tests;

/// <summary>The versions in <c>onnx-models/</c>, real data for the tests.</summary>
internal static class Published
{
    public static string Repository { get; } = Hitcast.Tests.Repository.PathOf("onnx-models");

    /// <summary>Every version, as <c>name/number</c>.</summary>
    public static TheoryData<string> Versions { get; } =
        [.. Directory.GetFiles(Repository, "manifest.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository, Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Order()];

    public static byte[] Read(string version, string file) => File.ReadAllBytes(Path.Combine(Repository, version, file));
}
