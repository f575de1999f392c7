namespace Platform.Web.Live;

/// <summary>What a node of the picture shows of its newest visit.</summary>
/// <param name="Note">Beside its name: <c>37/100</c>, <c>attempt 2</c>, <c>1.2 s</c>; empty when nothing.</param>
/// <param name="Visits">How often it became due.</param>
internal sealed record NodeLook(string Status, string Note, int Ended, int Total, int Failed, int Visits, TimeSpan? Took)
{
    public static IReadOnlyDictionary<string, NodeLook> Of(RunTrace trace) =>
        trace.Latest.ToDictionary(p => p.Key, p => Of(p.Value, trace.Visits[p.Key], trace.BeganLate), StringComparer.Ordinal);

    private static NodeLook Of(NodeSpan node, int visits, bool atLeast)
    {
        var total = node.IsMap ? Math.Max(node.Total ?? 0, node.Tasks.Count) : 1;
        var took = node.EndedAt - node.StartedAt;
        var attempts = node.IsMap ? 1 : node.Tasks.Values.Select(t => t.Attempts).DefaultIfEmpty(1).Max();
        var parts = new List<string>();
        if (node.IsMap) parts.Add($"{Rendering.Display.Count(node.Ended)}/{Rendering.Display.Count(total)}");
        if (attempts > 1) parts.Add($"attempt {attempts}");
        if (visits > 1) parts.Add($"×{visits}{(atLeast ? "+" : "")}");
        if (node.Status is "succeeded" or "failed" && took is { } time && string.Join("", parts).Length < 8) parts.Add(Rendering.Display.Duration(time));
        return new NodeLook(node.Status, string.Join(" · ", parts), node.Ended, total, node.Failed, visits, took);
    }
}
