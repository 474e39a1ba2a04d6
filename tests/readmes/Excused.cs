namespace Hitcast.Readmes.Tests;

/// <summary>The commands that no test runs, and why.</summary>
internal static class Excused
{
    public const string Api = "dotnet inference-api/bin/Release/net10.0/hitcast-inference-api.dll --urls http://localhost:5000";
    public const string Worker = "worker run";

    private const string RunsMeanwhile = "Runs while all the others are run: RunningHitcast starts it.";
    private const string Builds = "Builds what is being tested, and then does for minutes what its target is for.";
    private const string Server = "Needs a server whose root one is; its steps were followed by hand.";
    private const string Aws = "Needs an account with AWS; the template is made into a stack by a test of the worker.";
    private const string Data = "Needs data that the reader brings; tests/training-notebooks does the same with made-up data.";

    /// <summary>From a command, or its beginning where it ends with " …", to the reason.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        [Api] = RunsMeanwhile,
        [Worker] = RunsMeanwhile,
        ["./build.sh"] = Builds,
        ["./build.sh --target=Test"] = Builds,
        ["./build.sh --target=Chaos"] = Builds,
        ["./build.sh --target=Chaos --kills=20 --seed=7"] = Builds,
        ["./build.sh --target=Evaluate"] = Builds,
        ["./build.sh --target=Evaluate --api=http://localhost:5000"] = Builds,
        ["npm ci --ignore-scripts --prefix tests/benchmark/inference-api/fastify"] = "Fetches packages, for the benchmark alone.",
        ["dotnet run -c Release --project tests/benchmark/inference-api"] = Builds,
        ["dotnet tests/benchmark/worker/bin/Release/net10.0/hitcast-worker-benchmark.dll"] = "Measures for minutes.",
        ["dotnet tests/benchmark/worker/bin/Release/net10.0/hitcast-worker-benchmark.dll load --movies=10000,1000000"] = "Measures for minutes.",
        ["dotnet tests/benchmark/worker/bin/Release/net10.0/hitcast-worker-benchmark.dll --long"] = "Measures for an hour.",
        ["training-notebooks/train spotify-popularity --data dataTrain_Spotify.csv"] = Data,
        ["training-notebooks/test"] = "Is run by ./build.sh --target=Test beside these tests.",
        ["uv pip compile …"] = "Changes the pinned packages.",
        ["tar --extract …"] = Server,
        ["useradd …"] = Server,
        ["install …"] = Server,
        ["cp /opt/hitcast/systemd/hitcast-*.service /etc/systemd/system/"] = Server,
        ["cp --recursive --no-clobber /opt/hitcast/onnx-models /var/lib/hitcast"] = Server,
        ["systemctl …"] = Server,
        ["journalctl …"] = Server,
        ["CREATE ROLE hitcast …"] = Server,
        ["aws …"] = Aws,
    };

    public static bool Matches(string excuse, string command) =>
        excuse.EndsWith(" …", StringComparison.Ordinal) ? command.StartsWith(excuse[..^1], StringComparison.Ordinal) : command == excuse;
}
