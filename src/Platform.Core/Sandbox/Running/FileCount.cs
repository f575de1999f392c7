using System.Runtime.InteropServices;

namespace Platform.Core.Sandbox.Running;

/// <summary>How many files a file system holds: a limit on bytes says nothing of a million empty ones.</summary>
internal static class FileCount
{
    private const int Files = 5;
    private const int FreeFiles = 6;

    /// <summary>Files and folders on the file system of a path; 0 when it cannot be told.</summary>
    public static long On(string path)
    {
        // struct statvfs: f_bsize, f_frsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree … each of 64 bits on both of our machines.
        var told = new ulong[32];
        return Read(path, told) == 0 && told[Files] >= told[FreeFiles] ? (long)(told[Files] - told[FreeFiles]) : 0;
    }

    [DllImport("libc", EntryPoint = "statvfs", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Read([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] ulong[] told);
}
