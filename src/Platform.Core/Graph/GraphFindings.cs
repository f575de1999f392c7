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

    public static Finding UnknownPart(string what, string name, IReadOnlyCollection<string> known, SourceSpan at, string path) => new(
        "WF020", Severity.Error, $"No {what} is named '{name}'; {what}s are {Names.Quoted(known)}.", at, Names.Nearest(name, known), path);

    public static Finding UnknownType(string name, IReadOnlyCollection<string> known, SourceSpan at, string path) => new(
        "WF020", Severity.Error, $"No type is named '{name}'; types are {Names.Quoted(known)}.", at, Names.Nearest(name, known) is { } near ? $"#/types/{near}" : null, path);

    public static Finding UnknownInput(string name, IReadOnlyCollection<string> known, SourceSpan at, string path) => new(
        "WF020", Severity.Error, $"No input is named '{name}'; inputs are {Names.Quoted(known)}.", at, Names.Nearest(name, known), path);

    public static Finding NeverReached(string node, SourceSpan at, string path) => new(
        "WF023", Severity.Error, $"Nothing leads to the node '{node}': name it in 'start', in the 'next' of another node or in 'needs' of its own, or remove it.", at, Path: path);

    public static Finding NeverMet(string node, string why, SourceSpan at, string path) => new(
        "WF024", Severity.Error, $"'{node}' can never run: {why}.", at, Path: path);

    public static Finding NoWayOut(IReadOnlyCollection<string> cycle, SourceSpan at, string path) => new(
        "WF025", Severity.Error, $"The cycle {Circle(cycle)} has no way out: give one of its nodes a way with 'when' that leads elsewhere or to 'end'.", at, Path: path);

    public static Finding NoDefault(string node, SourceSpan at, string path) => new(
        "WF026", Severity.Warning, $"When none of these conditions holds, the branch ends at '{node}' without a word: add a last way without 'when', such as - {{ to: end }}.", at, Path: path);

    public static Finding ParallelWriters(string channel, string first, string second, SourceSpan at, string path) => new(
        "WF027", Severity.Error, $"'{first}' and '{second}' run in the same step and both write '{channel}', which keeps only the last write: give the channel a 'merge' such as append, or write two channels.", at, Path: path);

    public static Finding ItemsOverwrite(string channel, string node, SourceSpan at, string path) => new(
        "WF027", Severity.Error, $"Each item of the map of '{node}' writes '{channel}', which keeps only the last write: give the channel merge: append, or another way to merge.", at, Path: path);

    public static Finding NotAList(string type, SourceSpan at, string path) => new(
        "WF028", Severity.Error, $"A map runs over a list, but this is {type}.", at, Path: path);

    public static Finding FallbackLoop(IReadOnlyCollection<string> circle, SourceSpan at, string path) => new(
        "WF029", Severity.Error, $"The fallbacks of the models run in a circle: {Circle(circle)}.", at, Path: path);

    public static Finding BadSchema(string problem, SourceSpan at, string path) => new(
        "WF037", Severity.Error, $"This is no valid JSON Schema: {problem}", at, Path: path);

    public static Finding DefaultDoesNotFit(string problem, SourceSpan at, string path) => new(
        "WF038", Severity.Error, $"The default does not fit its own schema: {problem}.", at, Path: path);

    public static Finding BadMerge(string message, string? suggestion, SourceSpan at, string path) => new("WF039", Severity.Error, message, at, suggestion, path);

    public static Finding UnknownPrice(string bounds, string model, string use, SourceSpan at, string path) => new(
        "WF040", Severity.Warning, $"{bounds} cannot bound the model '{model}', for the price of '{use}' is not known: set price: {{ input: …, output: … }} on the model.", at, Path: path);

    public static Finding Unused(string what, string name, SourceSpan at, string path) => new(
        "WF041", Severity.Warning, $"Nothing uses the {what} '{name}': use it or remove it.", at, Path: path);

    public static Finding BreakpointLeft(string node, SourceSpan at, string path) => new(
        "WF042", Severity.Note, $"Every run stops at '{node}' until someone lets it go on: remove the breakpoint when you are done looking.", at, Path: path);

    public static Finding HumanWithoutTimeout(string node, SourceSpan at, string path) => new(
        "WF043", Severity.Note, $"'{node}' waits for a person without end: add timeout, such as timeout: 2d, and on_timeout.", at, Path: path);

    public static Finding BoundedByLimits(IReadOnlyCollection<string> cycle, int steps, SourceSpan at, string path) => new(
        "WF044", Severity.Note, $"Only a condition ends the cycle {Circle(cycle)}; should it never hold, the run fails after {steps} steps. Set limits: {{ steps: … }} to what you mean.", at, Path: path);

    public static Finding NeverTaken(string node, SourceSpan at, string path) => new(
        "WF045", Severity.Warning, $"This way of '{node}' is never taken, for one before it has no condition and always holds.", at, Path: path);

    public static Finding TooDeepForAValue(SourceSpan at, string path) => new(
        "WF046", Severity.Error, $"A value nests at most {CelValue.MaxDepth} levels deep.", at, Path: path);

    public static Finding FileOutside(string file, SourceSpan at, string path) => new(
        "WF047", Severity.Error, $"'{file}' must be a relative path inside the workflow's own folder.", at, Path: path);

    public static Finding GroupOfAll(string group, SourceSpan at, string path) => new(
        "WF048", Severity.Warning, $"The group '{group}' is the same for every run, as if there were none: group by an input, such as ${{{{ inputs.customer }}}}, or leave it out.", at, Path: path);

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

    // a → b → a
    private static string Circle(IReadOnlyCollection<string> nodes) =>
        nodes.Count > 8 ? $"{string.Join(" → ", nodes.Take(8))} → … ({nodes.Count} in all)" : $"{string.Join(" → ", nodes)} → {nodes.First()}";

    private static bool IsSecret(CelProblem problem, string expression) =>
        problem.Start >= 0 && problem.Start + problem.Length <= expression.Length
        && expression.AsSpan(problem.Start, problem.Length).StartsWith("secrets", StringComparison.Ordinal);
}
