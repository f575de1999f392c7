using Platform.Core.Runs;
using Platform.Core.Workflows;
using Platform.Web.Live;

namespace Platform.Web.Pages.Runs.Parts;

/// <summary>The YAML of the run's version, each node's line with what became of it.</summary>
/// <param name="File">The file that is shown: the workflow's own, or one that it includes.</param>
/// <param name="Line">The line that is marked, 1-based; null for none.</param>
/// <param name="Marks">By line, the node that begins there.</param>
internal sealed record SourcePart(
    RunView Run, string File, IReadOnlyList<string> Files, IReadOnlyList<string> Lines, int? Line, IReadOnlyDictionary<int, SourceMark> Marks)
{
    private const int Most = 20_000;

    public static SourcePart Of(RunView run, LoadedWorkflow loaded, IReadOnlyDictionary<string, NodeLook> looks, string? file, int? line)
    {
        var own = loaded.Graph.Config.File;
        var text = file is not null && file != own ? loaded.Version.Includes.GetValueOrDefault(file) ?? loaded.Graph.Config.Included.GetValueOrDefault(file) : null;
        var name = text is null ? own : file!;
        var marks = new Dictionary<int, SourceMark>();
        foreach (var node in loaded.Graph.Nodes.Where(n => n.Config.NameAt.File == name))
            marks.TryAdd(node.Config.NameAt.Line, new SourceMark(node.Name, looks.GetValueOrDefault(node.Name)));
        return new SourcePart(
            run, name, [own, .. loaded.Graph.Config.Included.Keys.Order(StringComparer.Ordinal)],
            [.. (text ?? loaded.Version.Text).TrimEnd('\n').Split('\n').Take(Most).Select(l => l.TrimEnd('\r'))], line, marks);
    }
}

/// <param name="Look">Null when the run did not come to it.</param>
internal sealed record SourceMark(string Node, NodeLook? Look);
