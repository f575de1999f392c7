using System.Text.RegularExpressions;
using Platform.Core.Runs;
using Platform.Web.Live;
using Platform.Web.Rendering;

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

    /// <summary>What it does at this moment, or how it ended; null when its other words say it.</summary>
    public static RunNow? Now(RunView run, IReadOnlyDictionary<string, NodeLook> looks)
    {
        switch (run.Status)
        {
            case RunStatus.Succeeded:
                return new RunNow($"Done: {Display.Many(run.Step, "step")}{(run is { CountsFrom: { } from, EndedAt: { } end } ? $" in {Display.Duration(end - from)}" : "")}.", "What it gave stands beside the graph.");
            case RunStatus.Cancelled: return new RunNow("It was cancelled.", $"Retry goes on with step {Display.Count(run.Step + 1)}; what succeeded is kept.");
            case RunStatus.Failed: return null;
            case RunStatus.Queued: return new RunNow("It is about to start.", "A worker takes it as soon as one is free.");
            default:
                var busy = looks.Where(l => l.Value.Status is "running" or "retrying").ToList();
                var names = busy.Count switch
                {
                    0 => "Between two steps",
                    1 => $"{busy[0].Key} runs",
                    2 => $"{busy[0].Key} and {busy[1].Key} run",
                    var many => $"{busy[0].Key}, {busy[1].Key} and {many - 2} more run",
                };
                return new RunNow($"{names}.", string.Join(" · ", busy.Take(3).Where(b => b.Value.Note.Length > 0).Select(b => $"{b.Key} {b.Value.Note}").Prepend($"Step {Display.Count(run.Step + 1)}")));
        }
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

    [GeneratedRegex("waits for the event (?<name>[A-Za-z0-9_.:-]+)", RegexOptions.None, 5000)]
    private static partial Regex Events();

    [GeneratedRegex("' waits until ", RegexOptions.None, 5000)]
    private static partial Regex Timer();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 5000)]
    private static partial Regex Ids();
}
