using Platform.Core.Foundation;

namespace Platform.Core.Nodes;

/// <summary>Every sentence about the settings of a node kind. Codes of this folder: WF100 to WF119.</summary>
public static class NodeFindings
{
    public static Finding WaitsForOne(IReadOnlyCollection<string> found, SourceSpan at, string path) => new(
        "WF100", Severity.Error,
        found.Count == 0
            ? "A wait needs one of 'for', 'until' and 'event': write wait: { for: 2h }."
            : $"A wait takes one of 'for', 'until' and 'event', but has {Names.Quoted(found)}.",
        at, Path: path);

    public static Finding NotAnEventName(SourceSpan at, string path) => new(
        "WF101", Severity.Error, "'event' is the name of an event: write event: order.paid.", at, Path: path);

    public static Finding HumanWithoutTitle(SourceSpan at, string path) => new(
        "WF102", Severity.Error, "A human task needs a title that says what the person should do.", at, Path: path);

    public static Finding BadForm(string problem, SourceSpan at, string path) => new(
        "WF103", Severity.Error, $"The form is no valid JSON Schema: {problem}", at, Path: path);
}
