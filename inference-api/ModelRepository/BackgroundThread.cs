using System.Runtime.InteropServices;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>A thread that leaves the processor to others while they want it.</summary>
internal static partial class BackgroundThread
{
    private const int ThisThread = 0;

    /// <summary>The end of the scale: on a machine that others keep busy a load takes long for it. Less was measured beside it, and spared requests no more (README, Speed).</summary>
    private const int Nice = 19;

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
