using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Config;
using Platform.Core.Graph;

namespace Platform.IntegrationTests.Chat;

/// <summary>
/// A small language of claims about a compiled graph, words apart by blanks. A step is known by what it uses: the kind of its tool (<c>web.fetch</c>), or the
/// kind of the node (<c>agent</c>, <c>human</c>, <c>wait</c>, <c>code</c>, <c>workflow</c>).
/// <c>order:a,b,c</c> these come in this order, each leading to the next by arrows; <c>has:a,b</c>; <c>no:a</c>; <c>count:agent=2</c>; <c>nodes:5</c>;
/// <c>ways:3</c> a choice with so many ways; <c>join:2</c> a node that waits for two; <c>starts:2</c>; <c>loop</c>; <c>map:2</c> so many nodes once for each
/// of a list; <c>at:5</c> so many at a time; <c>model:openai/gpt-4o</c>; <c>input:a,b</c>; <c>limit:cost=$2</c>; <c>retry:3</c>; <c>timeout:30</c> seconds;
/// <c>trigger:cron</c>; <c>assign:anna</c>; <c>name:x</c>; <c>node:a</c>; <c>gone:a</c>; <c>edge:a&gt;b</c>; <c>late</c> somewhere to go when nobody answers;
/// <c>when:state.score&gt;8.0</c> a way's condition holds this, blanks left out; <c>error</c> somewhere to go after a failure; <c>says:100_words</c> the file holds these words.
/// </summary>
internal static class GraphClaims
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The claims that do not hold.</summary>
    public static IReadOnlyList<string> Broken(CompiledGraph graph, string claims) => [.. claims.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(c => !Holds(graph, c))];

    public static string Uses(CompiledGraph graph, GraphNode node)
    {
        if (node.Kind != "tool") return node.Kind.Length == 0 ? "junction" : node.Kind;
        var name = node.Config.Settings.Text("tool") ?? "";
        return graph.Config.Tools.FirstOrDefault(t => t.Name == name)?.Use ?? name;
    }

    /// <summary>The file as JSON without its description, which repeats the request.</summary>
    public static string Text(CompiledGraph graph)
    {
        var root = JsonNode.Parse(graph.Config.Root.ToJson().GetRawText())!.AsObject();
        root.Remove("description");
        return root.ToJsonString(Plain);
    }

    private static bool Holds(CompiledGraph graph, string claim)
    {
        var (word, value) = claim.Split(':', 2) is [var w, var v] ? (w, v) : (claim, "");
        var nodes = graph.Nodes;
        var uses = nodes.Select(n => Uses(graph, n)).ToList();
        return word switch
        {
            "order" => Ordered(graph, value.Split(',')),
            "has" => value.Split(',').All(u => uses.Contains(u) || graph.Config.Tools.Any(t => t.Use == u)),
            "no" => !uses.Contains(value),
            "count" => uses.Count(u => u == value.Split('=')[0]) == int.Parse(value.Split('=')[1]),
            "nodes" => nodes.Count == int.Parse(value),
            "ways" => nodes.Any(n => n.Next.Count == int.Parse(value)),
            "join" => nodes.Any(n => n.Needs.Count == int.Parse(value)),
            "starts" => graph.Start.Count == int.Parse(value),
            "loop" => nodes.Any(n => Behind(graph, n).Contains(n.Name)),
            "map" => nodes.Count(n => n.Map is not null) == int.Parse(value),
            "at" => nodes.Any(n => n.Map?.Parallel == int.Parse(value)),
            "model" => graph.Config.Models.Any(m => m.Use == value),
            "input" => value.Split(',').All(i => graph.Config.Inputs.Any(c => c.Name == i)),
            "limit" => graph.Config.Root["limits"] is ConfigMap limits && limits.Text(value.Split('=')[0]) == value.Split('=')[1],
            "retry" => nodes.Any(n => n.Retry?.Attempts == int.Parse(value)),
            "timeout" => nodes.Any(n => n.Timeout == TimeSpan.FromSeconds(int.Parse(value))),
            "trigger" => graph.Config.Triggers.Any(t => t[value] is not null),
            "assign" => nodes.Any(n => (n.Config.Settings["human"] as ConfigMap)?.Text("assign") == value),
            "name" => graph.Name == value,
            "node" => value.Split(',').All(graph.ByName.ContainsKey),
            "gone" => !graph.ByName.ContainsKey(value),
            "edge" => graph.ByName.TryGetValue(value.Split('>')[0], out var from) && (from.Next.Any(n => n.To.Contains(value.Split('>')[1])) || graph.ByName.TryGetValue(value.Split('>')[1], out var to) && to.Needs.Contains(from.Name)),
            "says" => Text(graph).Contains(value.Replace('_', ' '), StringComparison.Ordinal),
            "when" => nodes.Any(n => n.Config.Next.Any(w => w.When?.Text.Replace(" ", "", StringComparison.Ordinal).Contains(value, StringComparison.Ordinal) == true)),
            "late" => nodes.Any(n => (n.Config.Settings["human"] as ConfigMap)?["on_timeout"] is not null),
            "error" => nodes.Any(n => n.OnErrorTo is not null),
            _ => throw new ArgumentException($"'{claim}' is no claim."),
        };
    }

    private static bool Ordered(CompiledGraph graph, string[] uses)
    {
        var heads = graph.Nodes.Where(n => Uses(graph, n) == uses[0]).ToList();
        return heads.Exists(h => Leads(graph, h, uses, 1));
    }

    private static bool Leads(CompiledGraph graph, GraphNode from, string[] uses, int at) =>
        at == uses.Length || Behind(graph, from).Select(n => graph.ByName[n]).Any(n => Uses(graph, n) == uses[at] && n.Name != from.Name && Leads(graph, n, uses, at + 1));

    public static HashSet<string> Behind(CompiledGraph graph, GraphNode node)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<GraphNode>([node]);
        while (open.TryDequeue(out var one))
        {
            var next = one.Next.SelectMany(n => n.To).Append(one.OnErrorTo ?? "end").Append((one.Config.Settings["human"] as ConfigMap)?.Text("on_timeout") ?? "end")
                .Concat(graph.Nodes.Where(n => n.Needs.Contains(one.Name)).Select(n => n.Name));
            foreach (var name in next.Where(n => n != "end" && found.Add(n))) open.Enqueue(graph.ByName[name]);
        }

        return found;
    }
}
