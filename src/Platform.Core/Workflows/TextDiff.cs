namespace Platform.Core.Workflows;

public enum LineChange
{
    Same,
    Removed,
    Added,
}

/// <summary>One line of a comparison.</summary>
/// <param name="Before">Its number in the text before, from 1; null when it was added.</param>
/// <param name="After">Its number in the text after, from 1; null when it was removed.</param>
public sealed record DiffLine(LineChange Change, int? Before, int? After, string Text);

/// <summary>Lines that lie together, with a few unchanged ones around them.</summary>
public sealed record DiffHunk(IReadOnlyList<DiffLine> Lines)
{
    public int BeforeStart => Lines.FirstOrDefault(l => l.Before is not null)?.Before ?? 0;

    public int AfterStart => Lines.FirstOrDefault(l => l.After is not null)?.After ?? 0;

    public int BeforeCount => Lines.Count(l => l.Before is not null);

    public int AfterCount => Lines.Count(l => l.After is not null);
}

/// <summary>What changed between two texts, line by line: the fewest lines that were removed and added. Pure.</summary>
/// <remarks>
/// Source: Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1986. Bounded: where more than <see cref="MostEdits"/> lines differ, what lies
/// between the texts' common beginning and end counts as replaced as a whole.
/// </remarks>
public static class TextDiff
{
    private const int MostEdits = 2_000;

    public static IReadOnlyList<DiffLine> Lines(string before, string after)
    {
        var (a, b) = (LinesOf(before), LinesOf(after));
        var first = 0;
        while (first < a.Length && first < b.Length && a[first] == b[first]) first++;
        var last = 0;
        while (last < a.Length - first && last < b.Length - first && a[^(last + 1)] == b[^(last + 1)]) last++;
        var lines = new List<DiffLine>();
        for (var i = 0; i < first; i++) lines.Add(new DiffLine(LineChange.Same, i + 1, i + 1, a[i]));
        lines.AddRange(Middle(a, b, first, a.Length - last, b.Length - last));
        for (var i = last; i > 0; i--) lines.Add(new DiffLine(LineChange.Same, a.Length - i + 1, b.Length - i + 1, a[^i]));
        return lines;
    }

    /// <summary>The changes with some unchanged lines around each; empty when the texts are the same.</summary>
    public static IReadOnlyList<DiffHunk> Hunks(string before, string after, int around = 3)
    {
        var lines = Lines(before, after);
        var hunks = new List<DiffHunk>();
        var (from, until) = (-1, -1);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Change == LineChange.Same) continue;
            if (from >= 0 && i - around > until) Close();
            if (from < 0) from = Math.Max(0, i - around);
            until = Math.Min(lines.Count, i + around + 1);
        }

        if (from >= 0) Close();
        return hunks;

        void Close()
        {
            hunks.Add(new DiffHunk([.. lines.Skip(from).Take(until - from)]));
            from = -1;
        }
    }

    public static (int Added, int Removed) Count(string before, string after)
    {
        var lines = Lines(before, after);
        return (lines.Count(l => l.Change == LineChange.Added), lines.Count(l => l.Change == LineChange.Removed));
    }

    /// <summary>As <c>diff -u</c> writes it; empty when the texts are the same.</summary>
    public static string Unified(string before, string after, string beforeName, string afterName)
    {
        var hunks = Hunks(before, after);
        if (hunks.Count == 0) return "";
        var lines = new List<string> { $"--- {beforeName}", $"+++ {afterName}" };
        foreach (var hunk in hunks)
        {
            lines.Add($"@@ -{hunk.BeforeStart},{hunk.BeforeCount} +{hunk.AfterStart},{hunk.AfterCount} @@");
            lines.AddRange(hunk.Lines.Select(l => l.Change switch { LineChange.Added => $"+{l.Text}", LineChange.Removed => $"-{l.Text}", _ => $" {l.Text}" }));
        }

        return string.Join('\n', lines) + "\n";
    }

    // The last line's end is no line of its own.
    private static string[] LinesOf(string text)
    {
        var plain = text.ReplaceLineEndings("\n");
        if (plain.EndsWith('\n')) plain = plain[..^1];
        return plain.Length == 0 ? [] : plain.Split('\n');
    }

    private static List<DiffLine> Middle(string[] a, string[] b, int first, int aEnd, int bEnd)
    {
        var (n, m) = (aEnd - first, bEnd - first);
        if (n == 0 || m == 0 || Trace(a, b, first, n, m) is not { } trace)
        {
            return [.. Enumerable.Range(first, n).Select(i => new DiffLine(LineChange.Removed, i + 1, null, a[i])), .. Enumerable.Range(first, m).Select(i => new DiffLine(LineChange.Added, null, i + 1, b[i]))];
        }

        var lines = new List<DiffLine>();
        var (x, y) = (n, m);
        for (var d = trace.Count - 1; d >= 0; d--)
        {
            var k = x - y;
            var down = k == -d || (k != d && At(trace[d], d, k - 1) < At(trace[d], d, k + 1));
            var fromX = d == 0 ? 0 : down ? At(trace[d], d, k + 1) : At(trace[d], d, k - 1);
            var fromY = d == 0 ? 0 : fromX - (down ? k + 1 : k - 1);
            while (x > fromX && y > fromY)
            {
                (x, y) = (x - 1, y - 1);
                lines.Add(new DiffLine(LineChange.Same, first + x + 1, first + y + 1, a[first + x]));
            }

            if (d == 0) break;
            if (down) lines.Add(new DiffLine(LineChange.Added, null, first + (--y) + 1, b[first + y]));
            else lines.Add(new DiffLine(LineChange.Removed, first + (--x) + 1, null, a[first + x]));
        }

        lines.Reverse();
        return lines;
    }

    // For each number of edits, how far along each diagonal one came with one edit fewer; null when there are too many.
    private static List<int[]>? Trace(string[] a, string[] b, int first, int n, int m)
    {
        var most = Math.Min(n + m, MostEdits);
        var reach = new int[(2 * most) + 3];
        var trace = new List<int[]>();
        for (var d = 0; d <= most; d++)
        {
            trace.Add(reach[(most + 1 - d - 1)..(most + 1 + d + 2)]);
            for (var k = -d; k <= d; k += 2)
            {
                var at = most + 1 + k;
                var x = k == -d || (k != d && reach[at - 1] < reach[at + 1]) ? reach[at + 1] : reach[at - 1] + 1;
                while (x < n && x - k < m && a[first + x] == b[first + x - k]) x++;
                reach[at] = x;
                if (x >= n && x - k >= m) return trace;
            }
        }

        return null;
    }

    private static int At(int[] reach, int d, int k) => reach[k + d + 1];
}
