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

    private static void GiveBackNative()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var glibc))
        {
            if (NativeLibrary.TryGetExport(glibc, "malloc_trim", out _))
            {
                // ONNX Runtime's parsed copy of a graph is freed by then, but glibc keeps its pages.
                _ = Trim(0);
            }

            NativeLibrary.Free(glibc);
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
