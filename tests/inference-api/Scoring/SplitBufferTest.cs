using System.Buffers;
using System.Text;
using System.Text.Json;
using Xunit;
using static Hitcast.InferenceApi.Tests.Scoring.MadeUpInputs;

namespace Hitcast.InferenceApi.Tests.Scoring;

/// <summary>A body comes in the pieces that the network made of it.</summary>
public sealed class SplitBufferTest
{
    private const string Right = """
        {"sh\u0061re": 0.25, "amount": -1.5e3, "live": true, "released": "2012-06-15", "any_day": "\u0031970-01-02",
         "language": "東京 \ud83d\ude00", "genres": [" A", "\u00e9t\u00e9 ", ""], "people": ["X", "Y"]}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Pieces_of_any_length_give_the_same_row(int length)
    {
        var (whole, split) = (FromJson(Right), FromPieces(Right, length));

        Assert.True(split.Added);
        Assert.Equal(
            (0.25f, -1500f, 1f, 15506f, 1f, "東京 😀", "A+été", "X+Y"),
            (split.Number("share"), split.Number("amount"), split.Number("live"), split.Number("released"), split.Number("any_day"),
                split.Text("language"), split.Text("genres"), split.Text("people")));
        Assert.Equal(whole.Text("language"), split.Text("language"));
    }

    [Theory]
    [InlineData("""{"genres": "A| B|"}""")]
    [InlineData("""{"genres": ["A", "B"]}""")]
    public void Joined_items_in_pieces_too(string json) => Assert.Equal("A+B", FromPieces(json, 1).Text("genres"));

    [Theory]
    [InlineData("share", "\"long text for a number\"", "is the text 'long text for a number'.")]
    [InlineData("live", "23", "is a number.")]
    [InlineData("share", "1.5", "is 1.5.")]
    [InlineData("released", "\"2013-02-29\"", "is '2013-02-29', which is no date.")]
    [InlineData("language", "\"\\ud800\"", "is not valid Unicode.")]
    [InlineData("shrae", "1", "is no input of this model. Did you mean 'share'?")]
    public void Errors_in_pieces_too(string name, string json, string wrong) =>
        Assert.StartsWith(wrong, FromPieces($$"""{"{{name}}": {{json}}}""", 1).Error(name));

    private static ReadRow FromPieces(string json, int length)
    {
        var reader = new Utf8JsonReader(Pieces.Of(Encoding.UTF8.GetBytes(json), length));
        return FromJson(ref reader, Schema);
    }

    private sealed class Pieces : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Of(byte[] bytes, int length)
        {
            var first = new Pieces { Memory = bytes.AsMemory(0, Math.Min(length, bytes.Length)) };
            var last = first;
            for (var start = length; start < bytes.Length; start += length)
            {
                var next = new Pieces { Memory = bytes.AsMemory(start, Math.Min(length, bytes.Length - start)), RunningIndex = start };
                last.Next = next;
                last = next;
            }

            return new(first, 0, last, last.Memory.Length);
        }
    }
}
