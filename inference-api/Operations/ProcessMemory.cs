using System.Runtime.InteropServices;

namespace Hitcast.InferenceApi.Operations;

/// <summary>Loading and proving a model takes several times the memory that the loaded model needs, and so does drawing the first chart. This gives the rest back to the system.</summary>
public static partial class ProcessMemory
{
    /// <summary>Collects all garbage, which stops the process for some 20 ms: for the start, when nobody waits for an answer yet.</summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GiveBackNative();
    }

    /// <summary>Stops nobody: for versions that arrive while requests are answered.</summary>
    public static void GiveBackBesideRequests()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        GiveBackNative();
    }

    /// <summary>
    /// Has glibc share its arenas among threads. Each version is loaded on a thread of its own, and what it frees there stays with that thread's arena in pieces:
    /// with as many as glibc would make, a process that has seen many versions keeps twice the memory. To be called before other threads are.
    /// </summary>
    public static void ShareArenas()
    {
        if (GlibcHas("mallopt"))
        {
            const int mostArenas = -8;
            _ = SetOption(mostArenas, Environment.ProcessorCount);
        }
    }

    private static void GiveBackNative()
    {
        if (GlibcHas("malloc_trim"))
        {
            // ONNX Runtime's parsed copy of a graph is freed by then, but glibc keeps its pages.
            _ = Trim(0);
        }
    }

    private static bool GlibcHas(string function) =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var glibc) && NativeLibrary.TryGetExport(glibc, function, out _);

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
