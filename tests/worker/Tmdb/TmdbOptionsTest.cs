using System.ComponentModel.DataAnnotations;
using Hitcast.Worker.Tmdb;
using Xunit;

namespace Hitcast.Worker.Tests.Tmdb;

public sealed class TmdbOptionsTest
{
    public static TheoryData<TmdbOptions, string> Bad => new()
    {
        { new() { Token = "two words" }, "Tmdb:Token must be one word of ASCII characters; leave it out to extract nothing." },
        { new() { BaseAddress = "https://api.themoviedb.org/3" }, "Tmdb:BaseAddress must be an origin such as https://api.themoviedb.org, with no path." },
        { new() { ExportsAddress = "files.tmdb.org" }, "Tmdb:ExportsAddress must be an origin such as https://files.tmdb.org, with no path." },
        { new() { RequestsPerSecond = 0 }, "Tmdb:RequestsPerSecond must be between 1 and 1000." },
        { new() { MaxInFlight = 0 }, "Tmdb:MaxInFlight must be between 1 and 200." },
        { new() { TimeoutSeconds = 0 }, "Tmdb:TimeoutSeconds must be between 0.1 and 600." },
        { new() { MaxRetries = 0 }, "Tmdb:MaxRetries must be between 1 and 20." },
        { new() { RetryDelaySeconds = 0 }, "Tmdb:RetryDelaySeconds must be between 0.001 and 60." },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_value_is_refused_with_a_sentence_that_does_not_repeat_a_secret(TmdbOptions options, string sentence)
    {
        var results = new List<ValidationResult>();

        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true));
        Assert.Equal(sentence, Assert.Single(results).ErrorMessage);
    }
}
