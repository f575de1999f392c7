using Platform.Core.Config;
using Platform.Core.Graph;

namespace Platform.Core.Workflows;

/// <param name="Path">As it stands in the file.</param>
/// <param name="Node">The first node that reads it.</param>
public sealed record FileRead(string Path, string Node);

/// <summary>Which files of its work folder a workflow reads by a name that stands in its text. Pure.</summary>
public static class FilesRead
{
    private const int Most = 20;
    private static readonly string[] Readers = ["csv.read", "file.read", "audio.transcribe"];
    private static readonly string[] Writers = ["csv.write", "file.write", "audio.speak"];

    /// <summary>In the order of the file, each path once; those are left out that the workflow writes itself.</summary>
    public static IReadOnlyList<FileRead> Of(CompiledGraph graph)
    {
        var written = graph.Nodes.Where(n => Uses(graph, n, Writers)).Select(PathOf).ToHashSet(StringComparer.Ordinal);
        return [.. graph.Nodes.Where(n => Uses(graph, n, Readers))
            .Select(n => (n.Name, Path: PathOf(n)))
            .Where(r => r.Path is not null && !written.Contains(r.Path))
            .DistinctBy(r => r.Path, StringComparer.Ordinal).Take(Most)
            .Select(r => new FileRead(r.Path!, r.Name))];
    }

    private static bool Uses(CompiledGraph graph, GraphNode node, string[] tools) =>
        node.Config.Action is { Kind: "tool", Value: ConfigScalar { Text: var name } }
        && tools.Contains(graph.Config.Tools.FirstOrDefault(t => t.Name == name)?.Use ?? name, StringComparer.Ordinal);

    // Null when it is worked out by an expression: nobody knows it before the run.
    private static string? PathOf(GraphNode node) =>
        node.Config.Action?.Node["with"] is ConfigMap with && with["path"] is ConfigScalar { Kind: ScalarKind.Text, Text: { Length: > 0 } path }
        && !path.Contains("${{", StringComparison.Ordinal) ? path : null;
}
