using System.Text.Json.Nodes;
using Hitcast.InferenceApi.ModelRepository;
using Xunit;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

/// <summary>Every way to break a version, and the reason that is given.</summary>
public sealed class RefusalTest : IDisposable
{
    private readonly TemporaryRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public void An_unbroken_copy_is_loaded()
    {
        repository.Publish();
        var version = repository.Load();
        Assert.Equal("movie-success", version.Manifest.Name);
        version.Release();
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("parity.json")]
    [InlineData("reference.json")]
    [InlineData("card.md")]
    [InlineData("plots/roc.png")]
    public void A_file_with_another_hash(string file)
    {
        File.AppendAllText(Path.Combine(repository.Publish(), file), " ");
        Assert.Equal($"{file}: its SHA-256 is not the one in manifest.json.", Reason());
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("model.onnx")]
    [InlineData("parity.json")]
    [InlineData("reference.json")]
    [InlineData("card.md")]
    [InlineData("plots/roc.png")]
    public void A_missing_file(string file)
    {
        File.Delete(Path.Combine(repository.Publish(), file));
        Assert.Equal($"{file}: the file is missing.", Reason());
    }

    [Theory]
    [InlineData("2", "2")]
    [InlineData("0", "0")]
    [InlineData("\"1\"", "1")]
    [InlineData("1.5", "1.5")]
    public void Another_format(string format, string shown) => Assert.Equal(
        $"manifest.json: format is {shown}, this server knows 1.", ReasonOf(editManifest: manifest => manifest["format"] = JsonNode.Parse(format)));

