using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using static Hitcast.InferenceApi.Tests.Predictions.PublishedModels;

namespace Hitcast.InferenceApi.Tests.Predictions;

/// <summary>NDJSON and CSV, line by line.</summary>
public sealed class StreamsTest(PublishedModels models) : IClassFixture<PublishedModels>
{
    private const string Ndjson = "application/x-ndjson";
    private const string Csv = "text/csv";
    private const string MissingBudget = "budget is missing. It must be a number from 1 to 10000000000 in US dollars.";

    [Fact]
    public async Task A_bad_line_becomes_an_error_with_its_number_and_the_others_are_answered()
    {
        var lines = await LinesAsync("""{"budget": 1e6}""", "{}", "", "nonsense", "[1]", """{"budget": 2e6, "x": 1}""", " \t\r", """{"budget": 3e6}""");

        Assert.Equal(6, lines.Length);
        Assert.NotNull(lines[0]["probability"]);
        Assert.Equal((2, "Some inputs are wrong; errors names each."), ((int)lines[1]["row"]!, (string)lines[1]["error"]!));
        Assert.Equal("is missing. It must be a number from 1 to 10000000000 in US dollars.", (string)lines[1]["errors"]!["budget"]![0]!);
        Assert.Equal((4, "The line is not JSON, or nests deeper than 64: something is wrong at byte 2."), ((int)lines[2]["row"]!, (string)lines[2]["error"]!));
        Assert.Equal((5, "The line must be a JSON object from input names to values."), ((int)lines[3]["row"]!, (string)lines[3]["error"]!));
        Assert.Equal(6, (int)lines[4]["row"]!);
        Assert.NotNull(lines[5]["probability"]);
    }

