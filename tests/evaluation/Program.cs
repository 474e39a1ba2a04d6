using Hitcast.Evaluation;
using Microsoft.Extensions.Configuration;
using Npgsql;

// Asks the questions of every set and holds the rows against those of each question's own SQL; see README.md.
var settings = new ConfigurationBuilder().AddCommandLine(args).Build();
var file = settings["connection-file"] ?? ".hitcast/postgres/questions-connection-string";
if (!File.Exists(file))
{
    Terminal.Complain($"There is no warehouse: {file} is missing. Run ./build.sh in another terminal, or name the file with --connection-file.");
    return 1;
}

using var stop = new CancellationTokenSource();
Terminal.OnInterrupt(stop.Cancel);
var connectionString = (await File.ReadAllTextAsync(file, stop.Token)).Trim();
await using var warehouse = NpgsqlDataSource.Create(connectionString);
await using var inProcess = new InProcess(connectionString);
using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
Func<Question, CancellationToken, Task<Reply>> ask = inProcess.AskAsync;
if (settings["api"] is { } api)
{
    http.BaseAddress = new Uri(api);
    ask = new OverHttp(http).AskAsync;
}

var how = settings["api"] is null ? "in process, verified questions only" : $"over {settings["api"]}";
var reports = new List<Report>();
foreach (var set in (settings["sets"] ?? "questions,formerly-held-out,held-out").Split(','))
{
    reports.Add(Report.Of(await AskAllAsync(set), $"{set}, {how}"));
    Terminal.Say(reports[^1].Table);
}

var target = settings["output"] ?? "artifacts/evaluation.md";
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
await File.WriteAllTextAsync(target, string.Join('\n', reports.Select(report => report.Whole)), stop.Token);
Terminal.Say($"Each question stands in {target}.");
return 0;

async Task<List<Result>> AskAllAsync(string set)
{
    var results = new List<Result>();
    foreach (var question in Question.ReadAll(set))
    {
        var reply = await ask(question, stop.Token);
        var right = question.Sql is null ? reply.Way is null
            : reply.Way is not null && Comparison.IsRight(await Gold.RowsAsync(warehouse, question.Sql, stop.Token), reply.Rows, question.Ordered);
        results.Add(new(question, reply, right));
    }

    return results;
}
