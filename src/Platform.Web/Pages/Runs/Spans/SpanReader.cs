using Platform.Core.Events;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs.Spans;

/// <summary>Reads one span: its place in the trace, and from the log what went in, came out and went wrong.</summary>
internal sealed class SpanReader(Caller caller, RunService runs, RunTraces traces, RunReader reader)
{
    private const int PartsShown = 30;
    private const int VisitsShown = 20;
    private const int EventsRead = 400; // of one task; more than that nobody reads in a panel
    private const int Clip = 8_000;

    private static readonly string[] WorthALook = ["failed", "retrying", "waiting", "running", "cancelled", "skipped", "succeeded"];

    /// <summary>Null when the run has no such span.</summary>
    public async Task<SpanView?> ReadAsync(RunView run, string? name, CancellationToken cancellationToken)
    {
        if (SpanKey.Read(name) is not { } key) return null;
        if (await traces.AskAsync(caller, run.Id, trace => Find(run, trace, key), cancellationToken) is not { } found) return null;
        var graph = await reader.TryLoadAsync(run, cancellationToken);
        if (found.View.Kind == "step") return found.View;
        var told = await EventsAsync(run, found, cancellationToken);
        var view = SpanTexts.Fill(found.View, told, Clip);
        return view with
        {
            At = view.Error is { } error ? Places.OfError(graph, view.Node, error.Message, view.Kind == "tool" ? view.Title : null) : Places.OfNode(graph, view.Node),
        };
    }

    /// <summary>Null when the version has no such node.</summary>
    public async Task<NodeView?> NodeAsync(RunView run, string name, string? visit, CancellationToken cancellationToken)
    {
        if (await reader.TryLoadAsync(run, cancellationToken) is not { } graph || graph.ByName.GetValueOrDefault(name) is not { } node) return null;
        var (visits, count, total) = await traces.AskAsync(
            caller, run.Id,
            trace => (VisitsOf(trace, name), trace.Visits.GetValueOrDefault(name), trace.Before.GetValueOrDefault(name) + (trace.Latest.GetValueOrDefault(name)?.Took ?? TimeSpan.Zero)),
            cancellationToken);
        var shown = visits.FirstOrDefault(v => v.Key == visit) ?? visits.FirstOrDefault();
        return new NodeView(
            run, name, node.Kind.Length == 0 ? "junction" : node.Kind, node.Config.NameAt, visits, count, total,
            shown is null ? null : await ReadAsync(run, shown.Key, cancellationToken));
    }

    private static List<NodeVisit> VisitsOf(RunTrace trace, string name)
    {
        var visits = new List<NodeVisit>();
        for (var i = trace.Steps.Count - 1; i >= 0 && visits.Count < VisitsShown; i--)
        {
            foreach (var node in trace.Steps[i].Nodes.Where(n => n.Node == name))
                visits.Add(new NodeVisit(SpanKey.OfNode(node).ToString(), node.Step, node.Status, node.StartedAt, node.Status is "running" or "waiting" ? null : node.Took));
        }

        return visits;
    }

    private async Task<IReadOnlyList<LoggedEvent>> EventsAsync(RunView run, Found found, CancellationToken cancellationToken)
    {
        var (first, last) = (Math.Max(1, found.View.FirstEvent), found.LastEvent);
        if (first == 0 || last == 0) return [];
        var take = (int)Math.Min(EventsRead, last - first + 1);
        var read = (await runs.EventsAsync(caller, run.Id, first - 1, take, cancellationToken)).ToList();
        if (last > first + take - 1) read.AddRange(await runs.EventsAsync(caller, run.Id, last - 1, 1, cancellationToken));
        return [.. read.Where(e => e.Event.Node == found.View.Node && (found.View.Index is null || e.Event.Index == found.View.Index))];
    }

    private static Found? Find(RunView run, RunTrace trace, SpanKey key)
    {
        if (key.Event > 0) return FindCall(run, trace, key.Event);
        if (key.Node is null)
        {
            return trace.Steps.Find(s => s.Step == key.Step) is not { } step ? null : new Found(
                new SpanView(run, key.ToString(), "step", $"Step {step.Step}", step.EndedAt is null ? "running" : "succeeded", step.StartedAt, step.EndedAt, 0)
                {
                    Step = step.Step,
                    EndStep = step.Step,
                    Parts = [.. step.Nodes.Take(PartsShown).Select(n => TimelineRow.Of(new SpanRef(null, n, null, null, 0), new TimelineQuery()))],
                    MoreParts = Math.Max(0, step.Nodes.Count - PartsShown),
                },
                0);
        }

        if (trace.NodeAt(key.Step, key.Node) is not { } node) return null;
        if (node.IsMap && key.Index is null) return new Found(OfMap(run, node), 0);
        return node.Tasks.GetValueOrDefault(key.Index ?? -1) is { } task ? new Found(OfTask(run, node, task), task.LastSequence) : null;
    }

