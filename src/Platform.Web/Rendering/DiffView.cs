using Platform.Core.Workflows;

namespace Platform.Web.Rendering;

/// <summary>Two texts beside or under each other.</summary>
/// <param name="IsSplit">Side by side; one under the other otherwise.</param>
internal sealed record DiffView(string Before, string After, IReadOnlyList<DiffHunk> Hunks, bool IsSplit)
{
    public int Added => Hunks.Sum(h => h.Lines.Count(l => l.Change == LineChange.Added));

    public int Removed => Hunks.Sum(h => h.Lines.Count(l => l.Change == LineChange.Removed));

    public static DiffView Of(string before, string after, string beforeName, string afterName, bool isSplit) =>
        new(beforeName, afterName, TextDiff.Hunks(before, after), isSplit);

    /// <summary>Lines of a hunk in pairs: what was removed beside what came in its place.</summary>
    public static IEnumerable<(DiffLine? Before, DiffLine? After)> Pairs(DiffHunk hunk)
    {
        var lines = hunk.Lines;
        for (var i = 0; i < lines.Count;)
        {
            if (lines[i].Change == LineChange.Same)
            {
                yield return (lines[i], lines[i]);
                i++;
                continue;
            }

            var removed = lines.Skip(i).TakeWhile(l => l.Change == LineChange.Removed).ToList();
            var added = lines.Skip(i + removed.Count).TakeWhile(l => l.Change == LineChange.Added).ToList();
            for (var n = 0; n < Math.Max(removed.Count, added.Count); n++) yield return (removed.ElementAtOrDefault(n), added.ElementAtOrDefault(n));
            i += removed.Count + added.Count;
        }
    }
}
