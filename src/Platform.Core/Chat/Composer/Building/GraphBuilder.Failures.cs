using System.Text.Json.Nodes;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What is told of a failure ends where the rest needs what the failed step should have given.</summary>
internal sealed partial class GraphBuilder
{
    private void Abandon()
    {
        foreach (var (_, tried) in _draft.Nodes.ToList())
        {
            if (tried is not JsonObject node || node["save"] is not JsonObject { Count: > 0 } save || Draft.Targets((node["on_error"] as JsonObject)?["to"]) is not [var first]) continue;
            var usual = Onward(Draft.Ways(node).Where(w => w.Kind != "error").SelectMany(w => w.To));
            if (usual.Contains(first) || _draft.Nodes[first] is not JsonObject fallback) continue;
            for (var seen = new HashSet<string>(StringComparer.Ordinal); seen.Add(first) && fallback["next"] is JsonValue next && Draft.Text(next) is { } then && _draft.Nodes[then] is JsonObject behind; (first, fallback) = (then, behind))
            {
                if (save.Any(s => fallback["save"]?[s.Key] is not null || fallback["set"]?[s.Key] is not null)) break; // it gives the same instead
                if (!usual.Contains(then)) continue;
                if (Onward([then]).Any(n => save.Any(s => !IsEither(n, s.Key) && Uses(n, s.Key)))) fallback["next"] = "end";
                break;
            }
        }
    }

    private HashSet<string> Onward(IEnumerable<string> from)
    {
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>(from));
        while (open.TryDequeue(out var at))
            if (_draft.Nodes[at] is JsonObject node && seen.Add(at))
                foreach (var to in Draft.Ways(node).SelectMany(w => w.To)) open.Enqueue(to);
        return seen;
    }

    private bool Uses(string node, string channel) => _draft.Nodes[node] is JsonObject body && System.Text.RegularExpressions.Regex.IsMatch(body.ToJsonString(), $@"\bstate\.{channel}\b", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    // "state.page.size() > 0 ? state.page : state.page_2": it can do without.
    private bool IsEither(string node, string channel) => _draft.Nodes[node]!.ToJsonString().Contains($"state.{channel}.size()", StringComparison.Ordinal);
}
