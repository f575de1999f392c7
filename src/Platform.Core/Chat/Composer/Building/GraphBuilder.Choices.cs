using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Ways that part: by a condition, after a refusal, after a failure, when nobody answered.</summary>
internal sealed partial class GraphBuilder
{
    // The step whose failure is being told of.
    private string? _failed;

    private void Choose(Fork fork)
    {
        if (fork.Cases is [{ When: { Test: Test.Failed, Sign: "!=" } } fine] && _loose is [{ Way: Loose.Next } stood] && _draft.Nodes[stood.Node] is JsonObject { Count: > 0 })
        {
            if (fork.Else.Count > 0) Aside(fork.Else, new Loose(stood.Node, Loose.Error));
            Sequence(fine.Then);
            return;
        }

        if (fork.Cases is [{ When.Test: Test.Failed } failed] && _loose is [{ Way: Loose.Next } risky] && _draft.Nodes[risky.Node] is JsonObject { Count: > 0 })
        {
            Aside(failed.Then, new Loose(Failing(failed.When.Said) ?? Tried(risky.Node), Loose.Error));
            if (fork.Else.Count == 0) return;
            var told = _loose.Where(l => l != risky).ToList(); // what is done otherwise is not done after the failure
            _loose = [risky];
            Sequence(fork.Else);
            _loose = [.. _loose, .. told];
            return;
        }

        if (fork is { Cases: [{ When.Test: Test.Failed } named], Else.Count: 0 } && _loose.Count > 1 && Failing(named.When.Said) is { } meant)
        {
            Aside(named.Then, new Loose(meant, Loose.Error)); // "if the download fails", behind ways that parted long after it
            return;
        }

        if (fork.Cases is [{ When.Test: Test.Failed } any] && _loose.Count > 1 && _loose.TrueForAll(l => l.Way == Loose.Next && _draft.Nodes[l.Node] is JsonObject { Count: > 0 }))
        {
            var (tried, joined) = (_loose, _joins);
            (_loose, _joins, _failed) = ([.. tried.Where(w => _draft.Nodes[w.Node]!["on_error"] is null).Select(w => new Loose(w.Node, Loose.Error))], false, tried[0].Node);
            Sequence(any.Then);
            var handled = _loose.Where(l => l.Way != Loose.Error).ToList();
            foreach (var left in _loose.Where(l => l.Way == Loose.Error)) Lead(left, "end");
            (_loose, _joins, _failed) = (tried, joined, null);
            foreach (var end in handled) Lead(end, "end");
            if (fork.Else.Count > 0) Sequence(fork.Else);
            return;
        }

        if (fork.Cases.Find(c => c.When.Test == Test.Late) is { } missed && Nodes.LastOrDefault(n => (_draft.Nodes[n]?["human"] ?? _draft.Nodes[n]?["wait"]?["event"]) is not null) is { } waits && _draft.Nodes[waits]?["wait"]?["event"] is not null)
        {
            if (Amounts.Duration(missed.When.Said) is { } longest) ((JsonObject)_draft.Nodes[waits]!["wait"]!)["timeout"] = longest;
            else ((JsonObject)_draft.Nodes[waits]!["wait"]!).TryAdd("timeout", "2d");
            var (before, failing) = (_loose, _failed);
            var known = _values.ToList();
            (_loose, _missing) = ([new Loose(waits, Loose.Error)], $"The event {Draft.Text(_draft.Nodes[waits]?["wait"]?["event"])} did not come in time.");
            Sequence(missed.Then);
            _missing = null;
            if (fork.Cases.Count == 1) _values.RemoveAll(v => !known.Contains(v)); // what the late way made is not there on the other
            var after = _loose.Where(l => l.Way != Loose.Error).ToList();
            (_loose, _failed) = (before, failing);
            fork.Cases.Remove(missed);
            if (fork.Cases.Count == 0) Sequence(fork.Else);
            _loose = [.. _loose, .. after];
            if (fork.Cases.Count == 0) return;
        }

        if (fork.Cases.Find(c => c.When.Test == Test.Late) is { } late && Nodes.LastOrDefault(n => _draft.Nodes[n]?["human"] is not null) is { } asked)
        {
            if (Amounts.Duration(late.When.Said) is { } span) ((JsonObject)_draft.Nodes[asked]!["human"]!)["timeout"] = span;
            else ((JsonObject)_draft.Nodes[asked]!["human"]!).TryAdd("timeout", "2d");
            Unanswered(late.Then, asked);
            _missing = null;
            fork.Cases.Remove(late);
            if (fork.Cases.Count == 0)
            {
                Gate(asked, fork.Else.Count > 0 ? fork.Else[0] : null);
                Sequence(fork.Else);
                return;
            }
        }

        var conditions = fork.Cases.ConvertAll(c => Cel(c.When, fork.Cases));
        var at = Junction("choose");
        _forks++;
        var ways = new JsonArray();
        foreach (var condition in conditions) ways.Add((JsonNode)new JsonObject { ["when"] = $"${{{{ {condition} }}}}", ["to"] = null });
        ways.Add((JsonNode)new JsonObject { ["to"] = null });
        ((JsonObject)_draft.Nodes[at]!)["next"] = ways;
        Told.Add($"a choice at '{at}': {string.Join("; ", fork.Cases.Select(c => c.When.Said))}{(fork.Else.Count > 0 ? "; otherwise" : "")}");
        var ends = new List<Loose>();
        var seen = _values.ToList();
        var was = _each is null ? Current() : null;
        var branches = fork.Cases.Select(c => c.Then).Append(fork.Else).ToList();
        var products = new List<Value>();
        var isOpen = new List<bool>();
        var open = new List<(int Branch, Loose End)>();
        var refused = fork.Cases.FindIndex(c => c.When is { Test: Test.Approved, Sign: "!=" }) is >= 0 and var no ? no : fork.Cases.Exists(c => c.When.Test == Test.Approved) ? fork.Cases.Count : -1;
        for (var i = 0; i < branches.Count; i++)
        {
            _loose = [new Loose(at, i)];
            _joins = false;
            if (i == refused) Refused();
            var returned = i == refused ? _values.FindAll(v => v is { Noun: "returned", IsInput: false }) : [];
            _values.RemoveAll(returned.Contains); // nothing came back there
            var made = _values.Where(v => !seen.Contains(v) && !v.IsInput).ToList();
            _values.RemoveAll(made.Contains);
            (var reworked, _isReworked) = (_isReworked, branches[i].Exists(b => b is Step { Skill: "back" }));
            (var outer, _case) = (_case, i < conditions.Count ? (fork.Cases[i].When, conditions[i]) : null);
            Sequence(branches[i]);
            (_isReworked, _case) = (reworked, outer);
            _values.InsertRange(Math.Min(seen.Count, _values.Count), returned);
            if (_joins) Node("joined", []);
            isOpen.Add(_loose.Count > 0);
            if (_loose.Count > 0 && _values.LastOrDefault(v => !seen.Contains(v) && IsFresh(v)) is { } product) products.Add(product);
            _values.AddRange(made.Where(m => !_values.Exists(v => v.Expression == m.Expression)));
            ends.AddRange(_loose);
            open.AddRange(_loose.Select(l => (i, l)));
        }

        if (_each is null) Waved(branches, open, ends);

        // behind the ways the text is the one that was made; where a way made none, what it was before if that was worked on
        if (products.Count < isOpen.Count(o => o) && was is { Shape: Shape.Text } && products.TrueForAll(p => _folded.Contains(was.Expression) || was.IsInput && p.Noun is "translation" or "draft")) products.Add(was);
        if (_each is null && _loose.Count + ends.Count > 0) Either(products);

        _forks--;
        if (_forks == 0) _shared.Clear();
        _loose = [.. ends.Distinct()];
        _joins = false;
    }

