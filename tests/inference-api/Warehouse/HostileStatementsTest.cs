using Hitcast.InferenceApi.Warehouse;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Warehouse;

/// <summary>All of <c>statements/hostile.sql</c> through the real gate at the real PostgreSQL.</summary>
/// <remarks>With a warehouse of its own, since other tests keep forecasts in the one that they share.</remarks>
public sealed class HostileStatementsTest(SampleWarehouse warehouse) : IClassFixture<SampleWarehouse>
{
    private const string Name = "hostile statements";

    /// <summary>All that the worker stored, and all that the server knows of relations, functions, roles, settings, large objects and locks.</summary>
    private const string Fingerprint = """
        SELECT md5(concat_ws('|',
            (SELECT string_agg(query_to_xml(format('SELECT count(*), sum(hashtextextended(row::text, 0)) FROM %s AS row', oid::regclass), true, false, '')::text, '|' ORDER BY oid::regclass::text)
                FROM pg_class WHERE relkind = 'r' AND relnamespace = 'warehouse'::regnamespace),
            (SELECT string_agg(concat_ws(' ', oid, relnamespace, relname, relkind, relowner, relacl), '|' ORDER BY oid) FROM pg_class
                WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)')),
            (SELECT string_agg(concat_ws(' ', oid, proname), '|' ORDER BY oid) FROM pg_proc),
            (SELECT string_agg(role::text, '|' ORDER BY oid) FROM pg_roles AS role),
            (SELECT string_agg(setting::text, '|' ORDER BY setting::text) FROM pg_db_role_setting AS setting),
            (SELECT string_agg(concat_ws(' ', name, setting), '|' ORDER BY name) FROM pg_settings WHERE context <> 'internal'),
            (SELECT string_agg(extname, '|' ORDER BY extname) FROM pg_extension),
            (SELECT count(*) FROM pg_largeobject_metadata), (SELECT count(*) FROM pg_replication_slots),
            (SELECT count(*) FROM pg_locks AS held JOIN pg_stat_activity AS session USING (pid) WHERE session.application_name = $1)))
        """;

    [Fact]
    public async Task There_are_200_and_each_is_refused_for_its_reason_and_none_changes_anything_or_stays()
    {
        // Costs are estimated from statistics, which a catalogue that was loaded a moment ago may not have yet.
        await Gates.OwnerAsync(warehouse, "ANALYZE");
        var before = await Gates.OwnerAsync<string>(warehouse, Fingerprint, Name);
        await using var gate = await Gates.ToAsync(warehouse, Name, options => options.StatementSeconds = 1);
        var statements = StatementFile.Read("hostile.sql").ToArray();
        Assert.True(statements.Length >= 200);
        var wrong = new List<string>();
        foreach (var (title, sql) in statements)
        {
            var outcome = await OutcomeAsync(gate, sql);
            if (!title.Split(':')[0].Split('|').Contains(outcome))
            {
                wrong.Add($"{title}, but {outcome}: {sql}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(0, await Gates.BusyAsync(warehouse, Name));
        Assert.Equal(before, await Gates.OwnerAsync<string>(warehouse, Fingerprint, Name));

        // The session is as it was, so that the next statement means what it says.
        Assert.Equal([(long)SampleWarehouse.Movies], (await gate.RunAsync("SELECT count(*) FROM movies", TestContext.Current.CancellationToken)).Rows.Single());
    }

    /// <summary>"Answers", or the kind of the refusal, which has a sentence; where PostgreSQL refused, its words too.</summary>
    private static async Task<string> OutcomeAsync(SqlGate gate, string sql)
    {
        try
        {
            await gate.RunAsync(sql, TestContext.Current.CancellationToken);
            return "Answers";
        }
        catch (SqlRefusedException refusal)
        {
            Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(refusal.Kind == SqlRefusal.Invalid, refusal.Mistake is { Message.Length: > 0 });
            return refusal.Kind.ToString();
        }
    }
}
