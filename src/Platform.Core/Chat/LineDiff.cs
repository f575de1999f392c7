namespace Platform.Core.Chat;

public enum LineChange
{
    Same,
    Added,
    Removed,

    /// <summary>Lines that are the same on both sides were left out here.</summary>
    Skipped,
}

/// <summary>A line of a comparison.</summary>
/// <param name="Old">Its number before, from 1; null when it is new.</param>
/// <param name="New">Its number after; null when it is gone.</param>
public sealed record DiffLine(LineChange Change, int? Old, int? New, string Text);

/// <summary>What lines differ between two texts. Pure.</summary>
/// <remarks>
/// Source: Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1, 1986. Texts that differ in more than <see cref="MostEdits"/> lines are
/// shown as replaced between their common head and tail: nobody reads such a comparison line by line.
/// </remarks>
public static class LineDiff
{
    private const int MostEdits = 1000;
    private const int Around = 3;

    /// <summary>Every line of both.</summary>
    public static IReadOnlyList<DiffLine> Of(string? before, string after)
    {
        var (a, b) = (Lines(before ?? ""), Lines(after));
        var head = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head]) head++;
        var tail = 0;
        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)]) tail++;
        var lines = new List<DiffLine>();
        for (var i = 0; i < head; i++) lines.Add(new DiffLine(LineChange.Same, i + 1, i + 1, a[i]));
        Middle(a.AsSpan(head, a.Length - head - tail), b.AsSpan(head, b.Length - head - tail), head, lines);
        for (var i = tail; i > 0; i--) lines.Add(new DiffLine(LineChange.Same, a.Length - i + 1, b.Length - i + 1, a[^i]));
        return lines;
    }

    public static (int Added, int Removed) Count(string? before, string after)
    {
        var lines = Of(before, after);
        return (lines.Count(l => l.Change == LineChange.Added), lines.Count(l => l.Change == LineChange.Removed));
    }

    /// <summary>The changes with three lines around each.</summary>
    public static IReadOnlyList<DiffLine> Hunks(IReadOnlyList<DiffLine> lines)
    {
        var keep = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Change == LineChange.Same) continue;
            for (var j = Math.Max(0, i - Around); j <= Math.Min(lines.Count - 1, i + Around); j++) keep[j] = true;
        }

        var shown = new List<DiffLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (keep[i])
            {
                shown.Add(lines[i]);
                continue;
            }

            var from = i;
            while (i + 1 < lines.Count && !keep[i + 1]) i++;
            shown.Add(new DiffLine(LineChange.Skipped, null, null, $"{i - from + 1} unchanged line{(i == from ? "" : "s")}"));
        }

        return shown;
    }

    /// <summary>For two columns: what was removed stands beside what was added in its place.</summary>
    public static IReadOnlyList<(DiffLine? Left, DiffLine? Right)> Beside(IReadOnlyList<DiffLine> lines)
    {
        var rows = new List<(DiffLine?, DiffLine?)>();
        for (var i = 0; i < lines.Count;)
        {
            if (lines[i].Change is LineChange.Same or LineChange.Skipped)
            {
                rows.Add((lines[i], lines[i]));
                i++;
                continue;
            }

            var (gone, come) = (new List<DiffLine>(), new List<DiffLine>());
            for (; i < lines.Count && lines[i].Change is LineChange.Added or LineChange.Removed; i++) (lines[i].Change == LineChange.Removed ? gone : come).Add(lines[i]);
            for (var j = 0; j < Math.Max(gone.Count, come.Count); j++) rows.Add((j < gone.Count ? gone[j] : null, j < come.Count ? come[j] : null));
        }

        return rows;
    }

    private static void Middle(ReadOnlySpan<string> a, ReadOnlySpan<string> b, int head, List<DiffLine> lines)
    {
        var trace = Trace(a, b);
        if (trace is null)
        {
            for (var i = 0; i < a.Length; i++) lines.Add(new DiffLine(LineChange.Removed, head + i + 1, null, a[i]));
            for (var i = 0; i < b.Length; i++) lines.Add(new DiffLine(LineChange.Added, null, head + i + 1, b[i]));
            return;
        }

        var back = new List<DiffLine>();
        var (x, y) = (a.Length, b.Length);
        for (var d = trace.Count - 1; d >= 0; d--)
        {
            var ends = trace[d];
            var k = x - y;
            var from = k == -d || (k != d && End(ends, d, k - 1) < End(ends, d, k + 1)) ? k + 1 : k - 1;
            var (fromX, fromY) = d == 0 ? (0, 0) : (End(ends, d, from), End(ends, d, from) - from);
            for (; x > fromX && y > fromY; x--, y--) back.Add(new DiffLine(LineChange.Same, head + x, head + y, a[x - 1]));
            if (d == 0) break;
            back.Add(x == fromX ? new DiffLine(LineChange.Added, null, head + y, b[y - 1]) : new DiffLine(LineChange.Removed, head + x, null, a[x - 1]));
            (x, y) = (fromX, fromY);
        }

        back.Reverse();
        lines.AddRange(back);
    }

    // For each number of edits the furthest ends of the diagonals -d..d before it; null when there are too many.
    private static List<int[]>? Trace(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        var most = Math.Min(a.Length + b.Length, MostEdits);
        var ends = new int[(2 * most) + 3];
        var trace = new List<int[]>();
        for (var d = 0; d <= most; d++)
        {
            trace.Add(ends[(most + 1 - d - 1)..(most + 1 + d + 2)]);
            for (var k = -d; k <= d; k += 2)
            {
                var at = most + 1 + k;
                var x = k == -d || (k != d && ends[at - 1] < ends[at + 1]) ? ends[at + 1] : ends[at - 1] + 1;
                for (var y = x - k; x < a.Length && y < b.Length && a[x] == b[y]; x++) y++;
                ends[at] = x;
                if (x >= a.Length && x - k >= b.Length) return trace;
            }
        }

        return null;
    }

    private static int End(int[] ends, int d, int k) => ends[k + d + 1];

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
