using System.Globalization;
using Hitcast.Worker.Warehouse;

namespace Hitcast.Worker.Tests;

/// <summary>A file system in memory that can be full or read-only, for real: only root may mount one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Size = "size=256m";
    private const int Attempts = 200;

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <returns>Null where we may not mount.</returns>
    public static async Task<SmallDisk?> TryMountAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var may = Environment.IsPrivilegedProcess && OperatingSystem.IsLinux()
            && (await Command.TryAsync("mount", ["-t", "tmpfs", "-o", Size, "tmpfs", folder], CancellationToken.None)).Code == 0;
        return may ? new SmallDisk(folder) : null;
    }

    /// <param name="spare">Bytes that are left.</param>
    public Task FillAsync(long spare = 0) => RemountAsync(() => string.Create(CultureInfo.InvariantCulture, $"size={UsedBytes() + spare}"));

    public Task EmptyAsync() => RemountAsync(() => Size);

    public Task CloseAsync() => RemountAsync(() => "ro");

    public Task OpenAsync() => RemountAsync(() => "rw," + Size);

    public async ValueTask DisposeAsync() => await Command.RunAsync("umount", ["-l", Folder], CancellationToken.None);

    private long UsedBytes() => new DriveInfo(Folder) is var drive ? drive.TotalSize - drive.TotalFreeSpace : 0;

    /// <summary>While a file is being written there the system refuses, so it is tried again.</summary>
    private async Task RemountAsync(Func<string> options)
    {
        for (var attempt = 1; (await Command.TryAsync("mount", ["-o", "remount," + options(), Folder], CancellationToken.None)).Code != 0; attempt++)
        {
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"{Folder} could not be mounted anew with {options()}.");
            }
        }
    }
}