    [Fact]
    public void A_manifest_that_the_schema_refuses()
    {
        Assert.Equal("manifest.json: $.format: is required", ReasonOf(editManifest: manifest => manifest.Remove("format")));
        Assert.StartsWith("manifest.json: $.inputs[0].kind: must be one of", ReasonOf(editManifest: manifest => manifest["inputs"]![0]!["kind"] = "colour"));
        Assert.StartsWith("manifest.json: $.files['parity.json']: is required", ReasonOf(editManifest: manifest => manifest["files"]!.AsObject().Remove("parity.json")));
        Assert.StartsWith("manifest.json: $.files", ReasonOf(editManifest: manifest => manifest["files"]!["../../secret"] = new string('0', 64)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("no JSON")]
    public void A_manifest_that_is_no_JSON(string text)
    {
        File.WriteAllText(Path.Combine(repository.Publish(), "manifest.json"), text);
        Assert.Equal("manifest.json: the file is no JSON.", Reason());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1")]
    public void A_manifest_that_is_no_object(string text)
    {
        File.WriteAllText(Path.Combine(repository.Publish(), "manifest.json"), text);
        Assert.StartsWith("manifest.json: $: must be object", Reason());
    }

    [Fact]
    public void A_huge_manifest()
    {
        File.AppendAllText(Path.Combine(repository.Publish(), "manifest.json"), new string(' ', 17 << 20));
        Assert.Equal("manifest.json: the file is larger than 16777216 bytes.", Reason());
    }

    [Fact]
    public void A_name_or_version_unlike_the_folders() => Assert.Equal(
        "manifest.json: name and version are movie-success 3, the folders' names are movie-success 2.",
        ReasonOf(editManifest: manifest => manifest["version"] = 3));

    [Fact]
    public void Another_order_of_inputs() => Assert.StartsWith("model.onnx: its inputs are budget, runtime, ", ReasonOf(editManifest: manifest =>
    {
        var inputs = manifest["inputs"]!.AsArray();
        var first = inputs[0];
        inputs.RemoveAt(0);
        inputs.Insert(1, first);
    }));

    [Fact]
    public void Another_operator_set() => Assert.Equal(
        "model.onnx: its operator set of ai.onnx is 21; manifest.json says 20.",
        ReasonOf(editManifest: manifest => manifest["onnx"]!["opsets"]!["ai.onnx"] = 20));

    [Fact]
    public void Another_IR_version() => Assert.Equal(
        "model.onnx: its IR version is 10; manifest.json says 9.", ReasonOf(editManifest: manifest => manifest["onnx"]!["ir_version"] = 9));

    [Fact]
    public void A_foreign_domain() => Assert.Equal(
        "model.onnx: it uses operators of com.acme.x; only ai.onnx, ai.onnx.ml are allowed.",
        ReasonOf("model.onnx", bytes => Replace(bytes, "ai.onnx.ml"u8, "com.acme.x"u8)));

    [Fact]
    public void An_answer_that_differs()
    {
        Assert.Equal(
            "parity.json: case 2, alone: probability differs from the training library's answer by more than the tolerance.",
            ReasonOf(parity => parity["cases"]![2]!["answer"]!["probability"] = (double)parity["cases"]![2]!["answer"]!["probability"]! + 1.1e-5));
        Assert.Equal(
            "parity.json: case 0, alone: label differs from the training library's answer by more than the tolerance.",
            ReasonOf(parity => parity["cases"]![0]!["answer"]!["label"] = "Success"));
    }

    [Fact]
    public void A_contribution_or_base_value_that_differs()
    {
        Assert.Equal(
            "parity.json: case 0, alone: the contribution of 'runtime' differs from the training library's answer by more than the tolerance.",
            ReasonOf(parity => parity["cases"]![0]!["contributions"]!["runtime"] = 0.14));
        Assert.StartsWith("parity.json: the base value is -0.0715", ReasonOf(parity => parity["base_value"] = -0.07));
    }

    [Fact]
    public void A_parity_file_of_another_form()
    {
        Assert.Equal("parity.json: there are no cases in it.", ReasonOf(parity => parity["cases"] = new JsonArray()));
        Assert.Equal(
            "parity.json: the request of case 0 is not valid: budget is the text 'much'. It must be a number from 1 to 10000000000 in US dollars.",
            ReasonOf(parity => parity["cases"]![0]!["request"]!["budget"] = "much"));
        Assert.Equal("parity.json: the file is not of the form that the contract says.", ReasonOf(parity => parity.Remove("tolerance")));
        Assert.Equal("parity.json: the file is not of the form that the contract says.", ReasonOf("parity.json", _ => [.. "[]"u8]));
        Assert.Equal("parity.json: the file is not of the form that the contract says.", ReasonOf("parity.json", bytes => bytes[..^1]));
    }

    [Fact]
    public void A_reference_of_another_form() => Assert.StartsWith("reference.json: ", ReasonOf("reference.json", _ => [.. "{}"u8]));

    [Fact]
    public void A_graph_that_is_garbage_cut_off_or_empty()
    {
        Assert.StartsWith("model.onnx: ", ReasonOf("model.onnx", bytes => [.. new Random(1).GetItems<byte>([1, 2, 3, 0xFF], bytes.Length)]));
        Assert.StartsWith("model.onnx: ", ReasonOf("model.onnx", bytes => bytes[..(bytes.Length / 2)]));
        Assert.Equal("model.onnx: There is no graph in the file.", ReasonOf("model.onnx", _ => []));
    }

    [Fact]
    public void A_graph_damaged_anywhere_is_refused_or_proven_never_more()
    {
        var random = new Random(7);
        for (var i = 0; i < 12; i++)
        {
            var reason = ReasonOf("model.onnx", bytes =>
            {
                bytes[random.Next(Math.Min(bytes.Length, i < 6 ? 2000 : bytes.Length))] ^= (byte)(1 << random.Next(8));
                return bytes;
            });
            Assert.True(reason is null || reason.Contains(": ", StringComparison.Ordinal), reason);
        }
    }

    [Fact]
    public void No_reason_names_a_path_of_the_machine()
    {
        Assert.DoesNotContain(repository.Root, ReasonOf("model.onnx", bytes => bytes[..1000]));
        File.Delete(Path.Combine(repository.Folder("movie-success", 2), "card.md"));
        Directory.CreateDirectory(Path.Combine(repository.Folder("movie-success", 2), "card.md"));
        Assert.DoesNotContain(repository.Root, Reason());
    }

    private static byte[] Replace(byte[] bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> with)
    {
        for (var at = bytes.AsSpan().IndexOf(old); at >= 0; at = bytes.AsSpan().IndexOf(old))
        {
            with.CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }

    private string? ReasonOf(Action<JsonObject> editParity) =>
        ReasonOf(folder => TemporaryRepository.EditJson(Path.Combine(folder, "parity.json"), editParity), editManifest: null);

    private string? ReasonOf(string file, Func<byte[], byte[]> edit) =>
        ReasonOf(folder => TemporaryRepository.EditBytes(Path.Combine(folder, file), edit), editManifest: null);

    private string? ReasonOf(Action<string>? edit = null, Action<JsonObject>? editManifest = null)
    {
        if (Directory.Exists(repository.Folder("movie-success", 2)))
        {
            Directory.Delete(repository.Folder("movie-success", 2), recursive: true);
        }

        repository.Publish(edit: edit, editManifest: editManifest);
        return Reason();
    }

    /// <summary>Why the version is refused; null if it is not.</summary>
    private string? Reason()
    {
        try
        {
            repository.Load().Release();
            return null;
        }
        catch (VersionRefusedException refused)
        {
            return refused.Message;
        }
    }
}
