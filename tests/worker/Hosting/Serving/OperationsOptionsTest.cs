using System.ComponentModel.DataAnnotations;
using Hitcast.Worker.Hosting.Serving;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Serving;

public sealed class OperationsOptionsTest
{
    [Theory]
    [InlineData("short", "Operations:ApiKey must have at least 16 characters")]
    [InlineData("0123456789abcdef          # for the worker's metrics", "Operations:ApiKey must be one word of ASCII characters.")]
    public void A_bad_key_is_refused_with_a_sentence(string key, string sentence)
    {
        var options = new OperationsOptions { ApiKey = key };
        var results = new List<ValidationResult>();

        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true));
        Assert.StartsWith(sentence, Assert.Single(results).ErrorMessage, StringComparison.Ordinal);
    }
}
