using Platform.Core.Events;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Live;

namespace Platform.Web.Pages.Runs.Talks;

/// <summary>Which conversations a run has, and one of them whole.</summary>
internal sealed class TalkReader(Caller caller, RunService runs, RunTraces traces)
{
    private const int MostTalks = 100;
    private const int MostCalls = 60; // the newest of one task

    /// <param name="chosen">A task's name; null for the newest.</param>
    public async Task<TalksPart> ReadAsync(RunView run, string? chosen, CancellationToken cancellationToken)
    {
        var (talks, more, shown) = await traces.AskAsync(caller, run.Id, trace => Find(trace, chosen), cancellationToken);
        if (shown is not { } found) return new TalksPart(run, talks, more, null);
        var events = new List<LoggedEvent>();
        foreach (var number in found.Numbers) events.AddRange(await runs.EventsAsync(caller, run.Id, number - 1, 1, cancellationToken));
        return new TalksPart(run, talks, more, new Talk(found.Task, TalkTurns.Of(run.Id, events), found.Earlier));
    }

    private static (IReadOnlyList<TalkLink> Talks, bool More, Found? Shown) Find(RunTrace trace, string? chosen)
    {
        var talks = new List<TalkLink>();
        Found? shown = null;
        var more = false;
        for (var i = trace.Steps.Count - 1; i >= 0 && !(more && shown is not null); i--)
        {
            foreach (var (node, task) in trace.Steps[i].Nodes.SelectMany(n => n.Tasks.Values.Reverse().Select(t => (n, t))))
            {
                if (!task.Calls.Any(c => c.Kind is CallKind.Model or CallKind.Person)) continue;
                var key = (task.Index < 0 ? SpanKey.OfNode(node) : SpanKey.OfItem(node, task)).ToString();
                var link = new TalkLink(key, node.Node, task.Index < 0 ? null : task.Index, node.Step, task.Status, task.Calls.Count(c => c.Kind == CallKind.Model), task.StartedAt);
                if (talks.Count < MostTalks) talks.Add(link);
                else more = true;
                if (shown is null && (chosen is null || chosen == key)) shown = NumbersOf(link, task);
                if (more && (shown is not null || chosen is null)) break;
            }
        }

        return (talks, more, shown);
    }

    private static Found NumbersOf(TalkLink link, TaskSpan task)
    {
        var calls = task.Calls.Where(c => c.Kind != CallKind.Wait).TakeLast(MostCalls).ToList();
        return new Found(link, [.. calls.SelectMany(c => new[] { c.FirstSequence, c.Sequence }).Distinct().Order()], task.Calls.Count(c => c.Kind != CallKind.Wait) - calls.Count);
    }

    private sealed record Found(TalkLink Task, IReadOnlyList<long> Numbers, int Earlier);
}
