using Xunit;
using static Hitcast.InferenceApi.Tests.Scoring.MadeUpInputs;

namespace Hitcast.InferenceApi.Tests.Scoring;

public sealed class TextRowReaderTest
{
    [Theory]
    [InlineData("share")]
    [InlineData("live")]
    [InlineData("released")]
    [InlineData("language")]
    [InlineData("genres")]
    [InlineData("people")]
    public void An_empty_text_is_missing(string name)
    {
        var row = FromTexts((name, ""));

        Assert.True(row.Added);
        Assert.All(Schema.Fields, field => Assert.True(row.Rows.IsMissing(field.Index, 0)));
    }

    [Theory]
    [InlineData("0.5", 0.5f)]
    [InlineData("5e-1", 0.5f)]
    [InlineData("-0", 0f)]
    [InlineData("1", 1f)]
    public void A_number_is_read(string text, float expected) => Assert.Equal(expected, FromTexts(("share", text)).Number("share"));

    [Theory]
    [InlineData("0,5")]
    [InlineData("half")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("1 2")]
    [InlineData(" 1")]
    [InlineData("0x1")]
    [InlineData("1_0")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("True")]
    public void What_is_no_number_is_an_error(string text) =>
        Assert.Equal($"is '{text}', which is no number. It must be a number from 0 to 1 in parts.", FromTexts(("share", text)).Error("share"));

    [Theory]
    [InlineData("1e39")]
    [InlineData("-1e999")]
    public void A_number_beyond_the_floats_is_an_error(string text) =>
        Assert.Equal("is too large for a number. It must be a number.", FromTexts(("amount", text)).Error("amount"));

    [Fact]
    public void Limits_hold_for_texts_too()
    {
        Assert.Equal("is 1.5. It must be a number from 0 to 1 in parts.", FromTexts(("share", "1.5")).Error("share"));
        Assert.StartsWith("is '1869-12-31'. It must be", FromTexts(("released", "1869-12-31")).Error("released"));
        Assert.StartsWith("is '2013-02-29', which is no date.", FromTexts(("released", "2013-02-29")).Error("released"));
    }

    [Theory]
    [InlineData("true", 1f)]
    [InlineData("True", 1f)]
    [InlineData("FALSE", 0f)]
    [InlineData("1", 1f)]
    [InlineData("0", 0f)]
    [InlineData("1.0", 1f)]
    [InlineData("0.0", 0f)]
    public void A_flag_is_read_as_spreadsheets_and_dataframes_write_it(string text, float expected) =>
        Assert.Equal(expected, FromTexts(("live", text)).Number("live"));

    [Theory]
    [InlineData("2")]
    [InlineData("yes")]
    [InlineData("0.5")]
    [InlineData("NaN")]
    public void Anything_else_is_no_flag(string text) =>
        Assert.Equal($"is '{text}'. It must be true or false (or 1 or 0).", FromTexts(("live", text)).Error("live"));

    [Fact]
    public void A_category_comes_as_it_is() => Assert.Equal(" En|x ", FromTexts(("language", " En|x ")).Text("language"));

    [Fact]
    public void Items_are_split_trimmed_and_dropped_if_empty() => Assert.Equal("A+b+A", FromTexts(("genres", "| A |b||A\u3000")).Text("genres"));

    [Fact]
    public void A_repeated_list_goes_on() =>
        Assert.Equal("A+B+C", FromTexts(("genres", "A"), ("genres", " "), ("genres", "B|C")).Text("genres"));

    [Fact]
    public void A_list_without_separator_has_one_item_a_text() =>
        Assert.Equal("A|B+C", FromTexts(("people", "A|B"), ("people", " C ")).Text("people"));

    [Theory]
    [InlineData("language")]
    [InlineData("genres")]
    [InlineData("people")]
    public void Texts_that_cannot_stand_in_a_tensor_are_errors(string name)
    {
        Assert.StartsWith("holds the control character U+001F", FromTexts((name, "a\u001fb")).Error(name));
        Assert.StartsWith("is not valid Unicode.", FromTexts([(name, [0x61, 0xFF])]).Error(name));
    }
}