    // "Back it up, then post "Done"; if it fails …": a message of fixed words is no work that "it" means.
    private string Tried(string node)
    {
        var at = Nodes.IndexOf(node);
        while (at > 0 && _draft.Nodes[Nodes[at]] is JsonObject { } told && told["map"] is null && (told["with"]?["channel"] ?? told["with"]?["chat"] ?? told["with"]?["to"]) is not null && Draft.Text(told["with"]?["text"])?.Contains("${{", StringComparison.Ordinal) == false && Draft.Targets(_draft.Nodes[Nodes[at - 1]]?["next"]) is [var next] && next == Nodes[at]) at--;
        return at < 0 ? node : Nodes[at];
    }

    // "If the deployment fails" speaks of the step that was said with that word.
    private string? Failing(string said)
    {
        var words = said.ToLowerInvariant().Split(' ').Where(w => w.Length > 3 && w is not ("fails" or "failed" or "does" or "doesn't" or "error" or "errors" or "wrong" or "goes" or "work" or "that" or "this" or "when")).Select(w => w[..Math.Min(5, w.Length)]).ToList();
        if (words.Exists(w => w is "loade" or "fetch" or "reach" or "opene" or "downl") && _made.FindLast(m => m.Item is Step { Skill: "webfetch" or "http" or "fileread" or "csvread" }) is { First: { } source }) return source;
        return _made.FindLast(m => m.Item is Step s && words.Exists(w => $"{s.Skill} {s.Said}".Contains(w, StringComparison.OrdinalIgnoreCase))).First;
    }

