using System.Runtime.InteropServices;

namespace Hitcast.Worker.Lake;

/// <summary>Folders within a folder that may go away at any moment, as a disk does.</summary>
internal static partial class Folders
{
    private const int IsThere = 17;
    private const int ParentIsMissing = 2;
    private const uint AllRights = 0b111_111_111;

    /// <summary>Makes a folder within another, and what lies between; never the other one, which <see cref="Directory.CreateDirectory(string)"/> would make anew.</summary>
    /// <exception cref="DirectoryNotFoundException">The other one is not there.</exception>
    /// <exception cref="IOException">The disk is full or read-only.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not ours.</exception>
    public static void MakeWithin(string root, string folder)
    {
        if (folder == root || Directory.Exists(folder))
        {
            return;
        }

        MakeWithin(root, Path.GetDirectoryName(folder)!);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (MakeOne(folder, AllRights) != 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case IsThere:
                    break;
                case ParentIsMissing:
                    throw new DirectoryNotFoundException($"{Path.GetDirectoryName(folder)} is not there.");
                default:
                    // It fails in the same way, with .NET's words for it.
                    Directory.CreateDirectory(folder);
                    break;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeOne(string path, uint mode);
}
