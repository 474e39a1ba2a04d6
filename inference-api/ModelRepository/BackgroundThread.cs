using System.Runtime.InteropServices;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>A thread that works only when no other wants the processor.</summary>
internal static partial class BackgroundThread
{
    private const int ThisThread = 0;
    private const int Nicest = 19;

    /// <summary>Lets the calling thread give way to all others for the rest of its life. On Linux .NET's own thread priorities do nothing.</summary>
    public static void GiveWay()
    {
        if (OperatingSystem.IsLinux())
        {
            // It may always be raised; where it fails the thread merely goes on as before.
            _ = SetPriority(which: 0, ThisThread, Nicest);
        }
        else
        {
            Thread.CurrentThread.Priority = ThreadPriority.Lowest;
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
