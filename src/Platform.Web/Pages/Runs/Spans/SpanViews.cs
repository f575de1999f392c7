using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Web.Live;

namespace Platform.Web.Pages.Runs.Spans;

/// <summary>One span with all that is known of it.</summary>
/// <param name="Kind"><c>step, node, item, model, tool, memory, person</c> or <c>wait</c>.</param>
/// <param name="End">Null while it goes on.</param>
/// <param name="FirstEvent">0 when it has no event of its own.</param>
internal sealed record SpanView(RunView Run, string Key, string Kind, string Title, string Status, DateTimeOffset Start, DateTimeOffset? End, long FirstEvent)
{
    public int Step { get; init; }

    /// <summary>Null for a step.</summary>
    public string? Node { get; init; }

    public int? Index { get; init; }

    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    public EventFault? Error { get; init; }

    /// <summary>Where the error, or the node, stands in the YAML; null when it cannot be told.</summary>
    public SourceSpan? At { get; init; }

    /// <summary>What went in and came out, each clipped.</summary>
    public IReadOnlyList<(string Title, string Text)> Texts { get; init; } = [];

    /// <summary>What lies under it: calls of a task, items of a map that are worth a look, nodes of a step.</summary>
    public IReadOnlyList<TimelineRow> Parts { get; init; } = [];

    public int MoreParts { get; init; }

    public bool HasModelCalls { get; init; }
}

/// <summary>A node of the graph as the run knows it.</summary>
/// <param name="At">Where it stands in the YAML.</param>
/// <param name="Visits">Newest first, not all of a long loop.</param>
/// <param name="Count">How often it became due.</param>
/// <param name="Shown">The visit that is shown; null when the run did not come to it.</param>
internal sealed record NodeView(RunView Run, string Name, string Kind, SourceSpan At, IReadOnlyList<NodeVisit> Visits, int Count, SpanView? Shown);

internal sealed record NodeVisit(string Key, int Step, string Status, DateTimeOffset Start, DateTimeOffset? End);
