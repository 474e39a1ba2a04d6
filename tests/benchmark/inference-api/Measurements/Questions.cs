using System.Diagnostics;
using Hitcast.InferenceApi.Benchmark.Servers;
using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>The gate before the warehouse with the sample catalogue: checking a statement, and checking and running it.</summary>
internal static class Questions
{
    private const double CheckGoalMilliseconds = 6;
    private const double RunGoalMilliseconds = 15;
    private const int Repetitions = 200;

    /// <summary>A count, a ranking, a trend by two keys, people.</summary>
    private static readonly string[] Typical =
    [
        "SELECT genre, count(*) AS movies FROM movie_genres GROUP BY genre ORDER BY movies DESC",
        "SELECT title, release_date, revenue_usd FROM movies WHERE release_year = 1994 ORDER BY revenue_usd DESC NULLS LAST LIMIT 10",
        """
        SELECT genre, (release_year / 10) * 10 AS decade, count(*) AS movies, avg(revenue_usd) AS revenue
        FROM movies JOIN movie_genres USING (movie_id) WHERE revenue_usd IS NOT NULL GROUP BY genre, decade ORDER BY decade, movies DESC
        """,
        "SELECT person, count(DISTINCT movie_id) AS movies FROM movie_cast WHERE billing <= 5 GROUP BY person_id, person ORDER BY movies DESC LIMIT 10",
    ];

    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        await using var sample = await SampleWorker.Start(bench.Options, cancellation);
        await using var gate = new SqlGate(Options.Create(new WarehouseOptions { ConnectionFile = sample.ConnectionFile }), TimeProvider.System);
        await sample.UntilLoaded(gate, cancellation);
        var (check, run) = (new List<double>(), new List<double>());
        for (var round = 0; round <= bench.Options.Rounds; round++)
        {
            // The first round is for the just-in-time compiler and PostgreSQL's caches.
            foreach (var sql in Typical)
            {
                var (checking, running) = await Measure(gate, sql, round == 0 ? Repetitions * 2 : Repetitions, cancellation);
                check.AddRange(round == 0 ? [] : checking);
                run.AddRange(round == 0 ? [] : running);
            }
        }

        Add(bench, "the gate alone", check, CheckGoalMilliseconds);
        Add(bench, "gate and run of a typical question on the sample warehouse", run, RunGoalMilliseconds);
        await QuestionsOverHttp.Measure(bench, sample, cancellation);
    }

    private static void Add(Bench bench, string figure, List<double> milliseconds, double goal)
    {
        var p50 = milliseconds.Median();
        bench.Report.Add($"{figure}, p50", $"≤ {goal} ms", $"{p50:0.00} ms, p99 {milliseconds.Quantile(0.99):0.0} ms", p50 / goal, p50 <= goal);
    }

    private static async Task<(List<double> Check, List<double> Run)> Measure(SqlGate gate, string sql, int repetitions, CancellationToken cancellation)
    {
        var (check, run) = (new List<double>(repetitions), new List<double>(repetitions));
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var started = Stopwatch.GetTimestamp();
            await gate.CheckAsync(sql, cancellation);
            check.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            started = Stopwatch.GetTimestamp();
            await gate.RunAsync(sql, cancellation);
            run.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return (check, run);
    }
}
