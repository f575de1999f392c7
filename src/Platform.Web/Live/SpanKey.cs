using System.Globalization;

namespace Platform.Web.Live;

/// <summary>
/// The name of a span in addresses: <c>s3</c> a step, <c>3.draft</c> a node that became due in step 3, <c>3.draft.17</c> an item of its map,
/// <c>e42</c> what began with event 42 (a call, a question, a wait).
/// </summary>
internal readonly record struct SpanKey(int Step, string? Node, int? Index, long Event)
{
    public static SpanKey OfStep(int step) => new(step, null, null, 0);

    public static SpanKey OfNode(NodeSpan node) => new(node.Step, node.Node, null, 0);

    public static SpanKey OfItem(NodeSpan node, TaskSpan task) => new(node.Step, node.Node, task.Index, 0);

    public static SpanKey OfCall(CallSpan call) => new(0, null, null, call.FirstSequence);

    /// <summary>Null when it is no such name.</summary>
    public static SpanKey? Read(string? text)
    {
        if (text is not { Length: > 1 and < 200 }) return null;
        if (text[0] == 'e') return long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new SpanKey(0, null, null, number) : null;
        if (text[0] == 's' && Number(text[1..]) is { } step) return OfStep(step);
        var parts = text.Split('.', 3);
        if (parts.Length < 2 || Number(parts[0]) is not { } since || parts[1].Length == 0) return null;
        return parts.Length == 2 ? new SpanKey(since, parts[1], null, 0) : Number(parts[2]) is { } index ? new SpanKey(since, parts[1], index, 0) : null;
    }

    public override string ToString() => this switch
    {
        { Event: > 0 } => string.Create(CultureInfo.InvariantCulture, $"e{Event}"),
        { Node: null } => string.Create(CultureInfo.InvariantCulture, $"s{Step}"),
        { Index: { } index } => string.Create(CultureInfo.InvariantCulture, $"{Step}.{Node}.{index}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Step}.{Node}"),
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