    private static SpanView OfMap(RunView run, NodeSpan node)
    {
        // Those that went wrong come first: with thousands of items the others are in the timeline.
        var items = node.Tasks.Values.OrderBy(t => Array.IndexOf(WorthALook, t.Status)).ThenBy(t => t.Index).Take(PartsShown).ToList();
        return new SpanView(run, SpanKey.OfNode(node).ToString(), "node", node.Node, node.Status, node.StartedAt, EndOf(node.Status, node.EndedAt), 0)
        {
            Step = node.Step,
            EndStep = Math.Max(node.Step, node.EndStep),
            Took = EndOf(node.Status, node.EndedAt) is null ? null : node.Took,
            Node = node.Node,
            Facts = [("Items", $"{Display.Count(node.Ended)}/{Display.Count(Math.Max(node.Total ?? 0, node.Tasks.Count))}"), .. Counted("Failed", node.Failed), .. Counted("Waiting", node.Waiting), .. Used(node)],
            Parts = [.. items.Select(t => TimelineRow.Of(new SpanRef(null, node, t, null, 0), new TimelineQuery()))],
            MoreParts = Math.Max(0, node.Tasks.Count - items.Count),
            HasModelCalls = node.ModelCalls > 0,
        };
    }

    private static SpanView OfTask(RunView run, NodeSpan node, TaskSpan task)
    {
        var isNode = task.Index < 0;
        var key = isNode ? SpanKey.OfNode(node) : SpanKey.OfItem(node, task);
        return new SpanView(
            run, key.ToString(), isNode ? "node" : "item", isNode ? node.Node : $"{node.Node} #{task.Index}", isNode ? node.Status : task.Status, task.StartedAt,
            EndOf(task.Status, task.EndedAt), task.FirstSequence)
        {
            Step = node.Step,
            EndStep = Math.Max(node.Step, node.EndStep),
            Took = EndOf(task.Status, task.EndedAt) is null ? null : task.Took,
            Node = node.Node,
            Index = isNode ? null : task.Index,
            Facts = [.. Counted("Attempts", task.Attempts > 1 ? task.Attempts : 0), .. isNode ? Used(node) : []],
            Parts = [.. task.Calls.Take(PartsShown).Select(c => TimelineRow.Of(new SpanRef(null, node, task, c, 0), new TimelineQuery()))],
            MoreParts = Math.Max(0, task.Calls.Count - PartsShown),
            HasModelCalls = task.Calls.Any(c => c.Kind == CallKind.Model),
        };
    }

    private static Found? FindCall(RunView run, RunTrace trace, long sequence)
    {
        foreach (var node in trace.Steps.SelectMany(s => s.Nodes))
        {
            foreach (var task in node.Tasks.Values)
            {
                // A wait may end in a later step, but what began in a task lies between its first and its newest event.
                if (sequence < task.FirstSequence || sequence > task.LastSequence) continue;
                if (task.Calls.FirstOrDefault(c => c.FirstSequence == sequence) is { } call) return new Found(OfCall(run, node, task, call), call.Sequence);
            }
        }

        return null;
    }

    private static SpanView OfCall(RunView run, NodeSpan node, TaskSpan task, CallSpan call) => new(
        run, SpanKey.OfCall(call).ToString(), call.Kind.ToString().ToLowerInvariant(), call.Name, call.Status, call.StartedAt, call.EndedAt, call.FirstSequence)
    {
        Step = node.Step,
        EndStep = Math.Max(node.Step, node.EndStep),
        Took = call.Took,
        Node = node.Node,
        Index = task.Index < 0 ? null : task.Index,
        Facts = call.Note.Length > 0 ? [("Answered", call.Note)] : [],
        HasModelCalls = call.Kind == CallKind.Model,
    };

    private static DateTimeOffset? EndOf(string status, DateTimeOffset? at) => status is "running" or "waiting" or "retrying" ? null : at;

    private static IEnumerable<(string, string)> Counted(string name, int count) => count > 0 ? [(name, Display.Count(count))] : [];

    private static IEnumerable<(string, string)> Used(NodeSpan node)
    {
        if (node.ModelCalls > 0) yield return ("Model calls", Display.Count(node.ModelCalls));
        if (node.ToolCalls > 0) yield return ("Tool calls", Display.Count(node.ToolCalls));
        if (node.Tokens > 0) yield return ("Tokens", Display.Short(node.Tokens));
        if (node.ModelCalls > 0) yield return ("Cost", Display.Cost(node.Cost, node.CostKnown, node.CostEstimated));
    }

    private sealed record Found(SpanView View, long LastEvent);
}
