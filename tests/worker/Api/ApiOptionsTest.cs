using System.ComponentModel.DataAnnotations;
using Hitcast.Worker.Api;
using Xunit;

namespace Hitcast.Worker.Tests.Api;

public sealed class ApiOptionsTest
{
    public static TheoryData<ApiOptions, string> Bad => new()
    {
        { new() { BaseAddress = "localhost:5000" }, "Api:BaseAddress must be an origin such as http://localhost:5000, with no path." },
        { new() { BaseAddress = "http://localhost:5000/models" }, "Api:BaseAddress must be an origin such as http://localhost:5000, with no path." },
        { new() { Key = "" }, "Api:Key must be one word of ASCII characters; leave it out where the API has no keys." },
        { new() { Key = "two words" }, "Api:Key must be one word of ASCII characters; leave it out where the API has no keys." },
        { new() { TimeoutSeconds = 0 }, "Api:TimeoutSeconds must be between 0.1 and 600." },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_value_is_refused_with_a_sentence_that_does_not_repeat_a_secret(ApiOptions options, string sentence)
    {
        var results = new List<ValidationResult>();

        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true));
        Assert.Equal(sentence, Assert.Single(results).ErrorMessage);
    }
}
