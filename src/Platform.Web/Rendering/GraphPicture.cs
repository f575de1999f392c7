using System.Text.RegularExpressions;
using Platform.Core.Graph;
using Platform.Core.Graph.Drawing;
using Platform.Web.Live;

namespace Platform.Web.Rendering;

/// <summary>The graph inside a page.</summary>
internal static partial class GraphPicture
{
    /// <summary>Without the picture's own styles: no page of ours may hold any, so they stand in <c>app.css</c>.</summary>
    /// <param name="link">Where a node leads; null for nowhere.</param>
    public static string Draw(CompiledGraph graph, IReadOnlyDictionary<string, NodeLook> looks, Func<string, string>? link = null)
    {
        var overlay = looks.ToDictionary(
            p => p.Key, p => new NodeOverlay(p.Value.Status == "retrying" ? "running" : p.Value.IsPartly ? "partly" : p.Value.Status, p.Value.Note.Length > 0 ? p.Value.Note : null), StringComparer.Ordinal);
        return Styles().Replace(SvgDrawing.Write(graph, overlay, link), "");
    }

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Styles();
}
