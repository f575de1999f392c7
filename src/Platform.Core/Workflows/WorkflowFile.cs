using System.Text;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Core.Workflows;

/// <summary>A workflow file on disk, and what lies beside it.</summary>
internal static class WorkflowFile
{
    // The language refuses longer texts; the check here only keeps a huge file out of memory.
    private const long MaxBytes = 2 * 1024 * 1024;

    /// <summary>The text, or a sentence that says why there is none.</summary>
    public static async Task<IncludedText> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(path)) return new(null, "it is a folder; name the file in it.");
            var file = new FileInfo(path);
            if (!file.Exists) return new(null, "there is no such file.");
            if (file.Length > MaxBytes) return new(null, "it is longer than 1 MB.");
            return new(await File.ReadAllTextAsync(path, Encoding.UTF8, cancellationToken));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new(null, failed.Message);
        }
    }

    /// <summary>The file of a child workflow beside its parent's; null when there is none whose <c>name</c> is the child's.</summary>
    public static string? Beside(string folder, string child, GraphCompiler compiler)
    {
        if (child.Length == 0 || !child.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return null;
        var parent = Path.GetDirectoryName(folder) ?? folder;
        string[] places =
        [
            Path.Combine(folder, $"{child}.yaml"), Path.Combine(folder, $"{child}.yml"),
            Path.Combine(folder, child, "workflow.yaml"), Path.Combine(parent, child, "workflow.yaml"),
        ];
        return places.FirstOrDefault(p => File.Exists(p) && IsNamed(p, child, compiler));
    }

    /// <summary>Where a child is named, or the start of the file.</summary>
    public static SourceSpan PlaceOfChild(CompiledGraph graph, string child) =>
        graph.Config.Nodes.FirstOrDefault(n => n.Action is { Kind: "workflow", Value: ConfigScalar name } && name.Text == child)?.Action?.Value.At
        ?? graph.Config.Tools.FirstOrDefault(t => t.Use == "workflow" && t.Settings.Text("workflow") == child)?.Settings["workflow"]?.At ?? graph.Config.NameAt;

    // A file that does not compile counts when its name fits: its findings must be told, not passed over.
    private static bool IsNamed(string path, string child, GraphCompiler compiler)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes) return false;
            var text = File.ReadAllText(path);
            var graph = compiler.Compile(text, path, new FileIncludes(Path.GetDirectoryName(path)!));
            return graph.Ok ? graph.Value.Name == child : text.Contains($"name: {child}", StringComparison.Ordinal);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
