using System.Runtime.InteropServices;

namespace Hitcast.Worker.Hosting;

/// <summary>The memory that glibc keeps for the process beside .NET's own.</summary>
internal static partial class ProcessMemory
{
    /// <summary>
    /// Has glibc share its arenas among threads: what is freed on one thread of the pool, the buffers of compression above all, else stays in pieces with that thread's arena.
    /// To be called before other threads are.
    /// </summary>
    public static void ShareArenas()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var glibc) && NativeLibrary.TryGetExport(glibc, "mallopt", out _))
        {
            const int mostArenas = -8;
            _ = SetOption(mostArenas, Environment.ProcessorCount);
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
