using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Scoring;
using Xunit;
using static Hitcast.InferenceApi.Tests.Scoring.MadeUpInputs;

namespace Hitcast.InferenceApi.Tests.Scoring;

public sealed class JsonRowReaderTest
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"share": null, "amount": null, "live": null, "released": null, "language": null, "genres": null, "people": null}""")]
    [InlineData("""{"language": "", "genres": [], "people": [""]}""")]
    public void Absent_null_and_empty_are_missing(string json)
    {
        var row = FromJson(json);

        Assert.True(row.Added);
        Assert.All(row.Rows.Schema.Fields, field => Assert.True(row.Rows.IsMissing(field.Index, 0)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"must": null}""")]
    [InlineData("""{"must": ""}""")]
    public void Missing_and_required_is_an_error(string json)
    {
        var schema = new InputSchema([Input("must", InputKind.Category) with { Required = true }]);

        Assert.Equal("is missing. It must be a text.", FromJson(json, schema).Error("must"));
    }

    [Fact]
    public void A_required_input_that_is_wrong_is_not_called_missing_too()
    {
        var schema = new InputSchema([Input("must", InputKind.Number) with { Required = true }]);

        Assert.Equal("is the text 'x'. It must be a number.", FromJson("""{"must": "x"}""", schema).Error("must"));
    }

    [Theory]
    [InlineData("language", """ "a\u001fb" """)]
    [InlineData("genres", """ ["A", "\u001f"] """)]
    [InlineData("genres", """ "A\u001fB" """)]
    [InlineData("people", """ ["A\u001f"] """)]
    public void A_text_with_U_001F_is_an_error(string field, string json) => Assert.Equal(
        "holds the control character U+001F, which joins the items of lists. Leave it out.",
        FromJson($$"""{"{{field}}": {{json}}}""").Error(field));

    [Fact]
    public void A_raw_control_character_is_no_JSON() =>
        Assert.ThrowsAny<JsonException>(() => FromJson("{\"language\": \"a\u001fb\"}"));

    [Theory]
    [InlineData("language", """ "\ud800" """)]
    [InlineData("language", """ "a\udc00b" """)]
    [InlineData("genres", """ ["A", "\ud800", "B"] """)]
    [InlineData("genres", """ "A|\ud800" """)]
    [InlineData("released", """ "\ud80012-06-15" """)]
    public void A_lone_surrogate_is_an_error(string field, string json) =>
        Assert.StartsWith("is not valid Unicode.", FromJson($$"""{"{{field}}": {{json}}}""").Error(field));

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xC0)]
    [InlineData(0x80)]
    [InlineData(0xE6)]
    public void Bytes_that_are_no_UTF_8_are_an_error(byte wrong)
    {
        foreach (var (field, before, after) in ((string, string, string)[])[("language", "\"a", "b\""), ("genres", "[\"a", "b\"]"), ("genres", "\"a", "b\"")])
        {
            byte[] json = [.. Encoding.UTF8.GetBytes("{\"" + field + "\": " + before), wrong, .. Encoding.UTF8.GetBytes(after + "}")];
            Assert.StartsWith("is not valid Unicode.", FromJson(json).Error(field));
        }
    }

    [Fact]
    public void A_name_that_is_no_text_is_an_error()
    {
        Assert.Contains("is no input", FromJson("""{"\ud800": 1}""").Error("(a name that is not valid Unicode)"));
        Assert.Contains("is no input", FromJson([(byte)'{', (byte)'"', 0xFF, .. "\": 1}"u8]).Error("(a name that is not valid Unicode)"));
        Assert.Contains("is no input", FromJson("""{"share\u001f": 1}""").Error("share\u001f"));
    }

    [Fact]
    public void A_name_may_be_escaped() => Assert.Equal(0.5f, FromJson("""{"\u0073h\u0061re": 0.5}""").Number("share"));

    [Theory]
    [InlineData("""{"share": 0.5, "share": 0.5}""")]
    [InlineData("""{"share": 0.5, "sh\u0061re": 0.6}""")]
    [InlineData("""{"share": null, "share": 0.6}""")]
    [InlineData("""{"share": 0.5, "share": {"deep": [1, 2]}}""")]
    public void A_name_that_stands_there_twice_is_an_error(string json) =>
        Assert.Equal("stands there more than once. Send it once.", FromJson(json).Error("share"));

    [Theory]
    [InlineData("shrae", "Did you mean 'share'?")]
    [InlineData("Share", "Did you mean 'share'?")]
    [InlineData("genre", "Did you mean 'genres'?")]
    [InlineData("zzz", "Its inputs are share, amount, live, released, any_day, language, genres, people.")]
    [InlineData("", "Its inputs are share, amount, live, released, any_day, language, genres, people.")]
    public void A_misspelt_name_is_an_error_and_gets_the_nearest(string name, string hint) =>
        Assert.Equal($"is no input of this model. {hint}", FromJson($$"""{"{{name}}": {"a": [1, null] } }""").Error(name));

    [Fact]
    public void Every_fields_error_comes_at_once()
    {
        var row = FromJson("""{"share": 2, "shrae": 1, "live": "yes", "released": "x", "language": 1, "genres": [1], "people": "x", "amount": 1e99}""");

        Assert.Equal(["share", "shrae", "live", "released", "language", "genres", "people", "amount"], row.Errors.ByField().Keys);
        Assert.Equal(0, row.Rows.Count);
    }

    [Theory]
    [InlineData("""{"share": NaN}""")]
    [InlineData("""{"share": Infinity}""")]
    [InlineData("""{"share": 01}""")]
    [InlineData("""{"share": +1}""")]
    [InlineData("""{"share": .5}""")]
    [InlineData("""{"share": 0.5,}""")]
    [InlineData("""{"share": 0.5}}""")]
    [InlineData("""{"share": 0.5} {}""")]
    [InlineData("""{"share": 0.5""")]
    [InlineData("""{'share': 0.5}""")]
    [InlineData("""{"share": 0.5 /* half */}""")]
    public void What_is_no_JSON_is_thrown(string json) => Assert.ThrowsAny<JsonException>(() => FromJson(json));

    [Fact]
    public void A_row_with_errors_leaves_nothing_behind_for_the_next()
    {
        var (rows, errors) = (new Rows(Schema, capacity: 1), new FieldErrors());
        Assert.False(Read("""{"language": "en", "genres": ["A", 1], "share": 0.5, "x": 1}"""));
        errors.Clear();
        Assert.True(Read("{}"));
        Assert.All(Schema.Fields, field => Assert.True(rows.IsMissing(field.Index, 0)));

        bool Read(string json)
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            reader.Read();
            return JsonRowReader.Read(ref reader, rows, errors);
        }
    }

    [Fact]
    public void Texts_may_be_ten_million_characters_long()
    {
        var text = new string('x', 10_000_000);

        Assert.Equal(text, FromJson($$"""{"language": "{{text}}"}""").Text("language"));
        Assert.Equal($"{text}+y", FromJson($$"""{"genres": "{{text}}|y"}""").Text("genres"));
        Assert.StartsWith("is no date.", FromJson($$"""{"released": "{{text}}"}""").Error("released"));
        Assert.InRange(FromJson($$"""{"share": "{{text}}"}""").Error("share").Length, 1, 300);
        Assert.InRange(FromJson($$"""{"{{text}}": 1}""").Errors.ByField().Keys.Single().Length, 1, 101);
    }
}
