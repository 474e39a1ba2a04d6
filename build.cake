#load "build-steps.cake"

// The one way in. ./build.sh runs what is built; --target=Test, --target=Benchmark and --target=Evaluate do what their names say.
var target = Argument("target", "Run");

Task("Build")
    .Description("Restores what the lock files pin, and builds everything.")
    .Does(() => DotNetBuild("Hitcast.slnx", new() { Configuration = "Release", NoLogo = true, Verbosity = DotNetVerbosity.Minimal }));

Task("Run")
    .Description("Starts API and worker, waits until they are ready, prints where they are and one answered request a model. Ctrl-C ends it.")
    .IsDependentOn("Build")
    .Does(() => Need("/usr/lib/postgresql/*/bin/postgres", "postgresql"))
    .Does(RunAll);

Task("Test")
    .Description("Looks at the code's format, then runs every test; the notebooks' too where Python packages can be installed.")
    .IsDependentOn("Build")
    // White space and the order of usings: all other rules of style are held by the build.
    .Does(() => Require(
        StartProcess("dotnet", "format Hitcast.slnx --no-restore --verify-no-changes --diagnostics IMPORTS") == 0,
        "The files named above are not formatted. Run: dotnet format Hitcast.slnx --no-restore --diagnostics IMPORTS"))
    .Does(() => Need("/usr/bin/chromium", "chromium"))
    .Does(() => Need("/usr/lib/postgresql/*/bin/postgres", "postgresql"))
    .Does(RunTests);

Task("Benchmark")
    .Description("Measures the API beside its peers, then the worker, and prints both tables, in about a quarter of an hour.")
    .IsDependentOn("Build")
    .Does(() => Need("/usr/bin/wrk", "wrk"))
    .Does(() => Run("npm", "ci --ignore-scripts --no-audit --no-fund --prefix tests/benchmark/inference-api/fastify"))
    .Does(() => Run("dotnet", "tests/benchmark/inference-api/bin/Release/net10.0/hitcast-inference-api-benchmark.dll"))
    .Does(() => Need("/usr/lib/postgresql/*/bin/postgres", "postgresql"))
    .Does(() => Run("dotnet", "tests/benchmark/worker/bin/Release/net10.0/hitcast-worker-benchmark.dll"));

Task("Soak")
    .Description("Half an hour of mixed load, kills and new versions; says whether anything failed or grew. --minutes=5 for less.")
    .IsDependentOn("Build")
    .Does(() => Need("/usr/lib/postgresql/*/bin/postgres", "postgresql"))
    .Does(() => Run("dotnet", $"tests/soak/bin/Release/net10.0/hitcast-soak.dll {Argument("minutes", "30")}"));

Task("Chaos")
    .Description("Kills workers 200 times, takes database and lake away from them, and holds the warehouse against the catalogue in the end, in about six minutes.")
    .IsDependentOn("Build")
    .Does(() => Need("/usr/lib/postgresql/*/bin/postgres", "postgresql"))
    .Does(() => Run("dotnet", $"tests/chaos/bin/Release/net10.0/hitcast-worker-chaos.dll --kills={Argument("kills", 200)} --seed={Argument("seed", 1)}"));

Task("Evaluate")
    .Description("Asks the 360 questions of tests/evaluation, and prints, for each of their three sets, how many are answered right, wrong and not at all. Needs a warehouse: ./build.sh in another terminal; --api=http://localhost:5000 asks the API, with Gemini if it has a key.")
    .IsDependentOn("Build")
    .Does(() => Run("dotnet", "tests/evaluation/bin/Release/net10.0/hitcast-evaluation.dll" + (HasArgument("api") ? $" --api {Argument<string>("api")}" : "")));

Task("Package")
    .Description("Makes what runs without .NET on the machine: an archive for a server, a folder for Azure Functions, a zip for AWS Lambda.")
    .Does(() => CleanDirectory("artifacts/package"))
    .Does(PackageServer)
    .Does(PackageFunctions)
    .Does(() => Console.WriteLine("In artifacts/package: hitcast-server.tar.gz, azure-functions, aws-lambda.zip. deployment/README.md says where each goes."));

RunTarget(target);

if (target == "Test")
{
    Console.WriteLine(failures.Count == 0 ? "" : $"\nFailed, from above:\n{string.Join("\n", failures.Take(200))}\n");
    Console.WriteLine($"{counts["succeeded"]} passed, {counts["failed"]} failed, {counts["skipped"]} skipped");
    Environment.Exit(counts["failed"] == 0 ? 0 : 1);
}
