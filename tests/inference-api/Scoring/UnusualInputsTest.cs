using System.Buffers;
using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Scoring;
using Xunit;
using static Hitcast.InferenceApi.Tests.Scoring.MadeUpInputs;

namespace Hitcast.InferenceApi.Tests.Scoring;

public sealed class UnusualInputsTest
{
    private static readonly InputSchema Schema = new(
    [
        Amount with { Seen = new(0.5, Range("1", "2.1", "8", "10"), null, null) },
        AnyDay with { Seen = new(0.5, Range("\"1916-09-04\"", "\"1954-08-25\"", "\"2016-03-23\"", "\"2016-09-09\""), null, null) },
        Live with { Seen = new(0, null, null, null) },
        Language with { Seen = new(0.5, null, 2, ["en", "de"]) },
        Genres with { Seen = new(0.5, null, 3, ["Drama", "War"]) },
    ]);

    private static readonly UnusualInputs Unusual = new(Schema);

    [Theory]
    [InlineData("2.1")]
    [InlineData("8")]
    [InlineData("5")]
    public void A_number_within_the_percentiles_is_usual(string value) => Assert.Empty(Of($$"""{"live": true, "amount": {{value}}}"""));

    [Theory]
    [InlineData("1")]
    [InlineData("2.0999")]
    [InlineData("8.001")]
    [InlineData("10")]
    public void Between_percentile_and_limit_it_is_rare(string value) => Assert.Equal(
        [$"amount {value} rare: 98 of 100 in training lie from 2.1 to 8"], Of($$"""{"live": true, "amount": {{value}}}"""));

    [Theory]
    [InlineData("0.9999")]
    [InlineData("10.001")]
    public void Beyond_what_training_held_it_was_never_seen(string value) => Assert.Equal(
        [$"amount {value} never seen: training holds 1 to 10"], Of($$"""{"live": true, "amount": {{value}}}"""));

    [Theory]
    [InlineData("1954-08-25", null)]
    [InlineData("2016-03-23", null)]
    [InlineData("1954-08-24", "rare: 98 of 100 in training lie from 1954-08-25 to 2016-03-23")]
    [InlineData("2016-09-09", "rare: 98 of 100 in training lie from 1954-08-25 to 2016-03-23")]
    [InlineData("2016-09-10", "never seen: training holds 1916-09-04 to 2016-09-09")]
    [InlineData("0001-01-01", "never seen: training holds 1916-09-04 to 2016-09-09")]
    [InlineData("9999-12-31", "never seen: training holds 1916-09-04 to 2016-09-09")]
    public void Dates_too(string date, string? why) =>
        Assert.Equal(why is null ? [] : [$"any_day {date} {why}"], Of($$"""{"live": true, "any_day": "{{date}}"}"""));

    [Fact]
    public void A_category_that_is_not_in_the_whole_list_is_new() =>
        Assert.Equal(["language EN new: not among the values seen in training"], Of("""{"live": true, "language": "EN"}"""));

    [Fact]
    public void An_item_that_is_not_in_a_part_of_the_list_is_not_among_the_commonest() => Assert.Equal(
        ["genres Zzz not among the 2 commonest of 3 values in training", "genres Yyy not among the 2 commonest of 3 values in training"],
        Of("""{"live": true, "genres": ["Drama", "Zzz", "War", "Yyy"]}"""));

    [Fact]
    public void A_missing_value_is_unusual_where_none_was_missing_in_training() =>
        Assert.Equal(["live  missing: it was always given in training"], Of("{}"));

    [Fact]
    public void Of_a_million_new_items_a_hundred_are_named()
    {
        var unusual = Of($$"""{"live": true, "genres": "{{string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"{i}|"))}}"}""");

        Assert.Equal(101, unusual.Count);
        Assert.Equal("genres 99 not among the 2 commonest of 3 values in training", unusual[99]);
        Assert.Equal("genres  999900 more items are not among them", unusual[100]);
    }

    private static SeenRange Range(string minimum, string p01, string p99, string maximum) => new(Json(minimum), Json(p01), Json(p99), Json(maximum));

    /// <summary>Each as "input value why".</summary>
    private static List<string> Of(string json)
    {
        var row = FromJson(json, Schema);
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            Unusual.Write(writer, row.Rows, 0);
            writer.WriteEndObject();
        }

        var unusual = JsonElement.Parse(Encoding.UTF8.GetString(output.WrittenSpan)).GetProperty("unusual").EnumerateArray()
            .Select(item => (Input: item.GetProperty("input").GetString()!, Text: $"{item.GetProperty("input")} {item.GetProperty("value")} {item.GetProperty("why")}"))
            .ToList();
        Assert.Equal(
            unusual.Select(item => item.Input).Distinct(),
            Schema.Fields.Where(field => Unusual.Any(field.Index, row.Rows, 0)).Select(field => field.Name));
        return [.. unusual.Select(item => item.Text)];
    }
}
