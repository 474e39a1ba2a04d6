using System.Diagnostics;
using System.Reflection;

namespace Hitcast.InferenceApi.Benchmark;

/// <summary>What the command line says: <c>[--quick] [--api=PATH] [PART …]</c>; no part means all.</summary>
internal sealed record BenchmarkOptions(string Root, bool Quick, string ApiPath, IReadOnlyList<string> Parts)
{
    public string Model => "spotify-popularity";

    public string ModelsPath => Path.Combine(Root, "onnx-models");

    public string FastifyPath => Path.Combine(Root, "tests/benchmark/inference-api/fastify");

    public string Output => Path.Combine(Root, "artifacts/benchmark");

    /// <summary>Alternating rounds (A B A B …) of which the medians are taken.</summary>
    public int Rounds => Quick ? 3 : 6;

    /// <summary>How long one round of load takes.</summary>
    public TimeSpan Round => TimeSpan.FromSeconds(2);

    public int BatchRows => Quick ? 100_000 : 1_000_000;

    /// <exception cref="UsageException">An option or part is unknown, or the repository is not above the working folder.</exception>
    public static BenchmarkOptions Parse(string[] args, IReadOnlyList<string> knownParts)
    {
        if (typeof(BenchmarkOptions).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            throw new UsageException("Measure the Release build: dotnet run -c Release --project tests/benchmark/inference-api");
        }

        var root = FindRoot(Environment.CurrentDirectory);
        var parts = args.Where(arg => !arg.StartsWith('-')).ToArray();
        var unknown = args.Except(knownParts).FirstOrDefault(arg => arg != "--quick" && !arg.StartsWith("--api=", StringComparison.Ordinal));
        return unknown is null
            ? new BenchmarkOptions(root, args.Contains("--quick"), Api(args, root), parts is [] ? knownParts : parts)
            : throw new UsageException($"{unknown} is neither an option (--quick, --api=PATH) nor a part ({string.Join(", ", knownParts)}).");
    }

    private static string Api(string[] args, string root)
    {
        var given = args.FirstOrDefault(arg => arg.StartsWith("--api=", StringComparison.Ordinal))?["--api=".Length..];
        return Path.GetFullPath(given ?? Path.Combine(root, "inference-api/bin/Release/net10.0/hitcast-inference-api"));
    }

    private static string FindRoot(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Hitcast.slnx")))
            {
                return at.FullName;
            }
        }

        throw new UsageException($"No Hitcast.slnx in {folder} or above it: run the benchmark inside the repository.");
    }
}

/// <summary>What was typed cannot be done; the text says what can.</summary>
internal sealed class UsageException(string message) : Exception(message);
