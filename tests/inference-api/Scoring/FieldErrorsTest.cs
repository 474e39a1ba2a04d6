using Hitcast.InferenceApi.Scoring;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Scoring;

public sealed class FieldErrorsTest
{
    [Fact]
    public void Messages_are_gathered_by_field_in_the_order_they_were_found()
    {
        var errors = new FieldErrors { Prefix = "[3]." };
        errors.Add("b", "first");
        errors.Add("a", "second");
        errors.Add("b", "third");

        Assert.Equal(["[3].b", "[3].a"], errors.ByField().Keys);
        Assert.Equal(["first", "third"], errors.ByField()["[3].b"]);
        Assert.True(errors.Has("a"));
        Assert.False(errors.Has("c"));
    }

    [Fact]
    public void More_than_a_hundred_are_counted_only()
    {
        var errors = new FieldErrors();
        for (var i = 0; i < 1_000_000; i++)
        {
            errors.Add($"field {i}", "wrong");
        }

        Assert.Equal(101, errors.ByField().Count);
        Assert.Equal(["999900 more errors."], errors.ByField()["…"]);
        errors.Clear();
        Assert.False(errors.Any);
        Assert.Empty(errors.ByField());
    }

    [Fact]
    public void A_long_name_is_shortened_and_found_all_the_same()
    {
        var name = new string('x', 99) + "😀😀";
        var errors = new FieldErrors();
        errors.Add(name, "wrong");

        Assert.Equal(new string('x', 99) + "…", errors.ByField().Keys.Single());
        Assert.True(errors.Has(name));
    }
}
