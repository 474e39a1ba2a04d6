using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;
using static Hitcast.InferenceApi.Tests.Predictions.PublishedModels;

namespace Hitcast.InferenceApi.Tests.Predictions;

/// <summary>A thousand bodies that somebody broke.</summary>
public sealed class BadBodiesTest(PublishedModels models) : IClassFixture<PublishedModels>
{
    private const int Bodies = 1000;
    private const long MostGrowth = 64 << 20;

    private static readonly JsonElement Inputs = JsonElement.Parse(Published.Read("movie-success/2", "manifest.json")).GetProperty("inputs");
    private static readonly RequestOracle Oracle = new(Inputs);

    private static readonly string[] Fields = [.. Inputs.EnumerateArray().Select(input => input.GetProperty("name").GetString()!)];

    private static readonly string[] Values =
    [
        "NaN", "Infinity", "1e999", "-1e999", "1e39", "-1", "0", "1", "01", "1.5", "true", "null", "\"\"", "\"x\"", "\"2012-02-30\"", "\"2012-06-15\"", "\"9999-12-31\"",
        "\"\\ud800\"", "\"a\\udc00b\"", "\"a\\u001fb\"", "[]", "[\"a\"]", "[\"\\u001f\"]", "[\"\\ud800\"]", "[1]", "[null]", "[[\"a\"]]", "{}", "{\"a\": [1]}", "'x'", "undefined", "",
    ];

    private static readonly Gen<string> Field = Gen.Int[0, Fields.Length - 1].Select(i => Fields[i]);
    private static readonly Gen<string> Value = Gen.Int[0, Values.Length - 1].Select(i => Values[i]);
    private static readonly Gen<string> Name = Gen.OneOf(Field, Field.Select(name => name[1..]), Gen.String[Gen.Char[' ', '~'], 0, 8].Select(name => JsonEncodedText.Encode(name).ToString()));

    private static readonly Gen<string> Wrong = Gen.Select(Name, Value, Gen.Bool).Select((name, value, budget) => $$"""{{{(budget ? "\"budget\": 1e6, " : "")}}"{{name}}": {{value}}}""");
    private static readonly Gen<string> Twice = Gen.Select(Field, Value).Select((name, value) => $$"""{"budget": 1e6, "{{name}}": null, "{{name}}": {{value}}}""");
    private static readonly Gen<string> Arrays = Gen.OneOf(Wrong, Value, Gen.Const(Movie)).Array[0, 5].Select(items => $"[{string.Join(',', items)}]");
    private static readonly Gen<byte[]> Text = Gen.OneOf(Wrong, Twice, Arrays).Select(Encoding.UTF8.GetBytes);

    private static readonly Gen<byte[]> Cut = Gen.Select(Gen.OneOf(Text, Gen.Const(Encoding.UTF8.GetBytes(Movie))), Gen.Double[0, 1])
        .Select((body, share) => body[..(int)(share * body.Length)]);

    private static readonly Gen<byte[]> Changed = Gen.Select(Gen.OneOf(Text, Gen.Const(Encoding.UTF8.GetBytes(Movie))), Gen.Double[0, 0.999], Gen.Byte)
        .Select((body, share, wrong) => { byte[] copy = [.. body]; copy[(int)(share * body.Length)] = wrong; return copy; });

    private static readonly Gen<byte[]> Deep = Gen.Select(Name, Gen.Bool, Gen.Bool).Select((name, array, closed) => Encoding.UTF8.GetBytes(
        $$"""{"budget": 1e6, "{{name}}": {{Nested(array ? "[" : "{\"a\":", 10_000)}}{{(closed ? $"1{Nested(array ? "]" : "}", 10_000)}" : "")}} }"""));

    private static readonly Gen<byte[]> OtherEncoding = Text.Select(body => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)));

    private static readonly Gen<byte[]> Small = Gen.Frequency((10, Text), (5, Cut), (5, Changed), (1, Deep), (1, OtherEncoding), (1, Gen.Byte.Array[0, 200]));

    [Fact]
    public async Task Each_gets_the_status_that_the_contract_gives_it_and_a_problem_that_names_the_field()
    {
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: false);
        await Small.SampleAsync(body => AssertAnsweredRightlyAsync(body), iter: Bodies, threads: 2);
        GC.Collect();
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, long.MinValue, MostGrowth);
    }

    [Theory]
    [InlineData("{\"budget\": 1e6, \"original_language\": \"PAD\"}", null)]
    [InlineData("{\"budget\": 1e6, \"release_date\": \"PAD\"}", "release_date")]
    [InlineData("{\"budget\": \"PAD\"}", "budget")]
    [InlineData("{\"budget\": 1e6, \"genres\": [\"PAD\", 1]}", "genres")]
    [InlineData("{\"budget\": 1e6, \"PAD\": 1}", "xxxxxxxxxx")]
    public async Task Ten_megabytes_in_one_text_are_no_different(string body, string? field)
    {
        var reply = await AssertAnsweredRightlyAsync(Encoding.UTF8.GetBytes(body.Replace("PAD", new string('x', 10_000_000), StringComparison.Ordinal)));
        Assert.True(field is null || reply.Errors.Any(error => error.StartsWith(field, StringComparison.Ordinal)), reply.Text);
    }

    [Fact]
    public async Task A_million_fields_get_a_hundred_errors()
    {
        var reply = await AssertAnsweredRightlyAsync(Encoding.UTF8.GetBytes($$"""{{{string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"f{i}\":1"))}}}"""));

        Assert.Equal(422, reply.Status);
        Assert.Equal("…: 999901 more errors.", reply.Errors.Last());
    }

    [Fact]
    public async Task A_million_rows_without_a_value_get_a_hundred_errors()
    {
        var reply = await AssertAnsweredRightlyAsync(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{}", 1_000_000))}]"));

        Assert.Equal("…: 999900 more errors.", reply.Errors.Last());
    }

    [Fact]
    public async Task As_NDJSON_and_CSV_none_of_them_breaks_the_stream() =>
        await Gen.Select(Small, Gen.Bool).SampleAsync(
            async (body, csv) =>
            {
                var reply = await models.PostAsync(Movies, csv ? [.. "budget,genres\n"u8, .. body] : body, csv ? "text/csv" : "application/x-ndjson");
                Assert.Equal(200, reply.Status);
                Assert.True(csv || reply.Lines.All(line => JsonElement.Parse(line).TryGetProperty("error", out _) || line.Contains("probability", StringComparison.Ordinal)), reply.Text);
            },
            iter: 200,
            threads: 2);

    private static string Nested(string part, int times) => string.Concat(Enumerable.Repeat(part, times));

    private async Task<Reply> AssertAnsweredRightlyAsync(byte[] body)
    {
        var reply = await models.PostAsync(Movies, body);
        Assert.Equal(Oracle.Status(body), reply.Status);
        if (reply.Status != 200)
        {
            Assert.Equal("application/problem+json", reply.ContentType);
            Assert.InRange(reply.Text.Length, 1, 100_000);
            Assert.Equal(reply.Status == 422, reply.Json["errors"] is not null && reply.Errors.Any());
        }

        return reply;
    }
}
