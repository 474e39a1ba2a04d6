using System.Diagnostics;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Task = System.Threading.Tasks.Task;

// What the tasks of build.cake are made of.

var urls = Argument("urls", "http://localhost:5000");
var counts = new Dictionary<string, int>();
var failures = new List<string>();

void Require(bool condition, string otherwise)
{
    if (!condition)
    {
        throw new CakeException(otherwise);
    }
}

void Run(string program, string arguments) => Require(StartProcess(program, arguments) == 0, $"{program} {arguments}: failed; what it printed above says why.");

// Installs a Debian package unless its program is there, or in the PATH.
void Need(string program, string package)
{
    var inPath = EnvironmentVariable("PATH").Split(':').Any(folder => FileExists($"{folder}/{System.IO.Path.GetFileName(program)}"));
    if (!inPath && !GetFiles(program).Any())
    {
        Require(Environment.UserName == "root" && FileExists("/usr/bin/apt-get"), $"{package} is missing. Install it, on Debian with: apt-get install {package}");
        Run("apt-get", "update --quiet");
        Run("apt-get", $"install --yes --quiet {package}");
    }
}

async Task RunAll()
{
    if (!HasEnvironmentVariable("Lake__Address") && !DirectoryExists(".hitcast/lake/tmdb/movies"))
    {
        EnsureDirectoryExists(".hitcast/lake");
        CopyDirectory("worker/sample-catalogue/tmdb", ".hitcast/lake/tmdb");
    }

    var api = Start("inference-api/bin/Release/net10.0/hitcast-inference-api.dll", "--urls", urls);
    var worker = Start("worker/bin/Release/net10.0/hitcast-worker.dll", "run", $"--Api:BaseAddress={urls}");

    // A terminal sends Ctrl-C to all; a signal sent to this process alone is passed on. Either way the two end first.
    void End(PosixSignalContext signal)
    {
        signal.Cancel = true;
        StartProcess("kill", $"-TERM {api.Id} {worker.Id}");
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
    using var http = new HttpClient { BaseAddress = new(urls) };
    try
    {
        await UntilReady(api, http, "/health/ready");
        await UntilReady(worker, http, "http://localhost:5001/health/ready");
        Console.WriteLine($"\nReady.\n  page          {urls}/\n  Swagger UI    {urls}/docs\n  models        {urls}/models\n  questions     {urls}/ask-text?question=…, {urls}/questions\n  worker        http://localhost:5001/health/ready\n  forecasts     {urls}/models/movie-success/accuracy counts those kept; the worker makes them within two minutes");
        foreach (var model in JsonNode.Parse(await http.GetStringAsync("/models"))["models"].AsArray())
        {
            await ShowPrediction(http, (string)model["name"]);
        }

        await ShowAnswer(http, worker, "Top 3 comedies by revenue");
        Console.WriteLine("\nCtrl-C ends it.");
        await Task.WhenAny(api.WaitForExitAsync(), worker.WaitForExitAsync());
    }
    finally
    {
        foreach (var service in new[] { api, worker }.Where(service => !service.HasExited))
        {
            StartProcess("kill", $"-TERM {service.Id}");
        }

        await Task.WhenAll(api.WaitForExitAsync(), worker.WaitForExitAsync());
    }

    Require(api.ExitCode == 0 && worker.ExitCode is 0 or 130, $"The API ended with exit code {api.ExitCode}, the worker with {worker.ExitCode}; what they logged above says why.");
}

Process Start(params string[] command) => Process.Start(new ProcessStartInfo("dotnet", command));

async Task UntilReady(Process service, HttpClient http, string address)
{
    for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
    {
        Require(!service.HasExited && waited.Elapsed < TimeSpan.FromMinutes(2), $"{address} is not ready; what was logged above says why.");
        try
        {
            if ((await http.GetAsync(address)).IsSuccessStatusCode)
            {
                return;
            }
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
        }
    }
}

async Task ShowPrediction(HttpClient http, string model)
{
    var inputs = JsonNode.Parse(await http.GetStringAsync($"/models/{model}"))["manifest"]["inputs"].AsArray();
    var request = new JsonObject(inputs.Select(input => KeyValuePair.Create((string)input["name"], input["example"].DeepClone()))).ToJsonString();
    var reply = await http.PostAsync($"/models/{model}/predict", new StringContent(request, null, "application/json"));
    Console.WriteLine($"\nPOST {urls}/models/{model}/predict\n{request}\n→ {(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
}

// The sample catalogue may still be loading when the worker is ready: an answer is shown once there are rows, and the data has been the same for some seconds.
async Task ShowAnswer(HttpClient http, Process worker, string question)
{
    var address = $"/ask-text?question={Uri.EscapeDataString(question)}";
    var before = "";
    for (var waited = Stopwatch.StartNew(); ; await Task.Delay(3000))
    {
        Require(!worker.HasExited, "The worker ended; what it logged above says why.");
        var reply = await http.GetAsync(address);
        var answer = JsonNode.Parse(await reply.Content.ReadAsStringAsync());
        var rows = answer["rows"] as JsonArray ?? [];
        var data = answer["freshness"]?.ToJsonString();
        if ((rows.Count > 0 && data == before) || waited.Elapsed > TimeSpan.FromMinutes(1))
        {
            Console.WriteLine($"\nGET {urls}{address}\n→ {(int)reply.StatusCode} {answer["answer"] ?? answer["detail"]}{string.Concat(rows.Select(row => $"\n  {row.ToJsonString()}"))}");
            return;
        }

        before = data;
    }
}

void Publish(string project, string folder) => Run("dotnet", $"publish {project} --configuration Release --runtime linux-x64 --self-contained --output {folder}");

// Everything a server needs, as deployment/README.md installs it.
void PackageServer()
{
    Publish("inference-api", "artifacts/package/hitcast/inference-api");
    Publish("worker", "artifacts/package/hitcast/worker");
    CopyDirectory("onnx-models", "artifacts/package/hitcast/onnx-models");
    CopyDirectory("worker/sample-catalogue", "artifacts/package/hitcast/sample-catalogue");
    CopyDirectory("deployment/systemd", "artifacts/package/hitcast/systemd");
    Run("tar", "--create --gzip --owner=0 --group=0 --directory artifacts/package --file artifacts/package/hitcast-server.tar.gz hitcast");
}

void PackageFunctions()
{
    CopyDirectory("artifacts/package/hitcast/worker", "artifacts/package/azure-functions");
    Run("artifacts/package/azure-functions/hitcast-worker", "azure-functions artifacts/package/azure-functions");
    CopyDirectory("artifacts/package/hitcast/worker", "artifacts/package/aws-lambda");
    MoveFile("artifacts/package/aws-lambda/hitcast-worker", "artifacts/package/aws-lambda/bootstrap");
    System.IO.Compression.ZipFile.CreateFromDirectory("artifacts/package/aws-lambda", "artifacts/package/aws-lambda.zip");
}

void RunTests()
{
    var failed = RunAndCount("dotnet", "test --solution Hitcast.slnx --configuration Release --no-build --no-ansi --no-progress", @"^\s+(?<what>succeeded|failed|skipped): (?<count>\d+)$");
    Require(counts.ContainsKey("succeeded"), "The test runner did not say how many tests it ran.");
    if (StartProcess("bash", "-c \"set -euo pipefail; source training-notebooks/environment.sh\"") == 0)
    {
        failed |= RunAndCount("training-notebooks/test", "", @"(?<count>\d+) (?<what>passed|failed|skipped)");
    }
    else
    {
        Console.WriteLine("The notebooks' tests are left out: their Python packages cannot be installed here.");
    }

    counts["failed"] = Math.Max(counts["failed"], failed ? 1 : 0);
}

// Runs a test runner, shows what it prints, keeps what it says of each failed test, and adds up the counts that the pattern finds. Says whether it failed.
bool RunAndCount(string program, string arguments, string pattern)
{
    var inFailure = false;

    string Show(string line)
    {
        foreach (Match match in Regex.Matches(line ?? "", pattern))
        {
            var name = match.Groups["what"].Value.Replace("passed", "succeeded");
            counts[name] = counts.GetValueOrDefault(name) + int.Parse(match.Groups["count"].Value);
        }

        // The stack's first lines say where; the others are the runner's own.
        inFailure = line is not null && (Regex.IsMatch(line, @"^(failed|FAILED) ") || (inFailure && line.StartsWith("  ")));
        if (inFailure && !line.StartsWith("    at System."))
        {
            failures.Add(line);
        }

        Console.WriteLine(line);
        return line;
    }

    return StartProcess(program, new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true, RedirectedStandardOutputHandler = Show }) != 0;
}
