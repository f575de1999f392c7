using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Platform.Core.Graph.Drawing;

/// <summary>The picture in Mermaid's language, for Markdown.</summary>
public static class MermaidDrawing
{
    public static string Write(CompiledGraph graph)
    {
        var text = new StringBuilder("flowchart TD\n");
        foreach (var node in graph.Nodes)
        {
            var (open, close) = node.Kind switch { "human" => ("([", "])"), "" => ("{", "}"), "workflow" => ("[[", "]]"), _ => ("[", "]") };
            text.Append(CultureInfo.InvariantCulture, $"  n{node.Order}{open}\"{Escaped(node.Name)}\"{close}\n");
        }

        foreach (var start in graph.Start) text.Append(CultureInfo.InvariantCulture, $"  start((\" \")) --> n{start.Order}\n");
        foreach (var edge in GraphEdges.Of(graph))
        {
            var arrow = edge.Kind == EdgeKind.Next ? "-->" : "-.->";
            var label = edge.Label.Length > 0 ? $"|\"{Escaped(edge.Label)}\"|" : "";
            text.Append(CultureInfo.InvariantCulture, $"  n{graph.ByName[edge.From].Order} {arrow}{label} n{graph.ByName[edge.To].Order}\n");
        }

        return text.ToString();
    }

    private static string Escaped(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal);
}

/// <summary>The picture in Graphviz' language.</summary>
public static class DotDrawing
{
    public static string Write(CompiledGraph graph)
    {
        var text = new StringBuilder($"digraph {Quoted(graph.Name)} {{\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n  start [shape=point];\n");
        foreach (var node in graph.Nodes) text.Append($"  {Quoted(node.Name)} [label={Quoted(node.Kind.Length == 0 ? node.Name : $"{node.Name}\n{node.Kind}")}];\n");
        foreach (var start in graph.Start) text.Append($"  start -> {Quoted(start.Name)};\n");
        foreach (var edge in GraphEdges.Of(graph))
            text.Append($"  {Quoted(edge.From)} -> {Quoted(edge.To)}{(edge.Kind == EdgeKind.Next ? "" : " [style=dashed]")}{(edge.Label.Length > 0 ? $" [label={Quoted(edge.Label)}]" : "")};\n");
        return text.Append("}\n").ToString();
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}

/// <summary>The graph as data: <c>{name, start: [name], nodes: [{name, kind, map}], edges: [{from, to, kind, label}]}</c>.</summary>
public static class JsonDrawing
{
    public static JsonElement Write(CompiledGraph graph) => JsonSerializer.SerializeToElement(new
    {
        name = graph.Name,
        start = graph.Start.Select(s => s.Name),
        nodes = graph.Nodes.Select(n => new { name = n.Name, kind = n.Kind.Length == 0 ? "junction" : n.Kind, map = n.Map is not null }),
        edges = GraphEdges.Of(graph).Select(e => new { from = e.From, to = e.To, kind = e.Kind.ToString().ToLowerInvariant(), label = e.Label }),
    });
}