    [Theory]
    [InlineData("{\"budget\": 1e6}\n{\"budget\": 2e6}\n")]
    [InlineData("{\"budget\": 1e6}\n{\"budget\": 2e6}")]
    [InlineData("{\"budget\": 1e6}\r\n\r\n{\"budget\": 2e6}\r\n")]
    [InlineData("\uFEFF{\"budget\": 1e6}\n{\"budget\": 2e6}")]
    public async Task Line_ends_empty_lines_and_a_byte_order_mark_make_no_difference(string body)
    {
        var lines = (await models.PostAsync(Movies, body, Ndjson)).Lines;

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Contains("probability", line));
    }

    [Fact]
    public async Task An_empty_stream_has_no_answers()
    {
        Assert.Equal((200, ""), await models.PostAsync(Movies, "", Ndjson) is var reply ? (reply.Status, reply.Text) : default);
        Assert.Equal((200, "row,probability,label,unusual,error\n"), await models.PostAsync(Movies, "budget\n", Csv) is var csv ? (csv.Status, csv.Text) : default);
    }

    [Theory]
    [InlineData("""{"budget": 1e6, "original_language": "PAD"}""")]
    [InlineData("""{"budget": 1e6}PAD""")]
    public async Task A_line_over_1_MiB_is_passed_over_and_the_next_is_answered(string line)
    {
        var lines = await LinesAsync("""{"budget": 1e6}""", line.Replace("PAD", new string('x', 3 << 20), StringComparison.Ordinal), "{}", """{"budget": 2e6}""");

        Assert.Equal(4, lines.Length);
        Assert.Equal((2, "The line is longer than 1048576 bytes."), ((int)lines[1]["row"]!, (string)lines[1]["error"]!));
        Assert.Equal(3, (int)lines[2]["row"]!);
        Assert.NotNull(lines[3]["probability"]);
    }

    [Fact]
    public async Task A_last_line_over_1_MiB_is_an_error_too()
    {
        var lines = await LinesAsync("""{"budget": 1e6}""", new string('x', 2 << 20));

        Assert.Equal(2, lines.Length);
        Assert.Equal(2, (int)lines[1]["row"]!);
    }

    [Fact]
    public async Task Order_is_kept_over_many_lines()
    {
        var lines = await LinesAsync([.. Enumerable.Range(1, 1000).Select(i => i % 7 == 0 ? "{}" : $$"""{"budget": {{i}}, "original_language": "x{{i}}"}""")]);

        Assert.Equal(1000, lines.Length);
        foreach (var (index, line) in lines.Index())
        {
            Assert.Equal((index + 1) % 7 == 0 ? $"{index + 1}" : $"x{index + 1}", $"{line["row"] ?? line["unusual"]!.AsArray().Single(item => (string)item!["input"]! == "original_language")!["value"]}");
        }
    }

    [Theory]
    [InlineData("budget,genres\n1e6,Drama|War\n")]
    [InlineData("budget,genres\r\n1e6,Drama|War\r\n")]
    [InlineData("budget,genres\n1e6,Drama|War")]
    [InlineData("\uFEFFbudget,genres\n1e6,Drama|War")]
    [InlineData("\uFEFF\"budget\",\"genres\"\r\n\r\n\"1e6\",\"Drama| War \"\r\n\r\n")]
    [InlineData("genres,budget\nDrama|War|,1000000\n")]
    [InlineData("genres,budget,runtime,cast\nDrama|War,1000000,,\"\"\n")]
    public async Task A_CSV_file_is_read_as_it_comes(string body)
    {
        var answer = (await models.PostAsync(Movies, """{"budget": 1e6, "genres": ["Drama", "War"]}""")).Json;
        var lines = (await models.PostAsync(Movies, body, Csv)).Lines;

        Assert.Equal(2, lines.Length);
        Assert.Equal($"1,{(float)answer["probability"]!},{answer["label"]},", lines[1][..(lines[1].IndexOf((string)answer["label"]!, StringComparison.Ordinal) + 8)]);
    }

    [Theory]
    [InlineData("#hash", "#hash")]
    [InlineData("\"say \"\"hi\"\", a,\nb\r\n\"", "say \"hi\", a,\nb\r\n")]
    [InlineData("\uFFFD", "\uFFFD")]
    [InlineData(" x ", " x ")]
    public async Task A_cell_comes_as_it_is(string cell, string text)
    {
        var json = (await models.PostAsync(Movies, $$"""{"original_language": {{JsonValue.Create(text).ToJsonString()}}, "budget": 1e6}""")).Json;
        var lines = (await models.PostAsync(Movies, $"original_language,budget\n{cell},1e6\n", Csv)).Lines;

        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"1,{(float)json["probability"]!},", lines[1]);
        Assert.Contains("original_language", lines[1]);
    }

    [Fact]
    public async Task A_bad_row_becomes_an_error_with_its_number_and_the_others_are_answered()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("budget,genres\n1e6,Drama\n,War\n1e6\n1e6,a,b\nx,y\n1e6,\"a\"b\n1e6,a\"b\n1e6,"), 0xFF, .. "\n2e6,\n"u8];
        var lines = (await models.PostAsync(Movies, body, Csv)).Lines;

        Assert.Equal(10, lines.Length);
        Assert.Matches("^1,0[.].*,,?$", lines[1]);
        Assert.Equal($"2,,,,{MissingBudget}", lines[2]);
        Assert.Equal("3,,,,\"The row has 1 cells, the header has 2.\"", lines[3]);
        Assert.Equal("4,,,,\"The row has 3 cells, the header has 2.\"", lines[4]);
        Assert.Equal("5,,,,\"budget is 'x', which is no number. It must be a number from 1 to 10000000000 in US dollars.\"", lines[5]);
        Assert.Equal("6,,,,\"A quote may only stand around a whole cell, or doubled within quotes.\"", lines[6]);
        Assert.Equal("7,,,,\"A quote may only stand around a whole cell, or doubled within quotes.\"", lines[7]);
        Assert.Equal("8,,,,genres is not valid Unicode. Send UTF-8 without lone surrogates.", lines[8]);
        Assert.StartsWith("9,0.", lines[9]);
    }

    [Theory]
    [InlineData("1e6,\"open\n2e6,\n")]
    [InlineData("1e6,\"open")]
    public async Task A_quote_that_is_never_closed_ends_the_answers_with_an_error(string rows)
    {
        var lines = (await models.PostAsync(Movies, $"budget,genres\n3e6,\n{rows}", Csv)).Lines;

        Assert.Equal(3, lines.Length);
        Assert.Equal("2,,,,\"The row is longer than 1048576 bytes, or its last quote is not closed. What follows is not read.\"", lines[2]);
    }

    [Theory]
    [InlineData("", 400, null)]
    [InlineData("\n\n", 400, null)]
    [InlineData("\"budget\n1\n", 400, null)]
    [InlineData("bud\"get\n1\n", 400, null)]
    [InlineData("budget,bugdet\n1,2\n", 422, "bugdet: is no input of this model. Did you mean 'budget'?")]
    [InlineData("budget;genres\n1;2\n", 422, "budget;genres: is no input of this model.")]
    [InlineData("budget,genres,budget\n1,2,3\n", 422, "budget: stands in the header more than once. Name it once.")]
    [InlineData("budget,\n1,2\n", 422, ": is no input of this model.")]
    [InlineData("genres\nWar\n", 422, "budget: is missing in the header.")]
    public async Task A_header_that_is_wrong_is_answered_before_any_row(string body, int status, string? error)
    {
        var reply = await models.PostAsync(Movies, body, Csv);

        Assert.Equal(status, reply.Status);
        Assert.True(error is null || reply.Errors.Any(message => message.StartsWith(error, StringComparison.Ordinal)), reply.Text);
    }

    [Theory]
    [InlineData(Ndjson, "", """{"budget": 1e6}""", "probability")]
    [InlineData(Csv, "budget\n", "1e6", "0.")]
    public async Task Answers_come_while_the_request_is_still_being_sent(string contentType, string head, string row, string answer)
    {
        using var call = await RawCall.StartAsync(models.Client, Movies, contentType);
        await call.SendAsync($"{head}{row}\n");
        Assert.Equal(200, await call.StatusAsync());
        if (contentType == Csv)
        {
            Assert.StartsWith("row,", await call.ReadLineAsync());
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.Contains(answer, await call.ReadLineAsync());
            await call.SendAsync($"{row}\n");
        }

        await call.EndAsync();
        Assert.Contains(answer, await call.ReadLineAsync());
        Assert.Null(await call.ReadLineAsync());
    }

    private async Task<JsonNode[]> LinesAsync(params string[] lines) =>
        [.. (await models.PostAsync(Movies, string.Join('\n', lines), Ndjson)).Lines.Select(line => JsonNode.Parse(line)!)];
}
