using System.Globalization;
using System.Runtime.InteropServices;

namespace Platform.Core.Sandbox.Running;

/// <summary>What this process has open. .NET keeps what it opens itself from its children, but not what it was started with: a shell's, a service manager's.</summary>
internal static class OpenFiles
{
    private const int SetFlags = 2; // F_SETFD
    private const int CloseOnStart = 1; // FD_CLOEXEC

    /// <summary>From now on no program that we start has any file of ours but the three it is given.</summary>
    public static void KeepFromChildren()
    {
        if (!OperatingSystem.IsLinux()) return;
        foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
            if (int.TryParse(Path.GetFileName(entry), NumberStyles.None, CultureInfo.InvariantCulture, out var open) && open > 2) _ = Control(open, SetFlags, CloseOnStart);
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int file, int order, int value);
}
