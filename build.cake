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
    .Description("Runs every test; the notebooks' too where Python packages can be installed.")
    .IsDependentOn("Build")
    .Does(() => Need("/usr/bin/chromium", "chromium"))
    .Does(() => Need("/usr/lib/postgresql/*/bin/postgres", "postgresql"))
    .Does(RunTests);

Task("Benchmark")
    .Description("Measures the API beside its peers and prints the table, in about eight minutes.")
    .IsDependentOn("Build")
    .Does(() => Need("/usr/bin/wrk", "wrk"))
    .Does(() => Run("npm", "ci --ignore-scripts --no-audit --no-fund --prefix tests/benchmark/inference-api/fastify"))
    .Does(() => Run("dotnet", "tests/benchmark/inference-api/bin/Release/net10.0/hitcast-inference-api-benchmark.dll"));

Task("Evaluate")
    .Description("Asks the 120 questions of tests/evaluation and prints how many are answered right, wrong and not at all. Needs a warehouse: ./build.sh in another terminal; --api=http://localhost:5000 asks the API, with Gemini if it has a key.")
    .IsDependentOn("Build")
    .Does(() => Run("dotnet", "tests/evaluation/bin/Release/net10.0/hitcast-evaluation.dll" + (HasArgument("api") ? $" --api {Argument<string>("api")}" : "")));

Task("Package")
    .Description("Makes what runs without .NET on the machine: a folder for Azure Functions, a zip for AWS Lambda.")
    .Does(() => CleanDirectory("artifacts/package"))
    .Does(() => Run("dotnet", "publish worker --configuration Release --runtime linux-x64 --self-contained --output artifacts/package/azure-functions"))
    .Does(() => CopyDirectory("artifacts/package/azure-functions", "artifacts/package/aws-lambda"))
    .Does(() => Run("artifacts/package/azure-functions/hitcast-worker", "azure-functions artifacts/package/azure-functions"))
    .Does(() => MoveFile("artifacts/package/aws-lambda/hitcast-worker", "artifacts/package/aws-lambda/bootstrap"))
    .Does(() => System.IO.Compression.ZipFile.CreateFromDirectory("artifacts/package/aws-lambda", "artifacts/package/aws-lambda.zip"))
    .Does(() => Console.WriteLine("artifacts/package/azure-functions is deployed as it is; artifacts/package/aws-lambda.zip as a function on provided.al2023."));

RunTarget(target);

if (target == "Test")
{
    Console.WriteLine($"{counts["succeeded"]} passed, {counts["failed"]} failed, {counts["skipped"]} skipped");
    Environment.Exit(counts["failed"] == 0 ? 0 : 1);
}
