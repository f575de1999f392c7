using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Sandbox;

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

    public static Finding UnknownTool(string tool, IReadOnlyCollection<string> known, SourceSpan at, string path) => new(
        "WF104", Severity.Error, $"No tool is named '{tool}'; tools are {Names.Quoted(known)}.", at, Names.Nearest(tool, known), path);

    public static Finding UnknownAgent(string agent, IReadOnlyCollection<string> known, SourceSpan at, string path) => new(
        "WF105", Severity.Error, $"No agent is named '{agent}'; agents are {Names.Quoted(known)}.", at, Names.Nearest(agent, known), path);

    public static Finding AgentWithoutPrompt(SourceSpan at, string path) => new(
        "WF106", Severity.Error, "An agent needs a prompt: write prompt: TEXT beside it.", at, Path: path);

    public static Finding NotServedYet(string what, SourceSpan at, string path) => new(
        "WF107", Severity.Warning, $"{what} is understood, but this release does not serve it yet: the node fails when it is reached.", at, Path: path);

    public static Finding CodeLanguage(string? found, SourceSpan at, string path) => new(
        "WF115", Severity.Error,
        found is null ? $"Code needs its language: one of {Names.Quoted(CodeWords.Languages)}." : $"Code is written in one of {Names.Quoted(CodeWords.Languages)}, not in '{found}'.",
        at, found is null ? null : Names.Nearest(found, CodeWords.Languages), path);

    public static Finding CodeSource(bool both, SourceSpan at, string path) => new(
        "WF116", Severity.Error, both ? "Code has both 'source' and 'file'; keep one." : "Code needs its text: write it under 'source', or name a file beside this one under 'file'.", at, Path: path);

    public static Finding ExpressionInCode(SourceSpan at, string path) => new(
        "WF117", Severity.Error, "Code is taken as it stands and holds no ${{ }}: give the value under 'inputs', and read it there as inputs[\"name\"].", at, Path: path);

    public static Finding BadCodeLimit(string key, string allowed, ConfigValue value) => new(
        "WF118", Severity.Error, $"'{key}' of code must be {allowed}{(value is ConfigScalar scalar ? $", but is '{scalar.Text}'" : "")}.", value.At, Path: value.Path);

    public static Finding CodePaths(SourceSpan at, string path) => new(
        "WF119", Severity.Error, "'files' and 'keep' of code are lists of paths: keep: [out/report.csv].", at, Path: path);

    public static Finding ServerOfTools(string server, SourceSpan at, string path) => new(
        "WF108", Severity.Error, $"'{server}' is a server of tools: name the one that is meant, as in tool: {server}.NAME.", at, Path: path);
}
