using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Warehouse;

public sealed class WarehouseOptionsTest
{
    [Theory]
    [InlineData("Questions:ConnectionString=nonsense", "Questions:ConnectionString is no connection string. Write Host=…;Database=…;Username=hitcast_reader;Password=….")]
    [InlineData("Questions:ConnectionString=Database=x", "Questions:ConnectionString is no connection string. Write Host=…;Database=…;Username=hitcast_reader;Password=….")]
    [InlineData("Questions:ConnectionFile=", "Questions:ConnectionFile is empty. Name the file that the worker writes the reader's connection to.")]
    [InlineData("Questions:Connections=0", "Questions:Connections must be from 1 to 50, which is as many as hitcast_reader may have.")]
    [InlineData("Questions:MaximumRows=0", "Questions:MaximumRows must be from 1 to 100000.")]
    [InlineData("Questions:MaximumKilobytes=0", "Questions:MaximumKilobytes must be from 1 to 65536 (64 MiB).")]
    [InlineData("Questions:StatementSeconds=0", "Questions:StatementSeconds must be from 0.05 to 60.")]
    [InlineData("Questions:MaximumCost=0", "Questions:MaximumCost must be from 1 to 1e12.")]
    [InlineData("Questions:WorkMemoryMegabytes=2000", "Questions:WorkMemoryMegabytes must be from 1 to 1024.")]
    [InlineData("Questions:MaximumCollectedMegabytes=0", "Questions:MaximumCollectedMegabytes must be from 1 to 1024.")]
    public async Task A_bad_value_stops_the_host_with_a_sentence(string setting, string sentence)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.StartWithoutModelsAsync(setting));
        Assert.Equal(sentence, Logs.Sentence(failure.Failures.Single()));
    }

    [Fact]
    public async Task Without_a_warehouse_the_service_is_ready_and_questions_alone_are_not_answered()
    {
        await using var server = await ApiServer.StartAsync("Questions:ConnectionFile=/nowhere/at/all");
        Assert.True(server.Readiness.IsReady);
        await Assert.ThrowsAsync<WarehouseUnavailableException>(() => server.App.Services.GetRequiredService<SqlGate>().RunAsync("SELECT 1", TestContext.Current.CancellationToken));
    }
}