    private void Aside(List<PlanItem> items, Loose from)
    {
        var (loose, joins) = (_loose, _joins);
        (_loose, _joins) = ([from], false);
        if (from.Way == Loose.Error) _failed = from.Node;
        var tried = _draft.Nodes[from.Node]?["save"] is JsonObject save ? _values.FindLast(v => save.Any(s => v.Expression == $"state.{s.Key}")) : null;
        var seen = _values.ToList();
        var past = _past.ToList();
        Sequence(items);
        _past.IntersectWith(past); // what is told of a failure leaves the rest as it was
        _failed = null;
        if (from.Way == Loose.Error && _each is null && tried is not null && _loose.Count > 0 && _values.FindLast(v => !seen.Contains(v) && IsFresh(v)) is { } instead) Either([tried, instead]);
        _loose = from.Way == Loose.Error ? [.. loose, .. _loose.Where(l => l != from)] : [.. loose, .. _loose.Where(l => l.Way != Loose.Late)];
        _joins = joins && _loose.Count == loose.Count;
    }

    private string? _said;

    // A fixed text stands for what a step that failed would have given.
    private void Instead(Step step)
    {
        if (step.Get("own") is not null)
        {
            var told = _said ??= Channel("message", TextSchema()); // all ways tell what they tell in one place
            Told.Add($"'{Node("tell", new JsonObject { ["set"] = new JsonObject { [told] = step.Get("text") } })}' answers \"{step.Get("text")}\"");
            return;
        }

        var stands = Current() is { IsInput: false, Shape: Shape.Text } made && made.Expression.StartsWith("state.", StringComparison.Ordinal) && made.Expression.Count(c => c == '.') == 1 ? made.Expression["state.".Length..] : null;
        var channel = stands ?? Channel("answer", TextSchema());
        var node = Node("instead", new JsonObject { ["set"] = new JsonObject { [channel] = step.Get("text") } });
        Told.Add($"'{node}' takes \"{step.Get("text")}\" for it");
    }

    // The node that decides: the last one when it has no way on yet, else one of its own.
    private string Junction(string name) =>
        !_joins && _loose is [{ Way: Loose.Next } only] && _draft.Nodes[only.Node]?["next"] is null && Nodes.Contains(only.Node) ? only.Node : Node(name, []);

    // Each case goes through those of the list that fit it.
    private void ChooseEach(Fork fork)
    {
        var conditions = fork.Cases.ConvertAll(c => Cel(c.When, fork.Cases));
        var scope = _each!;
        var whole = scope.Over;
        var fields = scope.Fields.ToList();
        var (record, item) = (scope.IsRecord, scope.Item);
        var branches = fork.Cases.Select((c, i) => (conditions[i], c.Then)).ToList();
        if (fork.Else.Count > 0) branches.Add((None(conditions), fork.Else));
        var made = new List<(string Over, List<Value> Fields)>();
        for (var i = 0; i < branches.Count; i++)
        {
            var (condition, then) = branches[i];
            if (i > 0 && i < fork.Cases.Count) condition = $"{None(conditions.Take(i))} && ({condition})";
            if (then.TrueForAll(t => t is Step { Skill: "stop" })) continue; // nothing happens to these
            scope.Over = $"{whole}.filter({item}, {condition})";
            Sequence(then);
            if (scope.Fields.Skip(fields.Count).Any(f => !IsAside(f))) made.Add((scope.Over, scope.Fields.ToList()));
            (scope.Over, scope.Item, scope.IsRecord) = (whole, item, record);
            scope.Fields.Clear();
            scope.Fields.AddRange(fields);
        }

        scope.Chosen = made is [var only] ? only : null;
        if (branches.FindIndex(b => b.Then is [Step asked] && IsApproval(asked)) is >= 0 and var ruled && branches.TrueForAll(b => b.Then is [Step { Skill: "pass" } or Step { Skill: "human" }]) && _draft.Nodes[Nodes[^1]]?["save"] is JsonObject { Count: 1 } saved)
            scope.Passed = $"({whole}.filter({item}, !({branches[ruled].Item1})) + state.{saved.First().Key}.filter(e, e.decision.approved){(record ? "" : $".map(e, e.{scope.Noun})")})"; // those who need no approval, and those who got it
        if (conditions.Where((_, i) => fork.Cases[i].Then is [Step { Skill: "stop" }]).ToList() is { Count: > 0 } skipped && fork.Else.Count == 0)
            scope.Over = $"{whole}.filter({item}, {None(skipped)})"; // what is skipped has no further steps
    }

    private static string None(IEnumerable<string> conditions) => conditions.ToList() is [var only] ? $"!({only})" : $"!({string.Join(" || ", conditions.Select(c => $"({c})"))})";
}
