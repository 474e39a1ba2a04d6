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

    [Fact]
    public async Task A_folder_that_goes_away_in_the_middle_of_a_write_is_never_made_anew()
    {
        const int Rounds = 100;
        var root = Path.Combine(folder.FullName, "lake");
        Directory.CreateDirectory(root);
        using var stop = new CancellationTokenSource();
        var writes = 0;
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            var lake = new FolderLake(root, TimeProvider.System);
            for (var number = 0; !stop.IsCancellationRequested; number++, Interlocked.Increment(ref writes))
            {
                try
                {
                    await lake.PutIfAbsentAsync($"things/{writer}-{number}/it", Bytes("1"), CancellationToken.None);
                    await lake.ReplaceIfUnchangedAsync($"states/{writer}-{number}", Bytes("2"), null, CancellationToken.None);
                }
                catch (LakeException exception)
                {
                    Assert.StartsWith($"The lake {root} ", exception.Message, StringComparison.Ordinal);
                }
            }
        })).ToArray();
        for (var round = 0; round < Rounds && writers.All(writer => !writer.IsCompleted); round++)
        {
            await WrittenAsync(4);
            Directory.Move(root, root + ".away");
            await WrittenAsync(8);
            Assert.False(Directory.Exists(root));
            Directory.Move(root + ".away", root);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);

        async Task WrittenAsync(int more)
        {
            for (var goal = Volatile.Read(ref writes) + more; Volatile.Read(ref writes) < goal && writers.All(writer => !writer.IsCompleted);)
            {
                await Task.Delay(1);
            }
        }
    }
}
