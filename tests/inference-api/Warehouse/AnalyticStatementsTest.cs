using Hitcast.InferenceApi.Warehouse;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Warehouse;

/// <summary>All of <c>statements/analytic.sql</c>: what people who analyse data write must pass.</summary>
public sealed class AnalyticStatementsTest(SampleWarehouse warehouse)
{
    [Fact]
    public async Task Each_is_answered_and_checking_it_tells_the_same_columns()
    {
        await using var gate = await Gates.ToAsync(warehouse, "analytic statements", options => options.StatementSeconds = 30);
        var statements = StatementFile.Read("analytic.sql").ToArray();
        Assert.True(statements.Length >= 60);
        var refused = new List<string>();
        foreach (var (title, sql) in statements)
        {
            try
            {
                var columns = await gate.CheckAsync(sql, TestContext.Current.CancellationToken);
                var table = await gate.RunAsync(sql, TestContext.Current.CancellationToken);
                Assert.Equal(columns, table.Columns);
                Assert.All(table.Rows, row => Assert.Equal(columns.Count, row.Length));
            }
            catch (SqlRefusedException refusal)
            {
                refused.Add($"{title}: {refusal.Message} {refusal.Mistake}");
            }
        }

        Assert.True(refused.Count == 0, string.Join('\n', refused));
    }
}
