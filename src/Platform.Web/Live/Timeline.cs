using Platform.Web.Rendering;

namespace Platform.Web.Live;

/// <summary>The waterfall of a run: only so many rows as a person looks at; the rest is a link away.</summary>
/// <param name="From">The left edge.</param>
/// <param name="To">The right edge.</param>
/// <param name="OlderStep">Where the part before this one begins; null when this is the first.</param>
/// <param name="NewerStep">Where the part after this one begins; null when this is the newest.</param>
internal sealed record Timeline(
    Guid Run, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TimelineRow> Rows, int FirstStep, int LastStep, int? OlderStep, int? NewerStep)
{
    public const int StepsShown = 40;

    /// <summary>What lies before the first step shown is left out here, and no link leads to it.</summary>
    public bool StartsLate { get; init; }
    private const int CallsShown = 12;

    /// <param name="fromStep">Null for the newest part.</param>
    public static Timeline Of(Guid run, RunTrace trace, int? fromStep, DateTimeOffset now)
    {
        var steps = trace.Steps;
        var newest = Math.Max(0, steps.Count - StepsShown);
        var first = fromStep is { } wanted ? Math.Clamp(steps.FindIndex(s => s.Step >= wanted), 0, Math.Max(0, steps.Count - 1)) : newest;
        var shown = steps.Skip(first).Take(StepsShown).ToList();
        var from = shown.Count > 0 ? shown[0].StartedAt : trace.StartedAt ?? now;
        var last = first + shown.Count >= steps.Count && !trace.Ended ? now : shown.Select(s => s.EndedAt ?? now).DefaultIfEmpty(now).Max();
        if (last <= from) last = from + TimeSpan.FromMilliseconds(1);

        var rows = shown.SelectMany(s => RowsOf(s)).ToList();
        return new Timeline(
            run, from, last, rows, shown.Count > 0 ? shown[0].Step : 0, shown.Count > 0 ? shown[^1].Step : 0,
            first > 0 ? steps[Math.Max(0, first - StepsShown)].Step : null,
            first + shown.Count < steps.Count ? steps[first + shown.Count].Step : null)
        { StartsLate = first == 0 && trace.IsPart };
    }

    /// <summary>One page of a map's items.</summary>
    public static ItemsPage Items(Guid run, NodeSpan node, int page, string? status, DateTimeOffset now)
    {
        var all = node.Tasks.Values.Where(t => status is null || t.Status == status).ToList();
        var pages = Math.Max(1, (all.Count + ItemsPage.Size - 1) / ItemsPage.Size);
        page = Math.Clamp(page, 1, pages);
        var rows = all.Skip((page - 1) * ItemsPage.Size).Take(ItemsPage.Size).SelectMany(t => TaskRows(node, t, 0)).ToList();
        return new ItemsPage(run, node.Step, node.Node, page, pages, all.Count, status, node.StartedAt, node.EndedAt ?? now, rows);
    }

    private static IEnumerable<TimelineRow> RowsOf(StepSpan step)
    {
        yield return new TimelineRow(RowKind.Step, 0, $"Step {step.Step}", step.EndedAt is null ? "running" : "succeeded", step.StartedAt, step.EndedAt)
        {
            Step = step.Step,
        };
        foreach (var node in step.Nodes)
        {
            yield return NodeRow(node);
            if (node.IsMap) continue;
            foreach (var row in node.Tasks.Values.SelectMany(t => CallRows(t, 2))) yield return row;
        }
    }

    private static TimelineRow NodeRow(NodeSpan node)
    {
        var done = node.Status is not ("running" or "waiting" or "retrying");
        var attempts = node.IsMap ? 1 : node.Tasks.Values.Select(t => t.Attempts).DefaultIfEmpty(1).Max();
        return new TimelineRow(RowKind.Node, 1, node.Node, node.Status, node.StartedAt, done ? node.EndedAt : null)
        {
            Step = node.Step,
            Node = node.Node,
            Items = node.IsMap ? node.Total ?? node.Tasks.Count : null,
            Ended = node.Ended,
            Failed = node.Failed,
            Detail = Describe(node, attempts),
            Fault = node.Tasks.Values.FirstOrDefault(t => t.Fault is not null)?.Fault,
        };
    }

    private static string Describe(NodeSpan node, int attempts)
    {
        var parts = new List<string>();
        if (node.IsMap)
        {
            parts.Add($"{Display.Count(node.Ended)}/{Display.Count(Math.Max(node.Total ?? 0, node.Tasks.Count))} items");
            if (node.Failed > 0) parts.Add($"{Display.Count(node.Failed)} failed");
            if (node.Waiting > 0) parts.Add($"{Display.Count(node.Waiting)} waiting");
        }

        if (attempts > 1) parts.Add($"attempt {attempts}");
        if (node.IsMap && node.Retries > 0) parts.Add(Display.Many(node.Retries, "retry", "retries"));
        if (node.ModelCalls > 0) parts.Add(Display.Many(node.ModelCalls, "model call"));
        if (node.ToolCalls > 0) parts.Add(Display.Many(node.ToolCalls, "tool call"));
        if (node.Tokens > 0) parts.Add($"{Display.Short(node.Tokens)} tokens");
        if (node.Cost > 0 || !node.CostKnown) parts.Add(node.CostKnown || node.Cost > 0 ? Display.Cost(node.Cost, node.CostKnown, node.CostEstimated) : "cost unknown");
        return string.Join(" · ", parts);
    }

    private static IEnumerable<TimelineRow> TaskRows(NodeSpan node, TaskSpan task, int depth)
    {
        yield return new TimelineRow(RowKind.Item, depth, $"#{task.Index}", task.Status, task.StartedAt, task.EndedAt)
        {
            Step = node.Step,
            Node = node.Node,
            Detail = task.Attempts > 1 ? $"attempt {task.Attempts}" : "",
            Fault = task.Fault,
        };
        foreach (var row in CallRows(task, depth + 1)) yield return row;
    }

    private static IEnumerable<TimelineRow> CallRows(TaskSpan task, int depth)
    {
        foreach (var call in task.Calls.TakeLast(CallsShown))
        {
            var parts = new List<string>();
            if (call.Tokens > 0) parts.Add($"{Display.Short(call.Tokens)} tokens");
            if (call.Kind == CallKind.Model && call.EndedAt is not null && call.Cost is not 0) parts.Add(call.Cost is { } cost ? Display.Cost(cost, known: true, call.Estimated) : "cost unknown");
            if (call.FirstTokenMs is { } first) parts.Add($"first token {Display.Duration(first)}");
            var status = call.EndedAt is null ? "running" : call.Fault is null ? "succeeded" : "failed";
            yield return new TimelineRow(call.Kind == CallKind.Model ? RowKind.Model : RowKind.Tool, depth, call.Name, status, call.StartedAt, call.EndedAt)
            {
                Sequence = call.Sequence,
                Detail = string.Join(" · ", parts),
                Fault = call.Fault,
            };
        }

        if (task.Calls.Count > CallsShown)
            yield return new TimelineRow(RowKind.More, depth, $"{task.Calls.Count - CallsShown} earlier calls", "succeeded", task.StartedAt, task.EndedAt);
    }
}

internal enum RowKind
{
    Step,
    Node,
    Item,
    Model,
    Tool,
    More,
}

/// <param name="End">Null while it goes on.</param>
internal sealed record TimelineRow(RowKind Kind, int Depth, string Label, string Status, DateTimeOffset Start, DateTimeOffset? End)
{
    public int Step { get; init; }

    public string? Node { get; init; }

    /// <summary>Set for a map: how many items it has.</summary>
    public int? Items { get; init; }

    public int Ended { get; init; }

    public int Failed { get; init; }

    public string Detail { get; init; } = "";

    public string? Fault { get; init; }

    /// <summary>Of the event that tells the whole call; 0 when there is none.</summary>
    public long Sequence { get; init; }
}

internal sealed record ItemsPage(
    Guid Run, int Step, string Node, int Page, int Pages, int Count, string? Status, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TimelineRow> Rows)
{
    public const int Size = 50;
}
