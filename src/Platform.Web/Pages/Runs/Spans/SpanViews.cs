using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs.Spans;

/// <summary>One span with all that is known of it.</summary>
/// <param name="Kind"><c>step, node, item, model, tool, memory, person</c> or <c>wait</c>.</param>
/// <param name="End">Null while it goes on.</param>
/// <param name="FirstEvent">0 when it has no event of its own.</param>
internal sealed record SpanView(RunView Run, string Key, string Kind, string Title, string Status, DateTimeOffset Start, DateTimeOffset? End, long FirstEvent)
{
    public int Step { get; init; }

    /// <summary>The step whose state holds what it did: a later one when it waited.</summary>
    public int EndStep { get; init; }

    /// <summary>As it was measured; null while it goes on, or when only its ends are known.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>Null for a step.</summary>
    public string? Node { get; init; }

    public int? Index { get; init; }

    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    public EventFault? Error { get; init; }

    /// <summary>Where the error, or the node, stands in the YAML; null when it cannot be told.</summary>
    public SourceSpan? At { get; init; }

    /// <summary>What went in and came out, each clipped.</summary>
    public IReadOnlyList<SpanText> Texts { get; init; } = [];

    /// <summary>What lies under it: calls of a task, items of a map that are worth a look, nodes of a step.</summary>
    public IReadOnlyList<TimelineRow> Parts { get; init; } = [];

    public int MoreParts { get; init; }

    public bool HasModelCalls { get; init; }
}

/// <summary>One thing that went in or came out.</summary>
/// <param name="Text">Clipped; empty where it is JSON.</param>
/// <param name="Json">Null for a text.</param>
internal sealed record SpanText(string Title, string Text, JsonElement? Json)
{
    private const int LongestJson = 200_000;

    /// <summary>A text; one that holds an object or a list is read as that.</summary>
    public static SpanText Of(string title, string text, int clip) =>
        Read(text) is { } json ? new SpanText(title, "", json) : new SpanText(title, Display.Clip(text, clip), null);

    public static SpanText Of(string title, JsonElement value, int clip) =>
        value.ValueKind == JsonValueKind.String ? Of(title, value.GetString()!, clip) : new SpanText(title, "", value);

    /// <summary>Null when the text is no object and no list.</summary>
    public static JsonElement? Read(string text)
    {
        if (text.Length is < 2 or > LongestJson || text.TrimStart() is not (['{', ..] or ['[', ..])) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // It only begins like JSON.
        }
    }
}

/// <summary>A node of the graph as the run knows it.</summary>
/// <param name="At">Where it stands in the YAML.</param>
/// <param name="Visits">Newest first, not all of a long loop.</param>
/// <param name="Count">How often it became due.</param>
/// <param name="Total">How long all visits took together.</param>
/// <param name="Shown">The visit that is shown; null when the run did not come to it.</param>
internal sealed record NodeView(RunView Run, string Name, string Kind, SourceSpan At, IReadOnlyList<NodeVisit> Visits, int Count, TimeSpan Total, SpanView? Shown);

/// <param name="Took">Null while it goes on.</param>
internal sealed record NodeVisit(string Key, int Step, string Status, DateTimeOffset Start, TimeSpan? Took);
