namespace Platform.Web.Live;

/// <summary>One line of the timeline, still as the spans themselves: valid only while nobody changes the trace.</summary>
/// <param name="Task">Set for an item of a map, and for a call.</param>
internal readonly record struct SpanRef(StepSpan? Step, NodeSpan? Node, TaskSpan? Task, CallSpan? Call, int Depth)
{
    public SpanKey Key => this switch
    {
        { Call: { } call } => SpanKey.OfCall(call),
        { Task: { } task, Node: { } node } => SpanKey.OfItem(node, task),
        { Node: { } node } => SpanKey.OfNode(node),
        _ => SpanKey.OfStep(Step!.Step),
    };
}

/// <summary>A trace as the lines that are visible with what is folded and filtered. Pure.</summary>
internal static class SpanList
{
    // A map of a few items is shown open, and their calls too; of a long one first only itself.
    private const int ShortMap = 10;

    public static List<SpanRef> Of(RunTrace trace, TimelineQuery query)
    {
        var lines = new List<SpanRef>();
        var open = new Folding(query);
        var fits = Fits(query);
        foreach (var step in trace.Steps)
        {
            var at = lines.Count;
            lines.Add(new SpanRef(step, null, null, null, 0));
            if (open.Shows(SpanKey.OfStep(step.Step), usual: true))
                foreach (var node in step.Nodes) AddNode(lines, node, open, fits);
            // A step bears nothing that could be looked for, so it stays only above what fits.
            if (fits is not null && lines.Count == at + 1) lines.RemoveAt(at);
        }

        return lines;
    }

    public static bool IsOpen(SpanRef line, TimelineQuery query) => new Folding(query).Shows(line.Key, Usual(line));

    /// <summary>Whether something can be folded away under it.</summary>
    public static bool HasParts(SpanRef line) => line switch
    {
        { Call: not null } => false,
        { Task: { } task } => task.Calls.Count > 0,
        { Node: { IsMap: true } } => true,
        { Node: { } node } => node.Tasks.Values.Any(t => t.Calls.Count > 0),
        _ => line.Step!.Nodes.Count > 0,
    };

    private static bool Usual(SpanRef line) => line.Node is not { IsMap: true } map || map.Tasks.Count <= ShortMap;

    private static void AddNode(List<SpanRef> lines, NodeSpan node, Folding open, Func<SpanRef, bool>? fits)
    {
        var self = new SpanRef(null, node, null, null, 1);
        var at = lines.Count;
        lines.Add(self);
        if (open.Shows(SpanKey.OfNode(node), Usual(self)))
        {
            foreach (var task in node.Tasks.Values)
            {
                if (node.IsMap) AddItem(lines, node, task, open, fits);
                else AddCalls(lines, node, task, 2, fits);
            }
        }

        if (fits is not null && lines.Count == at + 1 && !fits(self)) lines.RemoveAt(at);
    }

    private static void AddItem(List<SpanRef> lines, NodeSpan node, TaskSpan task, Folding open, Func<SpanRef, bool>? fits)
    {
        var self = new SpanRef(null, node, task, null, 2);
        var at = lines.Count;
        lines.Add(self);
        if (task.Calls.Count > 0 && open.Shows(SpanKey.OfItem(node, task), Usual(self))) AddCalls(lines, node, task, 3, fits);
        if (fits is not null && lines.Count == at + 1 && !fits(self)) lines.RemoveAt(at);
    }

    private static void AddCalls(List<SpanRef> lines, NodeSpan node, TaskSpan task, int depth, Func<SpanRef, bool>? fits)
    {
        foreach (var call in task.Calls)
        {
            var line = new SpanRef(null, node, task, call, depth);
            if (fits is null || fits(line)) lines.Add(line);
        }
    }

    private static Func<SpanRef, bool>? Fits(TimelineQuery query) => !query.IsFiltered
        ? null
        : line => (query.Status is null || query.Status == StatusOf(line)) && (query.Kind is null || query.Kind == KindOf(line)) && (query.Find is null || Has(line, query.Find));

    // A tool that asks a person has begun and not ended, but it is the person who is waited for.
    public static string StatusOf(SpanRef line) => line is { Call.Status: "running", Task.Status: "waiting" } ? "waiting" : line.Call?.Status ?? line.Task?.Status ?? line.Node?.Status ?? (line.Step!.EndedAt is null ? "running" : "succeeded");

    public static string KindOf(SpanRef line) => line switch
    {
        { Call.Kind: var kind } => kind.ToString().ToLowerInvariant(),
        { Task: not null } => "item",
        { Node: not null } => "node",
        _ => "step",
    };

    private static bool Has(SpanRef line, string text) => line switch
    {
        { Call: { } call } => In(call.Name, text) || In(call.Fault, text) || In(call.Note, text),
        { Task: { } task, Node: { } node } => In(task.Fault, text) || In(node.Node, text) || $"#{task.Index}" == text,
        { Node: { } node } => In(node.Node, text) || (!node.IsMap && node.Tasks.Values.Any(t => In(t.Fault, text))),
        _ => false,
    };

    private static bool In(string? where, string text) => where?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private sealed class Folding(TimelineQuery query)
    {
        private readonly HashSet<string> _flipped = [.. query.Flip];

        // Whoever looks for something sees it wherever it lies.
        public bool Shows(SpanKey key, bool usual) => query.IsFiltered || ((query.Open ?? usual) != (_flipped.Count > 0 && _flipped.Contains(key.ToString())));
    }
}
