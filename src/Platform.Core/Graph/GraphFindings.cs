using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.Graph;

/// <summary>Every sentence about a graph, each with its stable code. Codes of this folder: WF020 to WF049.</summary>
public static class GraphFindings
{
    public static Finding UnknownKey(string key, string owner, IReadOnlyCollection<string> known, SourceSpan at, string path) => new(
        "WF005", Severity.Error, $"'{key}' is no key of {owner}; keys are {Names.Quoted(known)}.", at, Names.Nearest(key, known), path);

    public static Finding NotAMap(string kind, SourceSpan at, string path) => new(
        "WF006", Severity.Error, $"'{kind}' takes a map of settings: write {kind}: {{ key: value }}.", at, Path: path);

    public static Finding NotAName(string kind, SourceSpan at, string path) => new(
        "WF006", Severity.Error, $"'{kind}' takes a name: write {kind}: NAME.", at, Path: path);

    public static Finding NotADuration(string key, string found, SourceSpan at, string path) => new(
        "WF007", Severity.Error, $"'{key}' is a duration such as 500ms, 30s, 5m, 2h or 1d, but is '{found}'.", at, Path: path);

    public static Finding UnknownNode(string target, IReadOnlyCollection<string> known, SourceSpan at, string path) => new(
        "WF021", Severity.Error, $"No node is named '{target}'; nodes are {Names.Quoted(known)}.", at, Names.Nearest(target, known), path);

    public static Finding UnknownChannel(string channel, IReadOnlyCollection<string> known, SourceSpan at, string path) => new(
        "WF022", Severity.Error, $"No channel is named '{channel}'; channels under state are {Names.Quoted(known)}.", at, Names.Nearest(channel, known), path);

    public static Finding ExpressionNotClosed(SourceSpan at, string path) => new(
        "WF030", Severity.Error, "This '${{' has no '}}' after it.", at, Path: path);

    public static Finding NotAnExpression(SourceSpan at, string path) => new(
        "WF031", Severity.Error, "Exactly one expression belongs here: ${{ … }}.", at, Path: path);

    public static Finding NotACondition(string type, SourceSpan at, string path) => new(
        "WF032", Severity.Error, $"A condition is true or false, but this expression gives {type}; compare it with something.", at, Path: path);

    public static Finding InExpression(CelProblem problem, string expression, NameScope scope, SourceSpan at, string path) => problem.Kind switch
    {
        CelProblemKind.Syntax => new("WF033", Severity.Error, problem.Message, at, problem.Suggestion, path),
        CelProblemKind.UnknownName when IsSecret(problem, expression) && !scope.HasFlag(NameScope.Secrets) => new(
            "WF036", Severity.Error, "Secrets can be read only in the settings of tools, models and triggers, never in a prompt, save, outputs or code.", at, Path: path),
        CelProblemKind.UnknownName => new("WF034", Severity.Error, problem.Message, at, problem.Suggestion, path),
        CelProblemKind.UnknownField => new("WF034", Severity.Error, problem.Message, at, problem.Suggestion, path),
        _ => new("WF035", Severity.Error, problem.Message, at, problem.Suggestion, path),
    };

    private static bool IsSecret(CelProblem problem, string expression) =>
        problem.Start >= 0 && problem.Start + problem.Length <= expression.Length
        && expression.AsSpan(problem.Start, problem.Length).StartsWith("secrets", StringComparison.Ordinal);
}
