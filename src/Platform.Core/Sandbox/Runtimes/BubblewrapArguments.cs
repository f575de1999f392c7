using System.Globalization;

namespace Platform.Core.Sandbox.Runtimes;

/// <summary>The command line of one sandbox. What is not named here is not there inside.</summary>
internal static class BubblewrapArguments
{
    private const string Nobody = "65534";
    private const long SharedMemory = 16 * 1024 * 1024;

    // Of /proc this is seen, besides the sandbox's own processes: what runtimes read to size themselves.
    private static readonly HashSet<string> SeenOfProc = new(StringComparer.Ordinal) { "self", "thread-self", "mounts", "net", "cpuinfo", "meminfo", "stat", "uptime", "loadavg", "version", "filesystems" };

    private static readonly string[] Libraries = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"];

    /// <param name="needs">Files and folders that are seen under their own path, besides the system's libraries.</param>
    public static IEnumerable<string> Of(IReadOnlyList<string> needs, CodeLimits limits, bool canForbidNamespaces)
    {
        var disk = limits.Disk.ToString(CultureInfo.InvariantCulture);
        return
        [
            "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup",
            "--uid", Nobody, "--gid", Nobody, .. canForbidNamespaces ? ["--disable-userns"] : Array.Empty<string>(),
            "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "sandbox",
            "--clearenv", .. Environment(),
            .. Libraries.SelectMany(Library),
            "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--ro-bind-try", "/usr/share/zoneinfo", "/usr/share/zoneinfo",
            .. needs.SelectMany(p => new[] { "--ro-bind", p, p }),
            "--proc", "/proc", .. Masks(),
            "--size", "65536", "--tmpfs", "/dev", .. new[] { "null", "zero", "full", "random", "urandom" }.SelectMany(d => new[] { "--dev-bind-try", $"/dev/{d}", $"/dev/{d}" }),
            "--symlink", "/proc/self/fd", "/dev/fd", "--size", SharedMemory.ToString(CultureInfo.InvariantCulture), "--tmpfs", "/dev/shm", "--remount-ro", "/dev",
            "--size", disk, "--tmpfs", "/tmp", "--size", disk, "--tmpfs", "/work", "--chdir", "/work",
            "--remount-ro", "/",
            "--seccomp", "9",
        ];
    }

    private static IEnumerable<string> Environment() => new[]
    {
        ("PATH", "/usr/bin"), ("HOME", "/work"), ("USER", "nobody"), ("TMPDIR", "/tmp"), ("LANG", "C.UTF-8"), ("TZ", "UTC"), ("MALLOC_ARENA_MAX", "2"), ("UV_THREADPOOL_SIZE", "2"),
    }.SelectMany(v => new[] { "--setenv", v.Item1, v.Item2 });

    // Where the system has a link, as most have for /lib, the sandbox has the same.
    private static string[] Library(string path)
    {
        var folder = new DirectoryInfo(path);
        if (folder.LinkTarget is { } target) return ["--symlink", target, path];
        return folder.Exists ? ["--ro-bind", path, path] : [];
    }

    private static IEnumerable<string> Masks()
    {
        foreach (var entry in new DirectoryInfo("/proc").EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (char.IsAsciiDigit(entry.Name[0]) || SeenOfProc.Contains(entry.Name) || entry.LinkTarget is not null) continue;
            foreach (var part in entry is DirectoryInfo ? new[] { "--size", "4096", "--tmpfs", entry.FullName, "--remount-ro", entry.FullName } : ["--ro-bind", "/dev/null", entry.FullName])
                yield return part;
        }
    }
}
