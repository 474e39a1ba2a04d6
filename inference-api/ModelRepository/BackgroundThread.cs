using System.Runtime.InteropServices;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>A thread that leaves the processor to others while they want it, but for a small share.</summary>
internal static partial class BackgroundThread
{
    private const int ThisThread = 0;

    /// <summary>A tenth of the share of any other thread. At 19, the end of the scale, it would hardly run on a busy machine, and whoever waits for a lock that it holds would wait with it.</summary>
    private const int Nice = 10;

    /// <summary>Lets the calling thread give way to all others for the rest of its life. On Linux .NET's own thread priorities do nothing.</summary>
    public static void GiveWay()
    {
        if (OperatingSystem.IsLinux())
        {
            // It may always be raised; where it fails the thread merely goes on as before.
            _ = SetPriority(which: 0, ThisThread, Nice);
        }
        else
        {
            Thread.CurrentThread.Priority = ThreadPriority.Lowest;
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
