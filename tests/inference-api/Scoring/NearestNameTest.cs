using Hitcast.InferenceApi.Scoring;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Scoring;

public sealed class NearestNameTest
{
    private static readonly string[] Names = ["tempo", "track_name", "track_genre", "album_name", "key"];

    [Theory]
    [InlineData("tempo", "tempo")]
    [InlineData("TEMPO", "tempo")]
    [InlineData("temp", "tempo")]
    [InlineData("tempoo", "tempo")]
    [InlineData("trackname", "track_name")]
    [InlineData("track_gener", "track_genre")]
    [InlineData("ky", "key")]
    [InlineData("kye", "key")]
    [InlineData("etmpo", "tempo")]
    public void The_nearest_name_is_found(string mistyped, string expected) => Assert.Equal(expected, NearestName.Of(mistyped, Names));

    [Theory]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("budget")]
    [InlineData("completely_different")]
    public void What_is_far_from_all_finds_none(string mistyped) => Assert.Null(NearestName.Of(mistyped, Names));

    [Fact]
    public void A_long_name_is_not_compared() => Assert.Null(NearestName.Of(new string('x', 1_000_000), [new string('x', 1_000_000)]));
}
