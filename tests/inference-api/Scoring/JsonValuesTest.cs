using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Scoring;
using Xunit;
using static Hitcast.InferenceApi.Tests.Scoring.MadeUpInputs;

namespace Hitcast.InferenceApi.Tests.Scoring;

public sealed class JsonValuesTest
{
    [Theory]
    [InlineData("0", 0f)]
    [InlineData("1", 1f)]
    [InlineData("0.1", 0.1f)]
    [InlineData("1e-46", 0f)]
    [InlineData("1.0E0", 1f)]
    [InlineData("0.30000001192092896", 0.3f)]
    public void A_number_becomes_the_nearest_float(string json, float expected) =>
        Assert.Equal(expected, FromJson($$"""{"share": {{json}}}""").Number("share"));

    [Theory]
    [InlineData("3.4028234663852886e38", float.MaxValue)]
    [InlineData("-3.4028234663852886e38", float.MinValue)]
    [InlineData("16777217", 16777216f)]
    [InlineData("123456789012345678901234567890", 1.2345679e29f)]
    public void A_number_without_limits_may_be_any_float(string json, float expected) =>
        Assert.Equal(expected, FromJson($$"""{"amount": {{json}}}""").Number("amount"));

    [Theory]
    [InlineData("1e39")]
    [InlineData("-1e39")]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    public void A_number_beyond_the_floats_is_an_error(string json) =>
        Assert.Equal("is too large for a number. It must be a number.", FromJson($$"""{"amount": {{json}}}""").Error("amount"));

    [Theory]
    [InlineData("-1e-300", "is -1E-300.")]
    [InlineData("1.0000000000000002", "is 1.0000000000000002.")]
    [InlineData("-5", "is -5.")]
    public void A_number_outside_its_limits_is_an_error_even_where_its_float_would_not_be(string json, string wrong) =>
        Assert.Equal($"{wrong} It must be a number from 0 to 1 in parts.", FromJson($$"""{"share": {{json}}}""").Error("share"));

    [Fact]
    public void Minus_zero_is_zero()
    {
        Assert.Equal(0f, FromJson("""{"share": -0}""").Number("share"));
        Assert.Equal(0f, FromJson("""{"live": -0}""").Number("live"));
    }

    [Theory]
    [InlineData("true", 1f)]
    [InlineData("false", 0f)]
    [InlineData("1", 1f)]
    [InlineData("0", 0f)]
    [InlineData("1.0", 1f)]
    [InlineData("0e7", 0f)]
    [InlineData("null", MissingNumber)]
    public void A_flag_is_true_false_or_the_numbers_1_and_0(string json, float expected) =>
        Assert.Equal(expected, FromJson($$"""{"live": {{json}}}""").Number("live"));

    [Theory]
    [InlineData("2", "is the number 2.")]
    [InlineData("0.5", "is the number 0.5.")]
    [InlineData("\"true\"", "is the text 'true'.")]
    [InlineData("\"1\"", "is the text '1'.")]
    [InlineData("[true]", "is an array.")]
    [InlineData("{\"live\": true}", "is an object.")]
    public void Anything_else_is_no_flag(string json, string wrong) =>
        Assert.Equal($"{wrong} It must be true or false (or 1 or 0).", FromJson($$"""{"live": {{json}}}""").Error("live"));

    [Theory]
    [InlineData("1970-01-01", 0f)]
    [InlineData("1969-12-31", -1f)]
    [InlineData("2012-06-15", 15506f)]
    [InlineData("2000-02-29", 11016f)]
    [InlineData("0001-01-01", -719162f)]
    [InlineData("9999-12-31", 2932896f)]
    [InlineData("\\u0031970-01-01", 0f)]
    [InlineData("\\u0031\\u0039\\u0037\\u0030\\u002d\\u0030\\u0031\\u002d\\u0030\\u0031", 0f)]
    public void A_date_becomes_the_days_since_1970(string text, float days) =>
        Assert.Equal(days, FromJson($$"""{"any_day": "{{text}}"}""").Number("any_day"));

    [Theory]
    [InlineData("2013-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2012-13-01")]
    [InlineData("2012-00-10")]
    [InlineData("2012-06-31")]
    [InlineData("0000-01-01")]
    [InlineData("2012-6-15")]
    [InlineData("12-06-15")]
    [InlineData("20120615")]
    [InlineData("15.06.2012")]
    [InlineData("2012/06/15")]
    [InlineData(" 2012-06-15")]
    [InlineData("2012-06-15T00:00:00Z")]
    [InlineData("２０１２-06-15")]
    [InlineData("today")]
    [InlineData("")]
    public void An_impossible_date_or_another_form_is_an_error(string text) => Assert.Equal(
        $"is '{text}', which is no date. It must be a date as text YYYY-MM-DD from 1870-01-01 to 2100-12-31.",
        FromJson($$"""{"released": "{{text}}"}""").Error("released"));

