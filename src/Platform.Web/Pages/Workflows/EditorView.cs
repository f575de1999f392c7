using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Workflows;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Workflows;

/// <summary>The editor as the page draws it, with and without script.</summary>
/// <param name="Workflow">Null for a new one.</param>
/// <param name="From">The stored version that the text was begun with; null for a new workflow.</param>
internal sealed record EditorView(string? Workflow, WorkflowVersion? From, string Text)
{
    /// <summary>Null before the text was checked.</summary>
    public IReadOnlyList<Finding>? Findings { get; init; }

    /// <summary>The graph as SVG; null while the text has errors.</summary>
    public string? Svg { get; init; }

    /// <summary>Why it could not be saved, or that it was; null when nothing is to be said.</summary>
    public string? Notice { get; init; }

    public bool IsBad { get; init; }

    /// <summary>The notice is of a save, after which one wants to run it.</summary>
    public bool IsSaved { get; init; }

    /// <summary>What a save would change, for those without script; null when it was not asked for.</summary>
    public ChangesView? Changes { get; init; }

    public string Action => Workflow is null ? "/workflows/new" : $"/workflows/{Workflow}/edit";

    /// <summary>Says what a check found, to who asked for it.</summary>
    public EditorView Told(Result<CompiledGraph> read) => this with
    {
        Notice = read.Ok
            ? $"The text is valid: {TextContents.Of(read.Value)}."
            : $"The text is not valid: {Display.Many(read.Findings.Count(f => f.Severity == Severity.Error), "error")} among the findings.",
        IsBad = !read.Ok,
    };

    public EditorView Checked(Result<CompiledGraph> read) => this with
    {
        Findings = read.Findings,
        Svg = read.Ok ? GraphPicture.Draw(read.Value, new Dictionary<string, NodeLook>(StringComparer.Ordinal)) : null,
    };
}
