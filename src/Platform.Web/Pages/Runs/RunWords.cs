using System.Text.RegularExpressions;
using Platform.Core.Runs;

namespace Platform.Web.Pages.Runs;

/// <summary>What a run's page says in words, besides what the run says of itself.</summary>
internal static partial class RunWords
{
    /// <summary>One sentence for each way in which it can go on; empty when it needs nothing or says so already.</summary>
    public static IReadOnlyList<string> Wakes(RunView run)
    {
        if (run.Why is not { } why || run.Status.IsEnded()) return [];
        if (run.PausedBy is not null) return ["Press Resume, and it goes on where it stood."];
        var ways = new List<string>();
        foreach (var name in Events().Matches(why).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal))
            ways.Add($"Whoever knows of it sends it: platform events send {name} --body '{{…}}', or POST /api/v1/events/{name}.");
        if (why.Contains("stands at a breakpoint", StringComparison.Ordinal)) ways.Add("Press Continue when you have seen enough.");
        if (Timer().IsMatch(why)) ways.Add("The clock wakes it, also after a restart; nothing has to be done.");
        if (why.Contains("its child run", StringComparison.Ordinal)) ways.Add("It goes on when that run has ended.");
        return ways;
    }

    /// <summary>Text in pieces, those that are the id of a run marked, so that a page can make links of them.</summary>
    public static IEnumerable<(string Text, bool IsRun)> WithRuns(string text)
    {
        var at = 0;
        foreach (Match id in Ids().Matches(text))
        {
            if (id.Index > at) yield return (text[at..id.Index], false);
            yield return (id.Value, true);
            at = id.Index + id.Length;
        }

        if (at < text.Length) yield return (text[at..], false);
    }

    [GeneratedRegex("waits for the event (?<name>[A-Za-z0-9_.:-]+)", RegexOptions.None, 100)]
    private static partial Regex Events();

    [GeneratedRegex("' waits until ", RegexOptions.None, 100)]
    private static partial Regex Timer();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 100)]
    private static partial Regex Ids();
}
