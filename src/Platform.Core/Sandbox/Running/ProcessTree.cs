using System.Globalization;

namespace Platform.Core.Sandbox.Running;

/// <summary>What <c>/proc</c> tells of a process and all that descend from it. A process that ends while it is looked at is left out.</summary>
internal static class ProcessTree
{
    private const int MostProcesses = 10_000;

    /// <summary>The process itself and every descendant, parents first.</summary>
    public static IReadOnlyList<int> Of(int root)
    {
        var all = new List<int> { root };
        for (var at = 0; at < all.Count && all.Count < MostProcesses; at++) all.AddRange(ChildrenOf(all[at]));
        return all;
    }

    /// <summary>The process in which the code runs, as the outside numbers it: below bubblewrap there is its own first process, and below that the interpreter. Null when it is gone.</summary>
    public static int? Innermost(int root)
    {
        var at = root;
        for (var depth = 0; depth < 8; depth++)
        {
            var child = ChildrenOf(at).FirstOrDefault();
            if (child == 0) return at == root ? null : at;
            at = child;
        }

        return at;
    }

    /// <summary>Bytes in memory and threads of all of them. What several share may be counted for each.</summary>
    public static (long Memory, int Threads) Use(IReadOnlyList<int> processes)
    {
        var (memory, threads) = (0L, 0);
        foreach (var status in processes.Select(id => Read($"/proc/{id}/status")))
        {
            memory += Field(status, "VmRSS:") * 1024;
            threads += (int)Field(status, "Threads:");
        }

        return (memory, threads);
    }

    /// <summary>Bytes in memory, what is shared counted once: exact, and too slow to be asked for always.</summary>
    public static long Memory(IReadOnlyList<int> processes)
    {
        var memory = 0L;
        foreach (var id in processes)
        {
            // Of another user's processes it is told to few; then what is not of files comes nearest.
            var exact = Field(Read($"/proc/{id}/smaps_rollup"), "Pss:");
            var status = exact > 0 ? "" : Read($"/proc/{id}/status");
            memory += (exact + Field(status, "RssAnon:") + Field(status, "RssShmem:")) * 1024;
        }

        return memory;
    }

    // A number after a name at the begin of a line: kilobytes where it says kB; 0 when it is not there.
    private static long Field(string text, string name)
    {
        var at = text.IndexOf($"\n{name}", StringComparison.Ordinal);
        if (at < 0) return 0;
        var end = text.IndexOf('\n', at + 1);
        var words = text[(at + 1 + name.Length)..(end < 0 ? text.Length : end)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
    }

    /// <summary>Kills the first child of a process; false when it has none.</summary>
    public static bool KillChild(int process)
    {
        var child = ChildrenOf(process).FirstOrDefault();
        if (child == 0) return false;
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(child);
            found.Kill();
            return true;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static IEnumerable<int> ChildrenOf(int process)
    {
        // Children of every thread: Node starts processes from its first, but code may do so from any.
        foreach (var thread in Folders($"/proc/{process}/task"))
        {
            foreach (var child in Read($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                if (int.TryParse(child, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) yield return id;
        }
    }

    private static string[] Folders(string path)
    {
        try
        {
            return Directory.GetDirectories(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
