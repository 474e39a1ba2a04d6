using System.Diagnostics;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;

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
    .Does(async () =>
    {
        using var api = StartApi();
        using var forwarded = ForwardSignals(api);
        await UntilReady(api);
        await ShowModels();
        Information("\nCtrl-C ends it.");
        await api.WaitForExitAsync();
        Require(api.ExitCode == 0, $"The API ended with exit code {api.ExitCode}; what it logged above says why.");
    });

Task("Chromium")
    .Description("Sees that there is a Chromium for the tests of the page.")
    .WithCriteria(() => !FileExists("/usr/bin/chromium"))
    .Does(() => AptInstall("chromium", "the tests of the page"));

Task("Test")
    .Description("Runs every test; the notebooks' too where Python packages can be installed.")
    .IsDependentOn("Build")
    .IsDependentOn("Chromium")
    .Does(() =>
    {
        var failed = RunAndCount("dotnet", "test --solution Hitcast.slnx --configuration Release --no-build --no-ansi --no-progress", @"^\s+(?<what>succeeded|failed|skipped): (?<count>\d+)$");
        failed |= NotebookTests();
        Require(counts.ContainsKey("succeeded"), "The test runner did not say how many tests it ran.");
        counts["failed"] = Math.Max(counts["failed"], failed ? 1 : 0);
    });

Task("Wrk")
    .Description("Sees that there is a load generator.")
    .WithCriteria(() => !FileExists("/usr/bin/wrk"))
    .Does(() => AptInstall("wrk", "the benchmark"));

Task("Fastify")
    .Description("Installs the peer that the API is measured beside.")
    .Does(() => Require(StartProcess("npm", "ci --ignore-scripts --no-audit --no-fund --prefix tests/benchmark/inference-api/fastify") == 0, "npm could not install the benchmark's peer."));

Task("Benchmark")
    .Description("Measures the API beside its peers and prints the table, in about eight minutes.")
    .IsDependentOn("Build")
    .IsDependentOn("Wrk")
    .IsDependentOn("Fastify")
    .Does(() => Require(StartProcess("dotnet", "tests/benchmark/inference-api/bin/Release/net10.0/hitcast-inference-api-benchmark.dll") == 0, "Not everything could be measured."));

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

Process StartApi() => System.Diagnostics.Process.Start(new ProcessStartInfo("dotnet", ["inference-api/bin/Release/net10.0/hitcast-inference-api.dll", "--urls", urls]));

// The API ends by itself on Ctrl-C, which the terminal sends to both of us; a signal sent to this process alone is passed on.
IDisposable ForwardSignals(Process api)
{
    void End(PosixSignalContext signal)
    {
        signal.Cancel = true;
        StartProcess("kill", $"-TERM {api.Id}");
    }

    var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
    PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
    return terminate;
}

async System.Threading.Tasks.Task UntilReady(Process api)
{
    using var http = new HttpClient { BaseAddress = new(urls) };
    for (var deadline = DateTime.UtcNow.AddMinutes(1); ; await System.Threading.Tasks.Task.Delay(100))
    {
        Require(!api.HasExited, "The API ended before it was ready; what it logged above says why.");
        Require(DateTime.UtcNow < deadline, $"The API was not ready within a minute; {urls}/health says what is missing.");
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

async System.Threading.Tasks.Task ShowModels()
{
    using var http = new HttpClient { BaseAddress = new(urls) };
    Information($"\nReady.\n  page          {urls}/\n  Swagger UI    {urls}/docs\n  models        {urls}/models\n  metrics       {urls}/metrics");
    foreach (var model in JsonNode.Parse(await http.GetStringAsync("/models"))["models"].AsArray())
    {
        var inputs = JsonNode.Parse(await http.GetStringAsync($"/models/{model["name"]}"))["manifest"]["inputs"].AsArray();
        var request = new JsonObject(inputs.Select(input => KeyValuePair.Create((string)input["name"], input["example"].DeepClone())));
        var reply = await http.PostAsync($"/models/{model["name"]}/predict", new StringContent(request.ToJsonString(), null, "application/json"));
        Information($"\nPOST {urls}/models/{model["name"]}/predict\n{request.ToJsonString()}\n→ {(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
    }
}

void AptInstall(string package, string what)
{
    Require(Environment.UserName == "root" && FileExists("/usr/bin/apt-get"), $"{package} is missing, which {what} need. Install it, on Debian with: apt-get install {package}");
    Require(StartProcess("apt-get", "update --quiet") == 0 && StartProcess("apt-get", $"install --yes --quiet {package}") == 0, $"apt-get could not install {package}.");
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

bool NotebookTests()
{
    if (StartProcess("bash", "-c \"set -euo pipefail; source training-notebooks/environment.sh\"") == 0)
    {
        return RunAndCount("training-notebooks/test", "", @"(?<count>\d+) (?<what>passed|failed|skipped)");
    }

    Information("The notebooks' tests are left out: their Python packages cannot be installed here.");
    return false;
}
