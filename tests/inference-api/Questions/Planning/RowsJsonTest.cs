using System.Text.Json;
using Hitcast.InferenceApi.Questions.Planning;
using Hitcast.InferenceApi.Warehouse;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Planning;

public sealed class RowsJsonTest
{
    [Fact]
    public void Every_kind_of_value_is_written() => Assert.Equal(
        """{"question":"q","title":"t","columns":["a","b","c","d","e","f","g"],"rows":[["Amélie \"1\"",7,1.5,true,"2001-04-25","2026-11-24 08:30",null]],"row_count":1,"more":true}""",
        RowsJson.Write("q", "t", new(
            [new("a", ColumnKind.Text), new("b", ColumnKind.Integer), new("c", ColumnKind.Number), new("d", ColumnKind.Boolean), new("e", ColumnKind.Date), new("f", ColumnKind.Time), new("g", ColumnKind.Text)],
            [["Amélie \"1\"", 7L, 1.5, true, new DateOnly(2001, 4, 25), new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero), null]],
            Truncated: true)));

    [Theory]
    [InlineData(5, 100_000)]
    [InlineData(5000, 3)]
    [InlineData(90, 1500)]
    public void Much_is_cut(int rows, int length)
    {
        var table = new Table([new("a", ColumnKind.Text), new("b", ColumnKind.Text)], [.. Enumerable.Range(0, rows).Select(_ => new object?[] { new string('x', length), "y" })], Truncated: false);
        var written = JsonElement.Parse(RowsJson.Write("q", "t", table));
        Assert.Equal(rows, written.GetProperty("row_count").GetInt32());
        Assert.InRange(written.GetProperty("rows").GetArrayLength(), Math.Min(rows, 5), RowsJson.MostRows);
        Assert.True(written.GetRawText().Length < RowsJson.MostBytes + 1000);
        Assert.All(written.GetProperty("rows").EnumerateArray(), row => Assert.True(row[0].GetString()!.Length <= RowsJson.LongestValue + 1));
    }
}
