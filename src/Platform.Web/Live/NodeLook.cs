using Platform.Web.Rendering;

namespace Platform.Web.Live;

/// <summary>What a node of the picture shows: the status of its newest visit, and the time of all.</summary>
/// <param name="Note">Beside its name: <c>37/100</c>, <c>attempt 2</c>, <c>1.2 s</c>, <c>×12 · 3.4 s</c>; empty when nothing.</param>
/// <param name="Visits">How often it became due.</param>
/// <param name="Took">Of all visits together; null while its first one goes on.</param>
internal sealed record NodeLook(string Status, string Note, int Ended, int Total, int Failed, int Visits, TimeSpan? Took)
{
    private const int MostNote = 12; // characters

    /// <summary>Some items of its map failed, and it went on without them.</summary>
    public bool IsPartly => Status == "succeeded" && Failed > 0;

    public static IReadOnlyDictionary<string, NodeLook> Of(RunTrace trace) =>
        trace.Latest.ToDictionary(p => p.Key, p => Of(p.Value, trace.Visits[p.Key], trace.Before.GetValueOrDefault(p.Key), trace.BeganLate), StringComparer.Ordinal);

    /// <summary>What a fork has from its origin: the nodes that had run there when it was forked.</summary>
    public static IReadOnlyDictionary<string, NodeLook> UpTo(RunTrace trace, int step) =>
        trace.Steps.Where(s => s.Step <= step).SelectMany(s => s.Nodes).GroupBy(n => n.Node, StringComparer.Ordinal).Where(g => g.Last().Took is not null)
            .ToDictionary(g => g.Key, g => Of(g.Last(), 1, TimeSpan.Zero, false) with { Note = "inherited" }, StringComparer.Ordinal);

    private static NodeLook Of(NodeSpan node, int visits, TimeSpan before, bool atLeast)
    {
        var total = node.IsMap ? Math.Max(node.Total ?? 0, node.Tasks.Count) : 1;
        var took = node.Took is { } last ? before + last : visits > 1 ? before : (TimeSpan?)null;
        var attempts = node.IsMap ? 1 : node.Tasks.Values.Select(t => t.Attempts).DefaultIfEmpty(1).Max();
        var parts = new List<string>();
        if (node is { IsMap: true, Failed: > 0 } && node.Ended >= total) parts.Add($"{Display.Count(node.Failed)} failed of {Display.Count(total)}");
        else if (node.IsMap) parts.Add($"{Display.Count(node.Ended)}/{Display.Count(total)}{(node.Failed > 0 ? $" · {Display.Count(node.Failed)} failed" : "")}");
        if (attempts > 1) parts.Add($"attempt {attempts}");
        if (visits > 1) parts.Add($"×{Display.Count(visits)}{(atLeast ? "+" : "")}");
        // As much as the box has room for: half a number says something untrue.
        if (took is { } time && (visits > 1 || node.Status is "succeeded" or "failed") && string.Join(" · ", [.. parts, Display.Duration(time)]).Length <= MostNote) parts.Add(Display.Duration(time));
        return new NodeLook(node.Status, string.Join(" · ", parts), node.Ended, total, node.Failed, visits, took);
    }
}
