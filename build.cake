using System.Diagnostics;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Task = System.Threading.Tasks.Task;

// The one way in. ./build.sh runs what is built; --target=Test and --target=Benchmark do what their names say.
var target = Argument("target", "Run");
var urls = Argument("urls", "http://localhost:5000");
var counts = new Dictionary<string, int>();

Task("Build")
    .Description("Restores what the lock files pin, and builds everything.")
    .Does(() => DotNetBuild("Hitcast.slnx", new() { Configuration = "Release", NoLogo = true, Verbosity = DotNetVerbosity.Minimal }));

Task("Run")
    .Description("Starts the API, waits until it is ready, prints where it is and one answered request a model. Ctrl-C ends it.")
    .IsDependentOn("Build")
    .Does(RunApi);

Task("Test")
    .Description("Runs every test; the notebooks' too where Python packages can be installed.")
    .IsDependentOn("Build")
    .Does(() => Need("chromium"))
    .Does(RunTests);

Task("Benchmark")
    .Description("Measures the API beside its peers and prints the table, in about eight minutes.")
    .IsDependentOn("Build")
    .Does(() => Need("wrk"))
    .Does(() => Run("npm", "ci --ignore-scripts --no-audit --no-fund --prefix tests/benchmark/inference-api/fastify"))
    .Does(() => Run("dotnet", "tests/benchmark/inference-api/bin/Release/net10.0/hitcast-inference-api-benchmark.dll"));

RunTarget(target);

if (target == "Test")
{
    Console.WriteLine($"{counts["succeeded"]} passed, {counts["failed"]} failed, {counts["skipped"]} skipped");
    Environment.Exit(counts["failed"] == 0 ? 0 : 1);
}

// What the tasks above are made of.

void Require(bool condition, string otherwise)
{
    if (!condition)
    {
        throw new CakeException(otherwise);
    }
}

void Run(string program, string arguments) => Require(StartProcess(program, arguments) == 0, $"{program} {arguments}: failed; what it printed above says why.");

// Installs a Debian package unless its program is there.
void Need(string package)
{
    if (!FileExists($"/usr/bin/{package}"))
    {
        Require(Environment.UserName == "root" && FileExists("/usr/bin/apt-get"), $"{package} is missing. Install it, on Debian with: apt-get install {package}");
        Run("apt-get", "update --quiet");
        Run("apt-get", $"install --yes --quiet {package}");
    }
}

async Task RunApi()
{
    using var api = Process.Start(new ProcessStartInfo("dotnet", ["inference-api/bin/Release/net10.0/hitcast-inference-api.dll", "--urls", urls]));

    // A terminal sends Ctrl-C to both processes; a signal sent to this one alone is passed on. Either way the API ends first.
    void End(PosixSignalContext signal)
    {
        signal.Cancel = true;
        StartProcess("kill", $"-TERM {api.Id}");
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
    using var http = new HttpClient { BaseAddress = new(urls) };
    await UntilReady(api, http);
    Console.WriteLine($"\nReady.\n  page          {urls}/\n  Swagger UI    {urls}/docs\n  models        {urls}/models\n  metrics       {urls}/metrics");
    foreach (var model in JsonNode.Parse(await http.GetStringAsync("/models"))["models"].AsArray())
    {
        await ShowPrediction(http, (string)model["name"]);
    }

    Console.WriteLine("\nCtrl-C ends it.");
    await api.WaitForExitAsync();
    Require(api.ExitCode == 0, $"The API ended with exit code {api.ExitCode}; what it logged above says why.");
}

async Task UntilReady(Process api, HttpClient http)
{
    for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
    {
        Require(!api.HasExited, "The API ended before it was ready; what it logged above says why.");
        Require(waited.Elapsed < TimeSpan.FromMinutes(1), $"The API was not ready within a minute; {urls}/health says what is missing.");
        try
        {
            if ((await http.GetAsync("/health/ready")).IsSuccessStatusCode)
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

// Runs a test runner, shows what it prints, and adds up the counts that the pattern finds. Says whether it failed.
bool RunAndCount(string program, string arguments, string pattern)
{
    string Show(string line)
    {
        foreach (Match match in Regex.Matches(line ?? "", pattern))
        {
            var name = match.Groups["what"].Value.Replace("passed", "succeeded");
            counts[name] = counts.GetValueOrDefault(name) + int.Parse(match.Groups["count"].Value);
        }

        Console.WriteLine(line);
        return line;
    }

    return StartProcess(program, new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true, RedirectedStandardOutputHandler = Show }) != 0;
}