    [Theory]
    [InlineData("1869-12-31")]
    [InlineData("2101-01-01")]
    public void A_date_outside_its_limits_is_an_error(string text) => Assert.Equal(
        $"is '{text}'. It must be a date as text YYYY-MM-DD from 1870-01-01 to 2100-12-31.",
        FromJson($$"""{"released": "{{text}}"}""").Error("released"));

    [Fact]
    public void A_date_at_its_limits_is_right()
    {
        Assert.Equal(-36524, FromJson("""{"released": "1870-01-01"}""").Number("released"));
        Assert.Equal(47846, FromJson("""{"released": "2100-12-31"}""").Number("released"));
    }

    [Theory]
    [InlineData("en", "en")]
    [InlineData(" En \\n", " En \n")]
    [InlineData("", "")]
    [InlineData("a|b", "a|b")]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("東京", "東京")]
    [InlineData("\\u0000", "\0")]
    [InlineData("\\ufffd", "\ufffd")]
    public void A_category_comes_as_it_is(string json, string expected) =>
        Assert.Equal(expected, FromJson($$"""{"language": "{{json}}"}""").Text("language"));

    [Theory]
    [InlineData("""["Drama"]""", "Drama")]
    [InlineData("""["B", "a", "B"]""", "B+a+B")]
    [InlineData("""["  Drama\t", "\u00a0Noir\u3000", "\u2028Epic\u0085"]""", "Drama+Noir+Epic")]
    [InlineData("""["\u001cA\u001d", "\u001e"]""", "A")]
    [InlineData("""["\u200bA\u200b"]""", "\u200bA\u200b")]
    [InlineData("""["Science  Fiction"]""", "Science  Fiction")]
    [InlineData("""["", " ", "A", "\n", "B", ""]""", "A+B")]
    [InlineData("""["A|B"]""", "A|B")]
    [InlineData("""["", " "]""", "")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("\"\"", "")]
    [InlineData("\" | \"", "")]
    [InlineData("\"A| B |A\"", "A+B+A")]
    [InlineData("\"|A||b|\"", "A+b")]
    [InlineData("\"A;B\"", "A;B")]
    public void Items_are_trimmed_dropped_if_empty_and_joined(string json, string expected) =>
        Assert.Equal(expected, FromJson($$"""{"genres": {{json}}}""").Text("genres"));

    [Fact]
    public void Items_of_whole_rows_do_not_run_into_each_other()
    {
        var (rows, errors) = (new Rows(Schema, capacity: 2), new FieldErrors());
        foreach (var json in (string[])["""{"genres": ["A", " "], "people": ["X"]}""", """{"genres": [" ", "B"]}"""])
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            reader.Read();
            Assert.True(JsonRowReader.Read(ref reader, rows, errors));
        }

        Assert.Equal("A", Encoding.UTF8.GetString(rows.Texts(6)[0]));
        Assert.Equal("B", Encoding.UTF8.GetString(rows.Texts(6)[1]));
        Assert.True(rows.IsMissing(7, 1));
    }

    [Fact]
    public void A_list_without_separator_is_an_array_only() =>
        Assert.Equal("is the text 'A|B'. It must be an array of texts.", FromJson("""{"people": "A|B"}""").Error("people"));

    [Theory]
    [InlineData("share", "\"0.5\"", "is the text '0.5'.")]
    [InlineData("share", "true", "is true.")]
    [InlineData("share", "\"NaN\"", "is the text 'NaN'.")]
    [InlineData("share", "[0.5]", "is an array.")]
    [InlineData("released", "2012", "is the number 2012.")]
    [InlineData("released", "false", "is false.")]
    [InlineData("language", "7", "is the number 7.")]
    [InlineData("language", "[\"en\"]", "is an array.")]
    [InlineData("genres", "7", "is the number 7.")]
    [InlineData("genres", "{\"0\": \"A\"}", "is an object.")]
    [InlineData("genres", "[\"A\", 7, \"B\", {}]", "has the number 7 among its items.")]
    [InlineData("genres", "[null]", "has null among its items.")]
    [InlineData("genres", "[[\"A\"]]", "has an array among its items.")]
    public void Another_type_is_an_error_that_says_what_is_allowed(string field, string json, string wrong)
    {
        var row = FromJson($$"""{"{{field}}": {{json}}}""");

        Assert.False(row.Added);
        Assert.Equal($"{wrong} It must be {row.Rows.Schema.Fields.Single(input => input.Name == field).Allowed}.", row.Error(field));
    }

    [Fact]
    public void What_each_input_takes_is_said_in_words() => Assert.Equal(
        [
            "a number from 0 to 1 in parts", "a number", "true or false (or 1 or 0)", "a date as text YYYY-MM-DD from 1870-01-01 to 2100-12-31",
            "a date as text YYYY-MM-DD", "a text", "an array of texts, or one text with items joined by '|'", "an array of texts",
        ],
        Schema.Fields.Select(field => field.Allowed));
}
