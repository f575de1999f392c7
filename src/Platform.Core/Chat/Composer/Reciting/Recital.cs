using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Graph;

namespace Platform.Core.Chat.Composer.Reciting;

/// <summary>One line of what a workflow does.</summary>
/// <param name="Step">The step it speaks of; null when it is of the whole.</param>
/// <param name="Does">The rest of the line, without the step's name.</param>
public sealed record Recited(string? Step, string Does)
{
    public override string ToString() => Step is null ? Does : $"'{Step}': {Does}";
}

/// <summary>
/// What a workflow file does, in plain English: a line for each step with what it works on, when it is done and where the run goes on. It is read from the
/// file and from nothing else, so that whoever does not read YAML sees what was built, not what was meant.
/// </summary>
public sealed class Recital
{
    private const string NotEmpty = " are not empty";

    private readonly JsonObject _root;
    private readonly JsonObject _nodes;
    private readonly List<string> _order;
    private readonly Spoken _spoken;
    private readonly Deeds _deeds;

    internal Recital(JsonObject root)
    {
        (_root, _nodes) = (root, root["nodes"] as JsonObject ?? []);
        _order = [.. _nodes.Where(n => n.Value is JsonObject).Select(n => n.Key)];
        var sources = new Sources(root);
        _spoken = new Spoken(sources);
        _deeds = new Deeds(root, _spoken);
    }

    public static Recital Of(CompiledGraph graph) => new((JsonObject)JsonNode.Parse(graph.Config.Root.ToJson().GetRawText())!);

    /// <summary>What is entered, then each step in the order of the file.</summary>
    public IReadOnlyList<Recited> Lines => [.. Inputs().Concat(Begins()).Select(l => new Recited(null, l)), .. _order.Select(Step), .. Bounds().Concat(Starts()).Select(l => new Recited(null, l))];

    /// <summary>The steps that do something else than they did before, or are new.</summary>
    /// <param name="before">The file as it was.</param>
    internal IReadOnlyList<Recited> Changed(JsonObject before)
    {
        var known = new Recital(before).Lines.ToHashSet();
        return [.. Lines.Where(l => !known.Contains(l))];
    }

    /// <summary>One step: <c>'email': mails the summary to bob@example.com; then the run ends</c>.</summary>
    public Recited Step(string name)
    {
        var node = _nodes[name] as JsonObject ?? [];
        string[] said = [.. Around(node), .. Ways(name, node)];
        var deed = _deeds.Of(name, node);
        return new Recited(name, $"{When(name, node, deed)}{deed}{(said.Length > 0 ? $"; {string.Join("; ", said)}" : "")}");
    }

    private IEnumerable<string> Inputs()
    {
        if (_root["inputs"] is not JsonObject { Count: > 0 } inputs) yield break;
        yield return $"whoever starts it enters {Spoken.Names([.. inputs.Select(i => $"'{i.Key}'{(i.Value.At("default") is { } otherwise ? $" ({Spoken.Short(Draft.Text(otherwise) ?? otherwise.ToJsonString(), 40)} when left out)" : "")}")])}";
    }

    private IEnumerable<string> Begins()
    {
        var start = new Draft(_root).Start;
        if (start.Count > 1) yield return $"it begins with {Quoted(start)} at the same time";
        else if (start is [var only] && _order.Count > 0 && only != _order[0]) yield return $"it begins with '{only}'";
    }

    private IEnumerable<string> Bounds()
    {
        if (_root["limits"] is JsonObject { Count: > 0 } limits) yield return $"a run has at most {Spoken.Names([.. limits.Select(l => l.Key is "time" or "cost" ? $"{l.Value}" : $"{l.Value} {l.Key}")])}";
        if (_root["budgets"] is JsonObject { Count: > 0 } budgets) yield return $"all runs together cost at most {Spoken.Names([.. budgets.Select(b => $"{b.Value} a {b.Key}")])}";
    }

    private IEnumerable<string> Starts() =>
        (_root["triggers"] as JsonArray ?? []).OfType<JsonObject>().Select(t => $"started by {Answers.When(t)}{(Draft.Text(t["timezone"]) is { } zone ? $", {zone}" : "")}");

    private string When(string name, JsonObject node, string deed)
    {
        var needs = Draft.Targets(node["needs"]);
        var after = needs.Count > 0 ? $"(after {Quoted(needs)}) " : "";
        if (Draft.Text(node["when"]) is not { } when) return after;
        var holds = _spoken.Condition(when, name);
        return $"{after}(only when {(holds.EndsWith(NotEmpty, StringComparison.Ordinal) && deed.Contains(holds[..^NotEmpty.Length], StringComparison.Ordinal) ? "there are any" : holds)}) ";
    }

    // What holds around the action: tries, time, failure.
    private static IEnumerable<string> Around(JsonObject node)
    {
        if (node["retry"] is { } retry) yield return $"tried {retry.At("attempts") ?? retry} times at most";
        if (Draft.Text(node["timeout"]) is { } time) yield return $"given {time} at most";
        if (node.TextAt("map", "on_item_error") == "collect") yield return "one that fails does not stop the others";
        if (node["on_error"] is JsonObject error) yield return $"if it {(node.At("wait", "event") is not null ? "does not come" : "fails")}: {Quoted(Draft.Targets(error["to"]))}";
        else if (Draft.Text(node["on_error"]) == "continue") yield return "if it fails, the run goes on";
    }

    // Only what the order of the lines does not say.
    private IEnumerable<string> Ways(string name, JsonObject node)
    {
        if (node.At("human", "on_timeout") is { } late) yield return $"without an answer in time: {Onward(name, Draft.Targets(late))}";
        if (node["next"] is JsonArray choice && choice.Any(w => w is JsonObject))
        {
            var ways = choice.OfType<JsonObject>().ToList();
            foreach (var way in ways) yield return $"{(Draft.Text(way["when"]) is { } when ? $"if {_spoken.Condition(when, name)}" : ways.Count > 1 ? "otherwise" : "then")}: {Onward(name, Draft.Targets(way["to"]))}";
            if (ways.TrueForAll(w => w["when"] is not null)) yield return "otherwise the run ends there";
            yield break;
        }

        var at = _order.IndexOf(name);
        var targets = Draft.Targets(node["next"] is JsonObject one ? one["to"] : node["next"]);
        if (targets is [] or ["end"])
        {
            if (at < _order.Count - 1 && !IsAwaited(name)) yield return "then that way ends";
        }
        else if (targets is not [var next] || at + 1 >= _order.Count || _order[at + 1] != next) yield return $"then {Onward(name, targets)}";
    }

    private bool IsAwaited(string name) => _nodes.Any(n => Draft.Targets(n.Value.At("needs")).Contains(name));

    private string Onward(string from, List<string> targets)
    {
        if (targets is [] or ["end"]) return "the run ends";
        var isBack = targets is [var one] && _order.IndexOf(one) is >= 0 and var to && to <= _order.IndexOf(from);
        return $"{(isBack ? "back to " : "")}{Quoted(targets)}{(targets.Count > 1 ? " at the same time" : "")}";
    }

    private static string Quoted(IReadOnlyList<string> names) => Spoken.Names([.. names.Select(n => n == "end" ? "the end" : $"'{n}'")]);
}
