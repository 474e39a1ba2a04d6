namespace Hitcast.Worker.Lake;

/// <summary>A lock among processes on one machine, which the system gives back when its holder dies.</summary>
public static class FileLock
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until the lock is ours; disposing of it gives it back.</summary>
    /// <param name="path">A file of its own in a folder that is there; it is made, and stays.</param>
    public static async Task<IDisposable> TakeAsync(string path, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return Take(path);
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                await Task.Delay(Poll, time, cancellation);
            }
        }
    }

    /// <summary>The lock, if nobody holds it, alone or with others.</summary>
    public static IDisposable? TryTake(string path)
    {
        try
        {
            return Take(path);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    /// <summary>Holds a lock together with others: a file that is only read is locked by LOCK_SH of flock(2), on Linux and macOS.</summary>
    /// <exception cref="IOException">Somebody holds it alone.</exception>
    public static IDisposable Share(string path) => new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    private static FileStream Take(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>EWOULDBLOCK of flock(2), as .NET hands it on: 11 on Linux, 35 on macOS.</summary>
    private static bool IsHeld(IOException exception) => exception.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);
}
