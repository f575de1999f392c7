using Platform.Web.Rendering;

namespace Platform.Web.Live;

/// <summary>What a node of the picture shows: the status of its newest visit, and the time of all.</summary>
/// <param name="Note">Beside its name: <c>37/100</c>, <c>attempt 2</c>, <c>1.2 s</c>, <c>×12 · 3.4 s</c>; empty when nothing.</param>
/// <param name="Visits">How often it became due.</param>
/// <param name="Took">Of all visits together; null while its first one goes on.</param>
internal sealed record NodeLook(string Status, string Note, int Ended, int Total, int Failed, int Visits, TimeSpan? Took)
{
    public static IReadOnlyDictionary<string, NodeLook> Of(RunTrace trace) =>
        trace.Latest.ToDictionary(p => p.Key, p => Of(p.Value, trace.Visits[p.Key], trace.Before.GetValueOrDefault(p.Key), trace.BeganLate), StringComparer.Ordinal);

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
        if (took is { } time && (visits > 1 || node.Status is "succeeded" or "failed") && string.Join(" · ", parts).Length < 12) parts.Add(Display.Duration(time));
        return new NodeLook(node.Status, string.Join(" · ", parts), node.Ended, total, node.Failed, visits, took);
    }
}
