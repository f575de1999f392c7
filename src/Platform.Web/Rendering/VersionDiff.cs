namespace Platform.Web.Rendering;

/// <summary>A line of two texts beside each other.</summary>
/// <param name="Mark">A blank for a line of both, <c>-</c> for one of the old text only, <c>+</c> for one of the new, <c>…</c> for lines left out.</param>
/// <param name="Old">Its number in the old text; null when it is not there.</param>
internal sealed record VersionLine(char Mark, int? Old, int? New, string Text);

/// <summary>Which lines two texts differ in. Pure.</summary>
/// <remarks>Source: E. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1986: the greedy algorithm with a trace.</remarks>
internal static class VersionDiff
{
    private const int MostEdits = 2_000; // past it the rest is told as replaced: nobody reads on, and time grows with the square

    /// <param name="around">So many lines of both are left around each difference.</param>
    public static IReadOnlyList<VersionLine> Of(string old, string now, int around = 3)
    {
        var (a, b) = (Lines(old), Lines(now));
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start]) start++;
        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)]) end++;
        var lines = new List<VersionLine>();
        for (var i = 0; i < start; i++) lines.Add(new VersionLine(' ', i + 1, i + 1, a[i]));
        Middle(lines, a, b, start, a.Length - end, b.Length - end);
        for (var i = end; i > 0; i--) lines.Add(new VersionLine(' ', a.Length - i + 1, b.Length - i + 1, a[^i]));
        return Folded(lines, around);
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static void Middle(List<VersionLine> lines, string[] a, string[] b, int start, int endA, int endB)
    {
        var (n, m) = (endA - start, endB - start);
        var trace = new List<Dictionary<int, int>>();
        var reach = new Dictionary<int, int> { [1] = 0 };
        var most = Math.Min(n + m, MostEdits);
        for (var d = 0; d <= most; d++)
        {
            trace.Add(new Dictionary<int, int>(reach));
            for (var k = -d; k <= d; k += 2)
            {
                var x = k == -d || (k != d && reach.GetValueOrDefault(k - 1, -1) < reach.GetValueOrDefault(k + 1, -1)) ? reach.GetValueOrDefault(k + 1) : reach.GetValueOrDefault(k - 1) + 1;
                while (x < n && x - k < m && x >= 0 && x - k >= 0 && a[start + x] == b[start + x - k]) x++;
                reach[k] = x;
                if (x < n || x - k < m) continue;
                Back(lines, trace, a, b, start, n, m);
                return;
            }
        }

        for (var i = 0; i < n; i++) lines.Add(new VersionLine('-', start + i + 1, null, a[start + i]));
        for (var i = 0; i < m; i++) lines.Add(new VersionLine('+', null, start + i + 1, b[start + i]));
    }

    private static void Back(List<VersionLine> lines, List<Dictionary<int, int>> trace, string[] a, string[] b, int start, int x, int y)
    {
        var found = new List<VersionLine>();
        for (var d = trace.Count - 1; d >= 0; d--)
        {
            var reach = trace[d];
            var k = x - y;
            var from = k == -d || (k != d && reach.GetValueOrDefault(k - 1, -1) < reach.GetValueOrDefault(k + 1, -1)) ? k + 1 : k - 1;
            var (beforeX, beforeY) = (reach.GetValueOrDefault(from), reach.GetValueOrDefault(from) - from);
            while (x > beforeX && y > beforeY && x > 0 && y > 0)
            {
                found.Add(new VersionLine(' ', start + x, start + y, a[start + x - 1]));
                (x, y) = (x - 1, y - 1);
            }

            if (d == 0) break;
            found.Add(x == beforeX ? new VersionLine('+', null, start + y, b[start + y - 1]) : new VersionLine('-', start + x, null, a[start + x - 1]));
            (x, y) = (beforeX, beforeY);
        }

        found.Reverse();
        lines.AddRange(found);
    }

    private static List<VersionLine> Folded(List<VersionLine> lines, int around)
    {
        var kept = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Mark == ' ') continue;
            for (var j = Math.Max(0, i - around); j <= Math.Min(lines.Count - 1, i + around); j++) kept[j] = true;
        }

        var shown = new List<VersionLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (kept[i]) shown.Add(lines[i]);
            else if (i == 0 || kept[i - 1]) shown.Add(new VersionLine('…', null, null, ""));
        }

        return shown.Exists(l => l.Mark is '+' or '-') ? shown : [];
    }
}
