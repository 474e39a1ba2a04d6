using Hitcast.Worker.Lake;
using Hitcast.Worker.Tests;

namespace Hitcast.Worker.Chaos;

/// <summary>A lake in a folder that can be away, full or read-only: on a small disk of its own where we may mount one, else in a plain folder.</summary>
internal sealed class ChaosLake : IAsyncDisposable
{
    private readonly SmallDisk? disk;

    private ChaosLake(string place, SmallDisk? disk)
    {
        this.disk = disk;
        Folder = Directory.CreateDirectory(Path.Combine(place, "lake")).FullName;
        Lake = new FolderLake(Folder, TimeProvider.System);
    }

    public string Folder { get; }

    public ILake Lake { get; }

    /// <summary>What can be done to it here. No mode of a file keeps root out.</summary>
    public IReadOnlyList<string> Faults => disk is not null ? ["away", "full", "read-only"] : Environment.IsPrivilegedProcess ? ["away"] : ["away", "read-only"];

    public static async Task<ChaosLake> CreateAsync(string place) => new(place, await SmallDisk.TryMountAsync(place));

    public Task BeginAsync(string fault)
    {
        switch (fault, disk)
        {
            case ("away", _):
                Directory.Move(Folder, Folder + ".away");
                return Task.CompletedTask;
            case ("full", { } full):
                return full.FillAsync();
            case ("read-only", { } closed):
                return closed.CloseAsync();
            default:
                File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
                return Task.CompletedTask;
        }
    }

    public Task EndAsync(string fault)
    {
        switch (fault, disk)
        {
            case ("away", _):
                Directory.Move(Folder + ".away", Folder);
                return Task.CompletedTask;
            case ("full", { } full):
                return full.EmptyAsync();
            case ("read-only", { } closed):
                return closed.OpenAsync();
            default:
                File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                return Task.CompletedTask;
        }
    }

    public ValueTask DisposeAsync() => disk?.DisposeAsync() ?? ValueTask.CompletedTask;
}
