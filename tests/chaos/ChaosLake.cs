using System.Globalization;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Warehouse;

namespace Hitcast.Worker.Chaos;

/// <summary>A lake in a folder that can be away, full or read-only: on a small file system of its own where we may mount one, else in a plain folder.</summary>
internal sealed class ChaosLake : IAsyncDisposable
{
    private const string Size = "size=256m";
    private const int MountAttempts = 200;

    private readonly string place;
    private readonly bool mounted;

    private ChaosLake(string place, bool mounted)
    {
        (this.place, this.mounted) = (place, mounted);
        Directory.CreateDirectory(Folder);
        Lake = new FolderLake(Folder, TimeProvider.System);
    }

    public string Folder => Path.Combine(place, "lake");

    public ILake Lake { get; }

    /// <summary>What can be done to it here.</summary>
    public IReadOnlyList<string> Faults => mounted ? ["away", "full", "read-only"] : Environment.IsPrivilegedProcess ? ["away"] : ["away", "read-only"];

    public static async Task<ChaosLake> CreateAsync(string place)
    {
        Directory.CreateDirectory(place);
        var mounted = Environment.IsPrivilegedProcess && (await Command.TryAsync("mount", ["-t", "tmpfs", "-o", Size, "tmpfs", place], CancellationToken.None)).Code == 0;
        return new ChaosLake(place, mounted);
    }

    public Task BeginAsync(string fault)
    {
        switch (fault)
        {
            case "away":
                Directory.Move(Folder, Folder + ".away");
                return Task.CompletedTask;
            case "full":
                return MountAsync(() => string.Create(CultureInfo.InvariantCulture, $"size={UsedBytes()}"));
            case "read-only" when mounted:
                return MountAsync(() => "ro");
            default:
                File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
                return Task.CompletedTask;
        }
    }

    public Task EndAsync(string fault)
    {
        switch (fault)
        {
            case "away":
                Directory.Move(Folder + ".away", Folder);
                return Task.CompletedTask;
            case "full":
                return MountAsync(() => Size);
            case "read-only" when mounted:
                return MountAsync(() => "rw," + Size);
            default:
                File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                return Task.CompletedTask;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (mounted)
        {
            await Command.RunAsync("umount", [place], CancellationToken.None);
        }
    }

    private long UsedBytes() => new DriveInfo(place) is var drive ? drive.TotalSize - drive.TotalFreeSpace : 0;

    /// <summary>While a file is being written there the system refuses, so it is tried again.</summary>
    private async Task MountAsync(Func<string> option)
    {
        for (var attempt = 1; (await Command.TryAsync("mount", ["-o", "remount," + option(), place], CancellationToken.None)).Code != 0; attempt++)
        {
            if (attempt == MountAttempts)
            {
                throw new InvalidOperationException($"{place} could not be mounted anew with {option()}.");
            }
        }
    }
}
