using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Hitcast.Worker.Tests.Hosting.Lambda;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting;

/// <summary>Which host a process becomes, by its environment and its command line.</summary>
public sealed class HostsTest : IDisposable
{
    private readonly TestCluster cluster;
    private readonly string folder = Directory.CreateTempSubdirectory("hitcast-lake-").FullName;
    private readonly Dictionary<string, string?> environment;

    public HostsTest(TestCluster cluster) => (this.cluster, environment) = (cluster, new() { ["Lake:Address"] = folder });

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AWS_LAMBDA_RUNTIME_API_makes_it_a_runtime_of_Lambda()
    {
        await using var runtime = await LambdaRuntimeDouble.StartAsync();
        environment["AWS_LAMBDA_RUNTIME_API"] = runtime.Endpoint;
        runtime.Send("""{"function":"prune-lake"}""");
        await using var worker = WorkerProcess.Start([], environment);

        var reply = await runtime.ReplyAsync();

        Assert.Equal("response", reply.Kind);
        Assert.StartsWith("Nothing in the lake is from before ", JsonElement.Parse(reply.Body).GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_fails_on_Lambda_is_told_to_Lambda()
    {
        await using var runtime = await LambdaRuntimeDouble.StartAsync();
        environment["AWS_LAMBDA_RUNTIME_API"] = runtime.Endpoint;
        environment["Functions:MaxConcurrency"] = "0";
        await using var worker = WorkerProcess.Start([], environment);

        var reply = await runtime.ReplyAsync();

        Assert.Equal(("init", "Function.OptionsValidationException"), (reply.Kind, reply.ErrorType));
        Assert.Contains("Functions:MaxConcurrency must be between 1 and 64.", JsonElement.Parse(reply.Body).GetProperty("errorMessage").GetString()!, StringComparison.Ordinal);
        Assert.Equal(1, await worker.ExitCodeAsync());
    }

    [Fact]
    public async Task FUNCTIONS_CUSTOMHANDLER_PORT_makes_it_a_custom_handler_of_Azure_Functions()
    {
        var port = FreePort();
        environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}";
        await using var worker = WorkerProcess.Start([], environment);
        await worker.WaitForLineAsync("Application started");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        using var body = new StringContent("""{"Data":{"timer":{"ScheduleStatus":null,"IsPastDue":false}},"Metadata":{}}""", Encoding.UTF8, "application/json");
        using var reply = await client.PostAsync(new Uri("/prune-lake", UriKind.Relative), body);

        Assert.Equal((HttpStatusCode.OK, """{"Outputs":{},"Logs":[],"ReturnValue":null}"""), (reply.StatusCode, await reply.Content.ReadAsStringAsync()));
        Assert.Equal(0, await worker.StopAsync());
    }

    [Fact]
    public async Task Without_either_the_command_line_decides()
    {
        await using var invoke = WorkerProcess.Start(["invoke", "prune-lake"], environment);
        await invoke.WaitForLineAsync("Nothing in the lake is from before ");
        Assert.Equal(0, await invoke.ExitCodeAsync());

        await using var nothing = WorkerProcess.Start(["walk"], environment);
        await nothing.WaitForLineAsync("worker run ");
        Assert.Equal(2, await nothing.ExitCodeAsync());
    }

    [Fact]
    public async Task A_port_that_is_no_number_is_answered_with_a_sentence()
    {
        environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = "many";
        await using var worker = WorkerProcess.Start([], environment);

        await worker.WaitForLineAsync("FUNCTIONS_CUSTOMHANDLER_PORT is \"many\"; it must be a port, which the host of Azure Functions gives.");
        Assert.Equal(1, await worker.ExitCodeAsync());
    }

    [Theory]
    [InlineData("Functions:MaxConcurrency", "many", "Functions:MaxConcurrency must be a whole number.")]
    [InlineData("Tmdb:RequestsPerSecond", "fast", "Tmdb:RequestsPerSecond must be a number.")]
    [InlineData("Logging:Level", "Trace", "Logging:Level must be one of Verbose, Debug, Information, Warning, Error, Fatal.")]
    public async Task A_setting_that_cannot_be_read_is_answered_with_a_sentence(string name, string value, string sentence)
    {
        environment[name] = value;

        var result = await WorkerCommand.RunAsync("hitcast-worker.dll", environment, "run");

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith($"FTL The worker cannot start with these settings. {sentence}", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_answered_with_a_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        environment["Warehouse:ConnectionString"] = (await cluster.CreateDatabaseAsync()).Owner;

        var result = await WorkerCommand.RunAsync("hitcast-worker.dll", environment, "run", $"--urls=http://{taken.LocalEndpoint}");

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith($"FTL The worker cannot start. Failed to bind to address http://{taken.LocalEndpoint}: address already in use.", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Output + result.Errors, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
