using Platform.Core.Foundation;

namespace Platform.Core.Workflows;

/// <summary>Every sentence about saving a workflow, each with its stable code. Codes of this folder: WF080 to WF089.</summary>
internal static class WorkflowFindings
{
    public static Finding MissingChild(string child, IReadOnlyCollection<string> known, SourceSpan at) => new(
        "WF120", Severity.Warning, $"No workflow is named '{child}' yet; a run that reaches it fails. Save it too.", at, Names.Nearest(child, known));

    public static Finding UnservedTriggers(int count, SourceSpan at) => new(
        "WF121", Severity.Note, $"{count} trigger{(count == 1 ? " is" : "s are")} checked, but this release does not start runs by {(count == 1 ? "it" : "them")}.", at);

    public static Finding CannotRead(string file, string why) => new(
        "WF122", Severity.Error, $"'{file}' cannot be read: {why}", SourceSpan.StartOf(file));

    public static Finding MissingFile(string path, string why, SourceSpan at) => new(
        "WF123", Severity.Error, $"The workflow names the file '{path}', but {why}.", at);
}
