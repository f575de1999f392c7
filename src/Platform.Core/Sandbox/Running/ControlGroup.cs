using System.Globalization;

namespace Platform.Core.Sandbox.Running;

/// <summary>
/// The control group of one sandbox: the kernel's own account of the memory and processes of all that is in it. Where the machine gives us none, the limits of
/// each process and <see cref="SandboxWatch"/> stand alone.
/// </summary>
/// <remarks>Sources: Linux <c>Documentation/admin-guide/cgroup-v2.rst</c> and <c>cgroup-v1/memory.rst</c>.</remarks>
internal sealed class ControlGroup
{
    private const string Prefix = "platform-sandbox-";

    private static int _count;

    private readonly IReadOnlyList<string> _folders;

    private ControlGroup(IReadOnlyList<string> folders)
    {
        _folders = folders;
    }

    /// <summary>The folders in which groups can be made: those of the setting, or the platform's own of version 2. Empty when there is none.</summary>
    public static IReadOnlyList<string> Parents(string setting)
    {
        var named = setting.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var candidates = named.Length > 0 ? named : OwnOfVersion2();
        List<string> parents = [.. candidates.Where(CanHold)];
        foreach (var parent in parents) SweepOf(parent);
        return named.Length > 0 ? parents : [.. parents.Take(1)];
    }

    /// <summary>Makes a group and puts a process into it; null when that is not possible.</summary>
    public static ControlGroup? Around(int process, IReadOnlyList<string> parents, CodeLimits limits)
    {
        if (parents.Count == 0) return null;
        var name = $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
        var group = new ControlGroup([.. parents.Select(p => Path.Combine(p, name))]);
        var memory = (limits.Memory + SandboxWatch.Spare).ToString(CultureInfo.InvariantCulture);
        var all = group._folders.All(folder =>
            Try(() => Directory.CreateDirectory(folder))
            && (TryWrite(folder, "memory.max", memory) | TryWrite(folder, "memory.limit_in_bytes", memory)
                | TryWrite(folder, "pids.max", limits.Options.Processes.ToString(CultureInfo.InvariantCulture)))
            && TryWrite(folder, "cgroup.procs", process.ToString(CultureInfo.InvariantCulture)));
        if (all)
        {
            foreach (var folder in group._folders) _ = TryWrite(folder, "memory.swap.max", "0") || TryWrite(folder, "memory.memsw.limit_in_bytes", memory);
            return group;
        }

        group.Remove();
        return null;
    }

    /// <summary>Once all of its processes are gone. What cannot be removed yet is swept when the platform starts again.</summary>
    public void Remove()
    {
        foreach (var folder in _folders) Try(() => Directory.Delete(folder));
    }

    private static string[] OwnOfVersion2()
    {
        const string Root = "/sys/fs/cgroup";
        if (!File.Exists($"{Root}/cgroup.controllers")) return [];
        var line = File.ReadLines("/proc/self/cgroup").FirstOrDefault(l => l.StartsWith("0::", StringComparison.Ordinal));
        if (line is null) return [];
        // With systemd: Delegate=yes and DelegateSubgroup=main, so that the process stands in a group of its own below the one that is ours.
        var own = Path.Join(Root, line[3..]).TrimEnd('/');
        return own == Root ? [own] : [own, Path.GetDirectoryName(own)!];
    }

    private static bool CanHold(string folder)
    {
        if (!Directory.Exists(folder)) return false;
        if (!File.Exists(Path.Combine(folder, "cgroup.subtree_control"))) return File.Exists(Path.Combine(folder, "cgroup.procs")); // version 1
        return TryWrite(folder, "cgroup.subtree_control", "+memory +pids");
    }

    private static void SweepOf(string parent)
    {
        foreach (var left in Directory.EnumerateDirectories(parent, $"{Prefix}*"))
        {
            var owner = Path.GetFileName(left)[Prefix.Length..].Split('-')[0];
            if (!Directory.Exists($"/proc/{owner}")) Try(() => Directory.Delete(left));
        }
    }

    private static bool TryWrite(string folder, string file, string value)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) && Try(() => File.WriteAllText(path, value));
    }

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
