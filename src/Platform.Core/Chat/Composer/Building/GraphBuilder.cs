using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>
/// From a plan to nodes. A loose end is a place that does not yet say where to go on: the next node that is made becomes its target, and what is loose at
/// the end ends the run.
/// </summary>
internal sealed partial class GraphBuilder
{
    private sealed record Loose(string Node, int Way)
    {
        public const int Next = -1;
        public const int Late = -2;
        public const int Error = -3;
    }

    private readonly Plan _plan;
    private readonly Literals _literals;
    private readonly Draft _draft;
    private readonly ModelShelf _models;
    private readonly List<Value> _values = [];
    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);
    private readonly List<(PlanItem Item, string First)> _made = [];

    private List<Loose> _loose = [];
    private bool _joins;
    private EachScope? _each;
    private int _forks;

    /// <param name="loose">Nodes of the draft that go on to what is built; null begins a draft.</param>
    /// <param name="later">Channels that are written only behind the place of what is built.</param>
    public GraphBuilder(Plan plan, Literals literals, Draft draft, ComposerParts parts, IReadOnlyList<string>? loose = null, IReadOnlyCollection<string>? later = null)
    {
        (_plan, _literals, _draft) = (plan, literals, draft);
        _models = new ModelShelf(draft, plan, parts);
        if (loose is not null) _loose = [.. loose.Select(n => new Loose(n, Loose.Next))];
        ReadDraft(later ?? []);
    }

    /// <summary>A line for each thing that was made.</summary>
    public List<string> Told { get; } = [];

    public List<string> Remarks { get; } = [];

    /// <summary>Names of the nodes that were made, in their order.</summary>
    public List<string> Nodes { get; } = [];

    /// <summary>Nodes that had no way on when the building ended.</summary>
    public IReadOnlyList<string> Open => [.. _loose.Where(l => l.Way == Loose.Next).Select(l => l.Node)];

    /// <summary>What is built waits for all of these, which go on at once; "all of them" is what they made.</summary>
    public void Join(IReadOnlyList<string> nodes)
    {
        _joins = true;
        var made = nodes.SelectMany(n => (_draft.Nodes[n]?["save"] as JsonObject ?? []).Select(s => $"state.{s.Key}")).ToHashSet(StringComparer.Ordinal);
        _together = [.. _values.Where(v => made.Contains(v.Expression))];
    }

    public void Build()
    {
        foreach (var input in _plan.Inputs) AddInput(input);
        if (_plan.Inputs.FindAll(i => i.Type == "file") is [{ Name: "file" or "file_path" }] && !PlanReader.Steps(_plan.Items).Any(s => s.Skill is "fileread" or "csvread" or "transcribe" or "hash" or "speak" or "filelist" or "code" or "workflow" or "http" or "human") && PlanReader.Steps(_plan.Items).Any(s => s.Skill == "split")) Do(new Step("fileread", "read the file"), null); // what is split is what stands in the file
        Sequence(_plan.Items);
        End();
        HandOut();
        Abandon();
        OnFailure();
        if (_plan.NoAgents is { } none && Nodes.Find(n => _draft.Nodes[n]?["agent"] is not null) is { } still) Remark($"You said \"{none}\", but '{still}' is done by an agent: no tool does that.");
    }

    // One step that tells of failures serves all steps that can fail.
    private void OnFailure()
    {
        var risky = Nodes.Where(n => _draft.Nodes[n] is JsonObject node && node["on_error"] is null && (node["agent"] ?? node["tool"] ?? node["code"] ?? node["workflow"]) is not null).ToList();
        if (_plan.OnFailure.Count == 0 || risky.Count == 0) return;
        (_loose, _joins, _failed) = ([.. risky.Select(n => new Loose(n, Loose.Error))], false, risky.Count == 1 ? risky[0] : "${{ error.node }}");
        Sequence(_plan.OnFailure);
        foreach (var end in _loose.Where(l => l.Way != Loose.Error)) Lead(end, "end");
        _failed = null;
    }

    private void Sequence(IReadOnlyList<PlanItem> items)
    {
        for (var i = 0; i < items.Count && Nodes.Count < 100; i++)
        {
            var next = i + 1 < items.Count ? items[i + 1] : null;
            var count = Nodes.Count;
            _rules = IsApproval(items[i]) && next is not null && IsApproval(next) ? items.Skip(i + 1).SkipWhile(IsApproval).FirstOrDefault() : null;
            Item(items[i], next);
            if (Nodes.Count > count) _made.Add((items[i], Nodes[count]));
            if (Nodes.Count == count + 1 && items[i] is Step { Skill: "agent", Tools.Count: 0 } rater && OnlyRates(rater)) Rating("");
        }
    }

    private void Item(PlanItem item, PlanItem? next)
    {
        switch (item)
        {
            case Step step: Do(step, next); break;
            case Together together when _each is null:
                AtOnce(together);
                if ((next ?? _outer) is not null and not Fork && _together.Exists(v => v.Noun == "decision")) AllApproved();
                break;
            case Together together: foreach (var way in together.Ways) Sequence(way); break;
            case Delegation delegation: Delegate(delegation); break;
            case Fork fork when _each is null:
                var outer = _outer;
                _outer = next ?? _outer;
                Choose(fork);
                _outer = outer;
                break;
            case Fork fork: ChooseEach(fork); break;
            case ForEach each: if (_each is null) ForAll(each); else Sequence(each.Body); break;
            case Again again when _each is null: Repeat(again); break;
            case Again again: if (again.Body is { } body) Sequence(body); Remarks.Add("A repetition within 'for each' is not there yet; the steps are done once for each."); break;
        }
    }

    // What comes behind the choice in whose branch we are: a refusal there must not go on to it.
    private PlanItem? _outer;

    /// <summary>Makes a node and lets what is loose go on to it.</summary>
    private string Node(string wanted, JsonObject node)
    {
        var name = Draft.Free(_draft.Nodes, wanted);
        if (_joins && _loose.Count > 1 && _loose.TrueForAll(l => l.Way == Loose.Next))
        {
            node.Insert(0, "needs", new JsonArray([.. _loose.Select(l => JsonValue.Create(l.Node))]));
        }
        else
        {
            foreach (var end in _loose) Lead(end, name);
        }

        if (_draft.Nodes.Count == 0) _draft.SetStart([name]);
        else if (_loose.Count == 0 && _starts is not null) _starts.Add(name);
        _draft.Nodes[name] = node;
        Nodes.Add(name);
        _joins = false;
        _loose = [new Loose(name, Loose.Next)];
        return name;
    }

    // Where branches begin a workflow, each begins with a node of its own.
    private List<string>? _starts;

    private void Lead(Loose end, string to)
    {
        if (_draft.Nodes[end.Node] is not JsonObject node) return;
        switch (end.Way)
        {
            case Loose.Late: ((JsonObject)node["human"]!)["on_timeout"] = to; break;
            case Loose.Error: node["on_error"] = new JsonObject { ["to"] = to }; break;
            case Loose.Next when node["next"] is null: node["next"] = to; break;
            case Loose.Next when node["next"] is JsonArray ways && ways.Any(w => w is JsonObject):
                if (ways[^1] is JsonObject last && last["when"] is null)
                {
                    if (Draft.Text(last["to"]) is "end" or null) last["to"] = to;
                }
                else ways.Add((JsonNode)new JsonObject { ["to"] = to });
                break;
            case Loose.Next: node["next"] = Draft.OneOrMany([.. Draft.Targets(node["next"]).Where(t => t != "end"), to]); break;
            default:
                var way = (JsonObject)((JsonArray)node["next"]!)[end.Way]!;
                way["to"] = Draft.Targets(way["to"]) is { Count: > 0 } already && already[0] != "end" ? Draft.OneOrMany([.. already, to]) : to;
                break;
        }
    }

    // What is still loose ends here.
    private void End()
    {
        foreach (var end in _loose.Where(l => l.Way != Loose.Next)) Lead(end, "end");
        foreach (var (_, node) in _draft.Nodes)
            if (node is JsonObject map && map["next"] is JsonArray ways)
                foreach (var way in ways.OfType<JsonObject>().Where(w => w["to"] is null)) way["to"] = "end";
    }

    private void AtOnce(Together together)
    {
        var before = _loose;
        var wasJoin = _joins;
        var isFirst = _draft.Nodes.Count == 0 && _starts is null;
        var seen = _values.ToList();
        var ends = new List<Loose>();
        (var outer, _outer) = (_outer, null); // each decides for itself, and what comes behind waits for all
        (var forks, _forks) = (_forks, 0);
        if (wasJoin && before.Count > 1) before = [new Loose(Node("both", []), Loose.Next)];
        if (isFirst) _starts = [];
        foreach (var way in together.Ways)
        {
            _loose = [.. before];
            var others = _values.Where(v => !seen.Contains(v) && !v.IsInput).ToList();
            _values.RemoveAll(others.Contains); // a branch knows what came before it, and nothing of the others
            if (isFirst && _starts!.Count == 0 && Nodes.Count > 0) _starts.Add(Nodes[0]);
            (var beside, _isBeside) = (_isBeside, true);
            Sequence(way);
            _isBeside = beside;
            _values.InsertRange(Math.Min(_values.Count, _values.FindLastIndex(seen.Contains) + 1 is var at && at > 0 ? at : _values.FindLastIndex(v => v.IsInput) + 1), others);
            if (_loose.Count > 1 || _loose.Exists(l => l.Way != Loose.Next)) Node("done", []);
            ends.AddRange(_loose);
        }

        if (isFirst)
        {
            Share(together);
            if (Nodes.Count > 0) _draft.SetStart([.. _starts!.Prepend(Nodes[0]).Distinct(StringComparer.Ordinal)]);
            _starts = null;
        }

        (_outer, _forks) = (outer, forks);
        _loose = [.. ends.Distinct()];
        _joins = _loose.Count > 1;
        _together = [.. _values.Where(v => !seen.Contains(v) && !v.IsInput)];
    }

    // What the last branches made: "send both" means these.
    private List<Value> _together = [];

    private static bool Improves(string verb) => Grammar.Lexicon.Lemma(verb) is "improve" or "rewrite" or "revise" or "refine" or "polish" or "fix" or "correct" or "edit" or "proofread" or "shorten" or "simplify" or "tighten" or "reword";

    // What an agent does: the first word of its task.
    private static string Tasked(Step agent) => agent.Said.Split(" that ")[^1].Split(' ')[0];

    private static readonly string[] Score = ["score", "rating", "quality", "grade", "it", "mark", "point"];

    private static string Most(Condition until) => Amounts.Of(until.Value) is > 10 ? "100" : "10";

    // A writer that is asked again sees what it wrote and what was said of it.
    private void Feedback(List<string> inside)
    {
        var state = _draft.Find("state");
        if (inside.FindAll(n => Draft.Text(_draft.Nodes[n]?["agent"]) is { } side && Draft.Text(_draft.Find("agents")?[side]?["instructions"])?.Contains(Grammar.StatementReader.Replies, StringComparison.Ordinal) == true) is [var pro, var con])
        {
            Hears(pro, con);
            Hears(con, pro);
            return;
        }

        var isWriter = inside.Exists(IsWriter);
        foreach (var name in inside)
        {
            if (name.StartsWith("check", StringComparison.Ordinal) || name.StartsWith("verify", StringComparison.Ordinal)) continue;
            if (_draft.Nodes[name] is not JsonObject node || Draft.Text(node["prompt"]) is not { } prompt || Draft.Text(node["agent"]) is not { } agent || (isWriter ? !IsWriter(name) : _draft.Find("agents")?[agent]?["output"] is not null)) continue;
            var parts = new List<string>();
            var own = (node["save"] as JsonObject)?.FirstOrDefault().Key;
            if (own is not null && !prompt.Contains($"state.{own} ", StringComparison.Ordinal)) parts.Add($"The last version (empty at first):\n${{{{ state.{own} }}}}");
            foreach (var said in new[] { "feedback", "review", "check" })
                if (state?[said] is not null && !prompt.Contains($"state.{said} ", StringComparison.Ordinal)) parts.Add($"What was said of it:\n${{{{ state.{said} }}}}");
            if (state?["decision"] is not null && (inside.Exists(n => _draft.Nodes[n]?["human"] is not null) || parts.Count < 2 && inside.Exists(_ruling.Contains)) && !prompt.Contains("state.decision.comment", StringComparison.Ordinal)) parts.Add($"What {(inside.Exists(_ruling.Contains) ? "was" : "the person")} said of it:\n${{{{ state.decision.comment }}}}");
            if (parts.Count > 0) node["prompt"] = $"{prompt}\n\n{string.Join("\n\n", parts)}";
            break;
        }
    }

    // Who debates hears what the other side said last.
    private void Hears(string node, string other)
    {
        if ((_draft.Nodes[other]?["save"] as JsonObject)?.FirstOrDefault().Key is not { } channel || Draft.Text(_draft.Nodes[node]?["prompt"]) is not { } prompt || prompt.Contains($"state.{channel} ", StringComparison.Ordinal)) return;
        _draft.Nodes[node]!["prompt"] = $"{prompt}\n\nThe other side (empty at first):\n${{{{ state.{channel} }}}}";
    }

    private bool IsWriter(string node) => Draft.Text(_draft.Nodes[node]?["agent"]) is { } agent && Writers.Any(w => agent.StartsWith(w, StringComparison.Ordinal));

    private static readonly string[] Writers = ["writer", "editor", "helper", "researcher", "replier", "translator", "summariser"];

    // The step that a repetition goes back to: the named one, else the last that writes, else the last.
    private string? BackTo(int? number)
    {
        if (number is { } n && n <= _made.Count) return _made[n - 1].First;
        var writes = _made.FindLastIndex(m => !(number is null && _loose.Exists(l => l.Node == m.First && m.Item is Step && _forks > 0)) && !(m.Item is Step { Skill: "work" or "agent" } check && (Looks(check.Said) || Reviews(check))) && m.Item is Step { Skill: "write" or "improve" or "agent" or "work" or "code" or "http" or "translate" or "summarise" });
        return writes >= 0 ? _made[writes].First : _made.Count > 0 ? _made[^1].First : Nodes.LastOrDefault();
    }

    // Who is asked at once is asked at once again.
    private List<string> Beside(string target) => _draft.Nodes.Select(n => Draft.Targets(n.Value?["needs"])).FirstOrDefault(n => n.Contains(target) && n.All(o => Decision(o) is not null))?.ToList() ?? [target];

    private void Back(Step step)
    {
        if (_loose.Count == 0) return; // it has gone back before
        var to = step.Get("to") ?? "";
        var word = Words.Plain(to.ToLowerInvariant()).Split(' ')[0];
        var named = Nodes.Find(n => to.Length > 0 && (to.Contains(n.Replace('_', ' '), StringComparison.OrdinalIgnoreCase) || n.StartsWith(word, StringComparison.Ordinal)));
        if (named is null && to is "ask") named = Nodes.FindLast(n => _draft.Nodes[n]?["human"] is not null);
        if (named is null && step.Said.Contains("ask", StringComparison.OrdinalIgnoreCase)) named = Nodes.FindLast(n => _draft.Nodes[n]?["human"] is not null);
        var target = named ?? (to.Length == 0 || !to.Contains("start", StringComparison.Ordinal) ? BackTo(null) : null) ?? Nodes.FirstOrDefault();
        if (target is null) return;
        if (named is null && step.Said.Contains("writ", StringComparison.OrdinalIgnoreCase) && _draft.Nodes[target]?["tool"] is not null)
        {
            Stop(); // nobody wrote it here, so nobody can write it again; it may not go out instead
            Remark($"No step writes what \"{_literals.Unmask(step.Said)}\" speaks of, so the run ends there: say first who writes it.");
            return;
        }

        var (isScored, most) = (_case?.When.Test == Test.Number, step.Get("most"));
        if (most is null && !Nodes.SkipWhile(n => n != target).Any(n => _draft.Nodes[n]?["human"] is not null || _draft.Nodes[n]?["wait"]?["event"] is not null))
        {
            most = "5"; // nobody is asked who could end it, so it needs an end of its own
            step.Has["times"] = "more";
            if (isScored) step.Has["on"] = "yes"; // the best there is by then goes on
        }

        if (most is not null && int.TryParse(most, out var rounds))
        {
            var count = Channel("rounds", new JsonObject { ["type"] = "integer", ["merge"] = "add", ["default"] = 0 });
            var at = Node("again", new JsonObject { ["set"] = new JsonObject { [count] = 1 }, ["next"] = new JsonArray(new JsonObject { ["when"] = $"${{{{ state.{count} {(step.Get("times") is "more" ? "<=" : "<")} {Math.Clamp(rounds, 1, RoundLimits.MostRounds)} }}}}", ["to"] = Draft.OneOrMany(Beside(target)) }, new JsonObject { ["to"] = step.Get("on") is "yes" ? null : "end" }) });
            _loose = step.Get("on") is "yes" ? [new Loose(at, 1)] : [];
            Told.Add($"back to '{target}', at most {rounds} times");
            Feedback([.. Nodes.SkipWhile(n => n != target).Where(n => n != at && Reaches(n, [at]))]);
            return;
        }

        var round = Nodes.SkipWhile(n => n != target).Where(n => Reaches(n, [.. _loose.Select(l => l.Node)])).ToList();
        foreach (var end in _loose)
            foreach (var one in Beside(target)) Lead(end, one);
        Told.Add($"back to '{target}'");
        Feedback(round);
        _loose = [];
    }

    // Whether a run that is at a node can come to one of these.
    private bool Reaches(string node, IReadOnlyCollection<string> ends)
    {
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal) { node }, new Queue<string>([node]));
        while (open.TryDequeue(out var at))
        {
            if (ends.Contains(at)) return true;
            foreach (var next in _draft.Nodes[at] is JsonObject here ? Draft.Ways(here).SelectMany(w => w.To) : [])
                if (seen.Add(next)) open.Enqueue(next);
        }

        return false;
    }
}
