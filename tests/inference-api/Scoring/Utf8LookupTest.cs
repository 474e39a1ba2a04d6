using System.Text;
using CsCheck;
using Hitcast.InferenceApi.Scoring;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Scoring;

public sealed class Utf8LookupTest
{
    [Fact]
    public void A_text_is_found_by_its_bytes_and_no_other()
    {
        var lookup = new Utf8Lookup(["a", "", "é", "A", "a"]);

        Assert.Equal(0, lookup.Find("a"u8));
        Assert.Equal(1, lookup.Find([]));
        Assert.Equal(2, lookup.Find("é"u8));
        Assert.Equal(3, lookup.Find("A"u8));
        Assert.Equal(-1, lookup.Find("e\u0301"u8));
        Assert.Equal(-1, lookup.Find([0xFF]));
    }

    [Fact]
    public void It_finds_what_a_dictionary_finds() =>
        Gen.Select(Gen.String[Gen.Char['a', 'c'], 0, 3].Array[0, 20], Gen.String[Gen.Char['a', 'c'], 0, 3]).Sample((texts, wanted) =>
            new Utf8Lookup(texts).Find(Encoding.UTF8.GetBytes(wanted)) == Array.IndexOf(texts, wanted));
}
