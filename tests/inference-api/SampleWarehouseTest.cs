using Npgsql;
using Xunit;

namespace Hitcast.InferenceApi.Tests;

public sealed class SampleWarehouseTest(SampleWarehouse warehouse)
{
    [Fact]
    public async Task It_has_the_sample_catalogue_and_its_reader_and_owner_may_log_in()
    {
        foreach (var login in new[] { await warehouse.ReaderConnectionStringAsync(), await warehouse.OwnerConnectionStringAsync() })
        {
            await using var source = NpgsqlDataSource.Create(login);
            await using var command = source.CreateCommand("SELECT count(*) FROM ask.movies");
            Assert.Equal((long)SampleWarehouse.Movies, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }
    }
}
