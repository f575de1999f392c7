using Platform.Web.Rendering;

namespace Platform.Web.Live;

/// <summary>A window on the waterfall of a run: only the lines that a person looks at are drawn and sent, whatever the run's size.</summary>
/// <param name="From">The left edge: the run's start; further down, or of what was found, the start of the first of these rows, so that a loop of hours shows its milliseconds. Or where a person zoomed to.</param>
/// <param name="To">The right edge: the end of the last of them, or now; or where a person zoomed to.</param>
/// <param name="First">Place of the first row among all, from 0.</param>
/// <param name="Total">All rows that there are with what is folded and filtered.</param>
/// <param name="Spans">All spans of the run, folded or not.</param>
internal sealed record Timeline(
    Guid Run, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TimelineRow> Rows, int First, int Total, int Spans, TimelineQuery Query)
{
    /// <summary>What lies before the first step is left out, and no link leads to it.</summary>
    public bool StartsLate { get; init; }

    public bool IsLive { get; init; }

    /// <summary>When the run began, from which the scale counts.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>What the axis shows, and what it shows when nobody zooms.</summary>
    public TimeStretch Shown => Stretch(From, To);

    public TimeStretch All { get; init; }

    /// <summary>When the run had ended and was not retried yet: no bar is drawn there.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Stands { get; init; } = [];

    /// <summary>A stretch without those in which the run stood ended, in order.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Pieces(DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var stand in Stands.Where(s => s.From >= from && s.To <= to))
        {
            if (stand.From > from) yield return (from, stand.From);
            from = stand.To;
        }

        yield return (from, to);
    }

    /// <summary>How long a stretch is without those.</summary>
    public TimeSpan Lasted(DateTimeOffset from, DateTimeOffset to) => Pieces(from, to).Aggregate(TimeSpan.Zero, (all, p) => all + (p.To - p.From));

    public int FirstStep { get; init; }

    public int LastStep { get; init; }

    public static Timeline Of(Guid run, RunTrace trace, TimelineQuery query, DateTimeOffset now)
    {
        var lines = SpanList.Of(trace, query);
        var last = Math.Max(0, lines.Count - query.Most);
        var selected = query.Row is null && query.Span is { } key ? lines.FindIndex(l => l.Key.ToString() == key) : -1;
        var first = Math.Clamp(query.Row ?? (selected >= 0 ? selected - (query.Most / 4) : trace.Ended ? 0 : last), 0, last);
        var rows = lines.Skip(first).Take(query.Most).Select(l => TimelineRow.Of(l, query)).ToList();
        var (from, to) = (rows.Select(r => r.Start).DefaultIfEmpty(trace.StartedAt ?? now).Min(), rows.Select(r => r.End ?? now).DefaultIfEmpty(now).Max());
        var began = trace.StartedAt ?? from;
        if (first == 0 && began < from && query is { IsFiltered: false } && !trace.IsPart) from = began;
        if (to <= from) to = from + TimeSpan.FromMilliseconds(1);
        var all = new TimeStretch((from - began).TotalMilliseconds, (to - began).TotalMilliseconds);
        if (query.Zoom is { } zoom) (from, to) = (began + TimeSpan.FromMilliseconds(zoom.From), began + TimeSpan.FromMilliseconds(zoom.To));
        return new Timeline(run, from, to, rows, first, lines.Count, trace.Spans, query)
        {
            StartsLate = trace.IsPart,
            IsLive = !trace.Ended,
            Stands = [.. trace.Stands],
            Began = began,
            All = all,
            FirstStep = trace.Steps.Count > 0 ? trace.Steps[0].Step : 0,
            LastStep = trace.Steps.Count > 0 ? trace.Steps[^1].Step : 0,
        };
    }

    private TimeStretch Stretch(DateTimeOffset from, DateTimeOffset to) => new((from - Began).TotalMilliseconds, (to - Began).TotalMilliseconds);

    public int? Before => First > 0 ? Math.Max(0, First - Query.Most) : null;

    public int? After => First + Rows.Count < Total ? First + Rows.Count : null;
}

/// <param name="End">Null while it goes on.</param>
internal sealed record TimelineRow(string Key, string Kind, int Depth, string Label, string Status, DateTimeOffset Start, DateTimeOffset? End)
{
    /// <summary>Null when there is nothing to fold.</summary>
    public bool? IsOpen { get; init; }

    /// <summary>As it was measured; null while it goes on, or when only its ends are known.</summary>
    public TimeSpan? Took { get; init; }

    public string Detail { get; init; } = "";

    public string? Fault { get; init; }

    public string? Icon => Kind switch { "model" => "robot", "tool" => "tool", "memory" => "brain", "person" => "user", "wait" => "hourglass", _ => null };

    public static TimelineRow Of(SpanRef line, TimelineQuery query)
    {
        var (label, start, end, detail, fault) = line switch
        {
            { Call: { } call } => (call.Name, call.StartedAt, call.EndedAt, Describe(call), call.Fault),
            { Task: { } task } => ($"#{task.Index}", task.StartedAt, task.EndedAt, Describe(task), task.Fault),
            { Node: { } node } => (node.Node, node.StartedAt, EndOf(node), Describe(node), node.Tasks.Values.FirstOrDefault(t => t.Fault is not null)?.Fault),
            _ => ($"Step {Display.Count(line.Step!.Step)}", line.Step.StartedAt, line.Step.EndedAt, Describe(line.Step), null),
        };
        return new TimelineRow(line.Key.ToString(), SpanList.KindOf(line), line.Depth, label, SpanList.StatusOf(line), start, end)
        {
            IsOpen = SpanList.HasParts(line) ? query.IsFiltered || SpanList.IsOpen(line, query) : null,
            Detail = detail,
            Took = line switch { { Call: { } c } => c.Took, { Task: { } t } => t.Took, { Node: { } n } => EndOf(n) is null ? null : n.Took, _ => null },
            Fault = fault,
        };
    }

    private static DateTimeOffset? EndOf(NodeSpan node) => node.Status is "running" or "waiting" or "retrying" ? null : node.EndedAt;

    // What went on in a step without having begun in it has its row where it began.
    private static string Describe(StepSpan step)
    {
        var others = step.Due.Except(step.Nodes.Select(n => n.Node), StringComparer.Ordinal).ToList();
        return others.Count == 0 ? "" : $"{string.Join(", ", others.Take(3))}{(others.Count > 3 ? $" and {others.Count - 3} more" : "")} {(others.Count == 1 ? "goes" : "go")} on";
    }

    private static string Describe(NodeSpan node)
    {
        var attempts = node.IsMap ? 1 : node.Tasks.Values.Select(t => t.Attempts).DefaultIfEmpty(1).Max();
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

    private static string Describe(TaskSpan task)
    {
        var parts = new List<string>();
        if (task.Attempts > 1) parts.Add($"attempt {task.Attempts}");
        if (task.Calls.Count > 0) parts.Add(Display.Many(task.Calls.Count, "call"));
        return string.Join(" · ", parts);
    }

    private static string Describe(CallSpan call)
    {
        var parts = new List<string>();
        if (call.Note.Length > 0) parts.Add(call.Note);
        if (call.Tokens > 0) parts.Add($"{Display.Short(call.Tokens)} tokens");
        if (call.Kind == CallKind.Model && call.EndedAt is not null && call.Cost is not 0) parts.Add(call.Cost is { } cost ? Display.Cost(cost, known: true, call.Estimated) : "cost unknown");
        if (call.FirstTokenMs is { } first) parts.Add($"first token {Display.Duration(first)}");
        return string.Join(" · ", parts);
    }
}
