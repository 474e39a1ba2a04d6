using Hitcast.InferenceApi.Questions.Verified;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

public sealed class EditDistanceTest
{
    [Theory]
    [InlineData("hanks", "hanks", 0)]
    [InlineData("hanks", "hansk", 1)]
    [InlineData("revenue", "revenu", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    public void Letters_that_changed_places_count_once(string one, string other, int letters)
    {
        Assert.Equal(letters, EditDistance.Between(one, other));
        Assert.Equal(letters, EditDistance.Between(other, one));
        Assert.True(EditDistance.AtMost(one, other, letters));
    }
}
