namespace Platform.Core.Foundation;

/// <summary>Finds what a person probably meant, and lists what is allowed.</summary>
public static class Names
{
    /// <summary>The known name nearest to what was written; null when none is near enough to be meant.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > 100) return null;
        var bound = Math.Max(1, written.Length / 3);
        return known
            .Where(name => Math.Abs(name.Length - written.Length) <= bound)
            .Select(name => (name, distance: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(n => n.distance <= bound)
            .OrderBy(n => n.distance).ThenBy(n => n.name, StringComparer.Ordinal)
            .Select(n => n.name)
            .FirstOrDefault();
    }

    /// <summary><c>'a', 'b' and 'c'</c>; at most twelve, then a count.</summary>
    public static string Quoted(IEnumerable<string> names)
    {
        var all = names.Select(n => $"'{n}'").ToList();
        return all.Count switch
        {
            0 => "none",
            1 => all[0],
            <= 12 => $"{string.Join(", ", all[..^1])} and {all[^1]}",
            _ => $"{string.Join(", ", all[..12])} and {all.Count - 12} more",
        };
    }

    // Optimal string alignment: Levenshtein plus the swap of two neighbours, the commonest slip of a typist.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
