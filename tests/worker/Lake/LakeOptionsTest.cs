using Hitcast.Worker.Lake;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hitcast.Worker.Tests.Lake;

public sealed class LakeOptionsTest
{
    [Theory]
    [InlineData("Lake:Address", "", "Lake:Address is empty")]
    [InlineData("Lake:Address", "gs://bucket", "Only a folder or s3://bucket/prefix can be a lake")]
    [InlineData("Lake:Address", "s3:///prefix", "names no bucket")]
    [InlineData("Lake:ServiceUrl", "localhost", "Write an address such as https://s3.example.com")]
    [InlineData("Lake:TimeoutSeconds", "0", "Lake:TimeoutSeconds must be between 0.1 and 600.")]
    public async Task A_bad_setting_stops_the_host_with_a_sentence(string name, string value, string sentence)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new(name, value)]);
        builder.Services.AddLake();
        using var host = builder.Build();
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".hitcast/lake", typeof(FolderLake))]
    [InlineData("s3://bucket", typeof(S3Lake))]
    public void The_address_chooses_the_lake(string address, Type expected)
    {
        var options = new LakeOptions { Address = address, ServiceUrl = "http://localhost:1" };
        Assert.IsType(expected, LakeServices.Open(options, TimeProvider.System));
    }

    [Theory]
    [InlineData("s3://bucket", "bucket", "")]
    [InlineData("s3://bucket/", "bucket", "")]
    [InlineData("s3://bucket/a/b/", "bucket", "a/b/")]
    public void An_S3_address_names_bucket_and_prefix(string address, string bucket, string prefix) =>
        Assert.Equal((bucket, prefix), new LakeOptions { Address = address }.S3Location());
}
