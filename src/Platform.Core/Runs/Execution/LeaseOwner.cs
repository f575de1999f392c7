using System.Diagnostics;
using System.Globalization;

namespace Platform.Core.Runs.Execution;

/// <summary>Who holds a lease: <c>machine/process/when it started/random</c>. A process of this machine that is gone can be told from one that is only slow.</summary>
internal static class LeaseOwner
{
    private static readonly string Machine = MachineName();
    private static readonly string StartOfThis = StartOf(Environment.ProcessId);

    /// <summary>This process; a second platform inside it is another owner.</summary>
    /// <param name="node">Null for the machine's own name.</param>
    public static string New(string? node = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{node?.Replace('/', '-') ?? Machine}/{Environment.ProcessId}/{StartOfThis}/{Guid.NewGuid():N}");

    /// <summary>True when the owner is a process of this machine that is gone; false when it lives, or nobody here can tell.</summary>
    public static bool IsDead(string owner)
    {
        var parts = owner.Split('/');
        return parts.Length == 4 && parts[0] == Machine && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var process) && (process == Environment.ProcessId ? StartOfThis : StartOf(process)) != parts[2];
    }

    // Containers may share a name but not a process table, so its number is part of the machine's name.
    private static string MachineName()
    {
        var space = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget : null;
        return $"{Environment.MachineName}{space}".Replace('/', '-');
    }

    // Empty when there is no such process. A process number is used again, so the time of its start counts too.
    private static string StartOf(int process)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Field 22 of proc(5)'s stat, in ticks since the boot; the name in field 2 may hold anything, so counted from its end.
                var stat = File.ReadAllText($"/proc/{process}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? "" : $"{fields[19]}-{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}";
            }

            return StartElsewhere(process);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string StartElsewhere(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
    }
}
