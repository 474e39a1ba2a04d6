using Hitcast.Worker.Lake;
using Xunit;

namespace Hitcast.Worker.Tests.Lake;

public sealed class FolderLakeTest : LakeTest, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-lake-");

    internal override ILake Lake => new FolderLake(folder.FullName, TimeProvider.System);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Nothing_stays_aside_after_a_race()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Lake.PutIfAbsentAsync("race/b", Bytes($"{i}"), CancellationToken.None)));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.FullName, ".writing")));
    }
}
