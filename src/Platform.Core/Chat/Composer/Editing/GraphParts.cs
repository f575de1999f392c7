using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Surgery within nodes and between their ways: categories, conditions, models of one step, ways of a choice.</summary>
internal sealed partial class GraphSurgery
{
    /// <summary>A number that a condition compares with.</summary>
    /// <param name="Said">Words that belong to it: what is compared, and where its way leads.</param>
    public sealed record Comparison(string Said, string Shown, double Bar, Action<double, string> Set);

    public IEnumerable<Comparison> Comparisons()
    {
        foreach (var (name, body) in draft.Nodes)
        {
            foreach (var way in (body?["next"] as JsonArray ?? []).OfType<JsonObject>())
                foreach (var found in Of(way, "when", $"{name} {string.Join(' ', Draft.Targets(way["to"]))} {string.Join(' ', Draft.Targets(way["to"]).Select(t => draft.Nodes[t]?["with"]?.ToJsonString() ?? ""))}", isPlain: body?["set"] is null && Draft.Text(way["to"]) != "end")) yield return found;
            foreach (var filter in body?["map"] is JsonObject map ? Of(map, "over", name) : []) yield return filter;
            foreach (var own in body is JsonObject node ? Of(node, "when", name) : []) yield return own;
            foreach (var key in (body?["with"] as JsonObject ?? []).Where(w => Draft.Text(w.Value)?.Contains(".filter(", StringComparison.Ordinal) == true).Select(w => w.Key).ToList())
                foreach (var share in Of((JsonObject)body!["with"]!, key, name)) yield return share; // the rows that are written
        }
    }

    // isPlain: whether something is done when it holds, so that another direction is meant as it is said.
    private static IEnumerable<Comparison> Of(JsonObject at, string key, string about, bool isPlain = false)
    {
        var found = Compared().Matches(Draft.Text(at[key]) ?? "");
        for (var i = 0; i < found.Count; i++)
        {
            var nth = i;
            if (found[i].Groups["s"].Value.Contains("rounds", StringComparison.Ordinal)) continue;
            yield return new Comparison($"{about} {found[i].Groups["s"].Value}", found[i].Value.TrimStart('('), Amounts.Of(found[i].Groups["n"].Value) ?? 0, (bar, sign) =>
            {
                // Another bar of the same condition may have been set before this one.
                var text = Draft.Text(at[key])!;
                var match = Compared().Matches(text)[nth];
                var number = match.Groups["n"].Value.Contains('.', StringComparison.Ordinal) || text.Contains("double(", StringComparison.Ordinal) ? Amounts.Double(bar) : Amounts.Plain(bar);
                at[key] = $"{text[..match.Groups["op"].Index]}{(isPlain && sign.Length > 0 && match.Groups["op"].Value is not ("==" or "!=") ? sign : Sign(match.Groups["op"].Value, sign))} {number}{text[(match.Groups["n"].Index + match.Groups["n"].Length)..]}";
            });
        }
    }

    [GeneratedRegex(@"(?<s>[\w.()]+?)\)? (?<op>>=|<=|==|!=|>|<) (?<n>\d+(?:\.\d+)?)(?![\d'])", RegexOptions.None, 5000)]
    private static partial Regex Compared();

    // "At least 7" of what goes on above 8 goes on from 7; "below 7" of what stops from 8 stops from 7.
    private static string Sign(string was, string said) => said.Length == 0 || was is "==" or "!=" ? was : was[0] == said[0] ? said : said switch { "<" => ">=", "<=" => ">", ">" => "<=", _ => "<" };

    /// <summary>The categories that a step sorts into, in its agent, its channel and the rules of its offline model.</summary>
    public void SetLabels(string node, string channel, IReadOnlyList<string> labels)
    {
        JsonArray All() => new([.. labels.Select(l => JsonValue.Create(l))]);
        if (draft.Find("state")?[channel] is JsonObject state)
        {
            state["enum"] = All();
            if (Draft.Text(state["default"]) is { } initial && !labels.Contains(initial)) state["default"] = labels[^1];
        }

        if (Draft.Text(draft.Nodes[node]?["agent"]) is not { } name || draft.Find("agents")?[name] is not JsonObject agent) return;
        foreach (var (_, schema) in agent["output"]?["properties"] as JsonObject ?? [])
            if (schema is JsonObject { } member && member["enum"] is JsonArray) member["enum"] = All();
        if (Draft.Text(agent["instructions"]) is { } text) agent["instructions"] = Regex.Replace(text, @"(?<=: )[^:.]*(?=\.$)", string.Join(", ", labels).Replace("$", "$$", StringComparison.Ordinal));
        if (Draft.Text(agent["model"]) is { } model && draft.Find("models")?[model] is JsonObject rules && Draft.Text(rules["use"]) == "scripted/sorter") ModelShelf.Sort(rules, channel, labels);
        foreach (var (_, other) in draft.Nodes)
            if (other?["next"] is JsonArray ways)
                foreach (var way in ways.OfType<JsonObject>().Where(w => Regex.Match(Draft.Text(w["when"]) ?? "", $@"state\.{Regex.Escape(channel)} == '([^']+)'") is { Success: true } one && !labels.Contains(one.Groups[1].Value)).ToList()) ways.Remove(way);
    }

    /// <summary>The last step of a way that no other way comes to; null when the way has none of its own.</summary>
    public string? TailOf(string choice, JsonObject way)
    {
        var at = Draft.Targets(way["to"]) is [var first] && IsOnlyFrom(first, choice) ? first : null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (at is not null && seen.Add(at) && draft.Nodes[at] is JsonObject node && Draft.Text(node["next"]) is { } next && next != "end" && IsOnlyFrom(next, at)) at = next;
        return at;
    }

    private bool IsOnlyFrom(string node, string from) => draft.Nodes.ContainsKey(node) && !draft.Start.Contains(node) && draft.Nodes[node]?["needs"] is null && draft.Nodes[from] is JsonObject one && Draft.Ways(one).Count(w => w.Kind != "needs" && w.To.Contains(node)) == 1
        && draft.Nodes.All(n => n.Key == from || n.Value is not JsonObject other || !Draft.Ways(other).Any(w => w.Kind != "needs" && w.To.Contains(node)));

    /// <summary>A way leads to new steps, and they to where it led.</summary>
    public void Lead(JsonObject way, IReadOnlyList<string> made)
    {
        var onward = Draft.Targets(way["to"]);
        way["to"] = made[0];
        if (onward is not [] and not ["end"] && draft.Nodes[made[^1]] is JsonObject last && last["next"] is null) last["next"] = Draft.OneOrMany(onward);
    }

    /// <summary>New steps lead back to an earlier one, which reads what they make; what they write is what it asked about.</summary>
    public void GoBack(IReadOnlyList<string> made, string to)
    {
        if (draft.Nodes[made[^1]] is not JsonObject last) return;
        last["next"] = to;
        if (draft.Nodes[to]?["human"] is not JsonObject human || Regex.Match(Draft.Text(human["description"]) ?? "", @"state\.(\w+)") is not { Success: true } about || last["save"] is not JsonObject { Count: 1 } save) return;
        var (was, now) = (save.First().Key, about.Groups[1].Value);
        if (was != now)
        {
            save[now] = save[was]!.DeepClone();
            save.Remove(was);
            ForgetUnwritten(was);
        }

        if (Draft.Text(last["prompt"]) is not { } prompt) return;
        prompt = Regex.Replace(prompt, $@"\bstate\.{Regex.Escape(was)}\b", $"state.{now}");
        last["prompt"] = Comment(to) is not var (decision, comment) || prompt.Contains($"state.{decision}", StringComparison.Ordinal) ? prompt : $"{prompt}\n\nWhat the person said of it:\n${{{{ {comment} }}}}";
    }

    /// <summary>Of what goes on at once with others, the steps that only keep or send what this one makes: each of the others has its own.</summary>
    public IReadOnlyList<string> OwnKeepers(string node)
    {
        var made = (draft.Nodes[node]?["save"] as JsonObject ?? []).Select(s => s.Key).ToList();
        var beside = draft.Nodes.Select(n => n.Key).Where(n => n != node && draft.Nodes[n]?["agent"] is not null && AreAtOnce([node, n])).ToList();
        if (made.Count != 1 || draft.Nodes[node]?["agent"] is null || beside.Count == 0) return [];
        List<string> Readers(string channel) => [.. draft.Nodes.Where(n => n.Value?["with"] is JsonObject with && Regex.Matches(with.ToJsonString(), @"state\.(\w+)").Select(m => m.Groups[1].Value).Distinct().ToList() is [var only] && only == channel && n.Value["map"] is null).Select(n => n.Key)];
        return beside.Exists(b => (draft.Nodes[b]?["save"] as JsonObject ?? []).Any(s => Readers(s.Key).Count > 0)) ? Readers(made[0]) : [];
    }

    /// <summary>An agent that is gone back to after a refusal reads its last version and what was said of it.</summary>
    public void Hear(string agent, string asks)
    {
        if (draft.Nodes[agent] is not JsonObject body || Draft.Text(body["prompt"]) is not { } prompt || (body["save"] as JsonObject)?.FirstOrDefault().Key is not { } made) return;
        if (Comment(asks) is not var (decision, comment) || prompt.Contains($"state.{decision}", StringComparison.Ordinal)) return;
        var last = prompt.Contains($"state.{made} ", StringComparison.Ordinal) ? "" : $"\n\nThe last version (empty at first):\n${{{{ state.{made} }}}}";
        body["prompt"] = $"{prompt}{last}\n\nWhat {(draft.Nodes[asks]?["human"] is null ? "was" : "the person")} said of it:\n${{{{ {comment} }}}}";
    }

    // Where the answer of somebody who is asked is kept, and what he remarked; asked for when the form did not.
    private (string Decision, string Comment)? Comment(string asks)
    {
        if (draft.Nodes[asks]?["agent"] is not null) return (draft.Nodes[asks]!["save"] as JsonObject ?? []).FirstOrDefault(s => (Draft.Text(s.Value) ?? "").Contains("output.comment", StringComparison.Ordinal) || (Draft.Text(s.Value) ?? "").Contains("output.feedback", StringComparison.Ordinal)).Key is { } said ? (said, $"state.{said}") : null;
        if ((draft.Nodes[asks]?["save"] as JsonObject)?.FirstOrDefault() is not { Key: { } decision, Value: { } saved } || draft.Nodes[asks]!["human"]?["form"] is not JsonObject form) return null;
        if (Draft.Text(saved)?.Contains("'comment'", StringComparison.Ordinal) == true) return (decision, $"state.{decision}.comment");
        if (Draft.Text(saved) != "${{ output }}") return null;
        if (form["properties"] is JsonObject fields) fields.TryAdd("comment", new JsonObject { ["type"] = "string" });
        return (decision, $"has(state.{decision}.comment) ? state.{decision}.comment : ''");
    }

    /// <summary>The agent of a step, made its own when others use it too.</summary>
    /// <param name="nodes">Steps that may share it.</param>
    public string OwnAgent(string node, IReadOnlyList<string> nodes)
    {
        var name = Draft.Text(draft.Nodes[node]!["agent"])!;
        var agents = draft.Section("agents");
        if (agents[name] is not JsonObject agent || !draft.Nodes.Any(n => n.Key != node && !nodes.Contains(n.Key) && Draft.Text(n.Value?["agent"]) == name)) return name;
        var own = Draft.Free(agents, name);
        agents[own] = agent.DeepClone();
        foreach (var one in nodes.Where(n => Draft.Text(draft.Nodes[n]?["agent"]) == name)) draft.Nodes[one]!["agent"] = own;
        return own;
    }

    /// <summary>The settings of a step's model; null when it has none.</summary>
    public JsonObject? ModelOf(string node) => Draft.Text(draft.Nodes[node]?["agent"]) is { } agent && Draft.Text(draft.Find("agents")?[agent]?["model"]) is { } model ? draft.Find("models")?[model] as JsonObject : null;

    /// <summary>The settings of a step's model, made its own when agents of other steps use it too.</summary>
    public JsonObject OwnModel(string node, IReadOnlyList<string> nodes)
    {
        var (agents, models) = (draft.Section("agents"), draft.Section("models"));
        var agent = (JsonObject)agents[OwnAgent(node, nodes)]!;
        var name = Draft.Text(agent["model"])!;
        var mine = nodes.Select(n => Draft.Text(draft.Nodes[n]?["agent"])).ToHashSet(StringComparer.Ordinal);
        if (agents.Where(a => Draft.Text(a.Value?["model"]) == name).All(a => mine.Contains(a.Key))) return (JsonObject)models[name]!;
        var own = Draft.Free(models, name);
        models[own] = models[name]!.DeepClone();
        foreach (var one in mine.OfType<string>().Where(a => Draft.Text(agents[a]?["model"]) == name)) agents[one]!["model"] = own;
        return (JsonObject)models[own]!;
    }

    /// <summary>Steps of a parallel group one after another, in this order.</summary>
    public bool InOrder(IReadOnlyList<string> nodes)
    {
        var joins = draft.Nodes.Where(n => n.Value is JsonObject other && nodes.All(m => Draft.Targets(other["needs"]).Contains(m))).Select(n => n.Key).ToList();
        foreach (var node in nodes)
            if (draft.Nodes[node] is not JsonObject body || body["next"] is not null) return false;
        if (draft.Start.Count > 1 && nodes.All(draft.Start.Contains)) draft.SetStart([.. draft.Start.Where(s => !nodes.Contains(s)).Prepend(nodes[0])]);
        foreach (var (name, other) in draft.Nodes)
            if (!nodes.Contains(name) && other is JsonObject before)
                foreach (var (to, set, kind) in Draft.Ways(before).ToList())
                    if (kind != "needs" && nodes.All(to.Contains)) set([.. to.Where(t => !nodes.Contains(t)).Prepend(nodes[0])]);
        for (var i = 1; i < nodes.Count; i++) draft.Nodes[nodes[i - 1]]!["next"] = nodes[i];
        if (!nodes.SequenceEqual(draft.Nodes.Select(n => n.Key).Where(nodes.Contains))) Stand([.. nodes.Skip(1)], nodes[0]);
        foreach (var join in joins.Select(j => (JsonObject)draft.Nodes[j]!))
        {
            var needs = Draft.Targets(join["needs"]).Where(n => !nodes.Contains(n)).Append(nodes[^1]).ToList();
            join.Remove("needs");
            if (needs.Count > 1) join.Insert(0, "needs", Draft.OneOrMany(needs));
            else draft.Nodes[nodes[^1]]!["next"] = draft.Nodes.First(n => n.Value == join).Key;
        }

        return true;
    }

    /// <summary>Approvals that follow one another are asked for at once; a choice behind them needs every yes. False when they do not follow one another.</summary>
    public bool AskAtOnce(IReadOnlyList<string> gates)
    {
        JsonObject Way(string gate, int at) => (JsonObject)draft.Nodes[gate]!["next"]![at]!;
        for (var i = 1; i < gates.Count; i++)
            if (Draft.Text(Way(gates[i - 1], 0)["to"]) != gates[i]) return false;
        var yes = gates.Select(g => (Draft.Text(Way(g, 0)["when"]) ?? "").Replace("${{", "", StringComparison.Ordinal).Replace("}}", "", StringComparison.Ordinal).Trim()).ToList();
        var no = gates.Select(g => Way(g, 1)["to"]).LastOrDefault(t => Draft.Text(t) != "end") ?? JsonValue.Create("end");
        var choice = Draft.Free(draft.Nodes, "decide");
        var body = new JsonObject { ["needs"] = new JsonArray([.. gates.Select(g => (JsonNode)JsonValue.Create(g))]), ["next"] = new JsonArray(new JsonObject { ["when"] = $"${{{{ {string.Join(" && ", yes)} }}}}", ["to"] = Way(gates[^1], 0)["to"]!.DeepClone() }, new JsonObject { ["to"] = no.DeepClone() }) };
        foreach (var gate in gates) ((JsonObject)draft.Nodes[gate]!).Remove("next");
        draft.Nodes.Insert(draft.Nodes.IndexOf(gates[^1]) + 1, choice, body);
        Redirect(gates[0], gates);
        return true;
    }

    /// <summary>What needs one yes needs another as well.</summary>
    public void AlsoYes(string was, string now)
    {
        foreach (var way in draft.Nodes.SelectMany(n => n.Value?["next"] as JsonArray ?? []).OfType<JsonObject>())
            if (Draft.Text(way["when"]) is { } when && when.Contains($"state.{was}.approved", StringComparison.Ordinal)) way["when"] = when.Replace($"state.{was}.approved", $"state.{was}.approved && state.{now}.approved", StringComparison.Ordinal);
    }

    /// <summary>Steps that go on at once: those that a join waits for, else those that one step or the start leads to.</summary>
    public IReadOnlyList<string> AtOnce()
    {
        bool IsPlain(List<string> group) => group.Count > 1 && group.TrueForAll(n => draft.Nodes[n] is JsonObject body && body["next"] is null or JsonValue);
        foreach (var (_, body) in draft.Nodes.Reverse())
            if (Draft.Targets(body?["needs"]) is var needs && IsPlain(needs)) return needs;
        foreach (var (_, body) in draft.Nodes.Reverse())
            if (body?["next"] is JsonArray next && Draft.Targets(next) is var group && IsPlain(group)) return group;
        return IsPlain(draft.Start) ? draft.Start : [];
    }

    /// <summary>Whether a run can come to a step without passing any of these.</summary>
    public bool IsReached(string step, IReadOnlySet<string> without)
    {
        var seen = new HashSet<string>(without, StringComparer.Ordinal);
        var open = new Queue<string>(draft.Start.Where(seen.Add));
        while (open.TryDequeue(out var one))
        {
            if (one == step) return true;
            if (draft.Nodes[one] is not JsonObject body) continue;
            foreach (var to in Draft.Ways(body).Where(w => w.Kind != "needs").SelectMany(w => w.To).Concat(draft.Nodes.Where(n => Draft.Targets(n.Value?["needs"]).Contains(one)).Select(n => n.Key)).Where(seen.Add).ToList()) open.Enqueue(to);
        }

        return false;
    }

    /// <summary>Steps that read what no step writes.</summary>
    public IEnumerable<(string Reader, string Channel)> Starved()
    {
        var written = draft.Nodes.SelectMany(n => Written(n.Value)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, body) in draft.Nodes)
            foreach (var channel in Regex.Matches(body?.ToJsonString() ?? "", @"\bstate\.(\w+)").Select(m => m.Groups[1].Value).Distinct().Where(c => !written.Contains(c))) yield return (name, channel);
    }

    /// <summary>New steps that read what only some ways make do not follow the ways that end without it.</summary>
    public void KeepApart(IReadOnlyList<string> made)
    {
        var reads = Regex.Matches(draft.Nodes[made[0]]?.ToJsonString() ?? "", @"\bstate\.(\w+)").Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, body) in draft.Nodes)
            if (!made.Contains(name) && body?["next"] is JsonArray { Count: > 1 } ways && ways[^1] is JsonObject last && last["when"] is null && Draft.Text(last["to"]) == made[0] && NotYet(name).Any(reads.Contains)
                && draft.Nodes.Any(n => n.Key != name && n.Value is JsonObject other && Draft.Ways(other).Any(w => w.Kind != "needs" && w.To.Contains(made[0])))) last["to"] = "end";
    }

    /// <summary>Everything that can be reached from some steps and from nowhere else.</summary>
    public List<string> Behind(string node)
    {
        var found = new List<string>();
        var open = new Queue<string>([node]);
        while (open.TryDequeue(out var one))
        {
            if (draft.Nodes[one] is not JsonObject body) continue;
            foreach (var next in Draft.Ways(body).Where(w => w.Kind != "needs").SelectMany(w => w.To).Concat(draft.Nodes.Where(n => n.Value is JsonObject other && Draft.Targets(other["needs"]).Contains(one)).Select(n => n.Key)))
            {
                if (next == "end" || next == node || found.Contains(next) || !draft.Nodes.ContainsKey(next)) continue;
                if (draft.Nodes.IndexOf(next) < draft.Nodes.IndexOf(node)) continue; // a way back
                found.Add(next);
                open.Enqueue(next);
            }
        }

        return found;
    }

    /// <summary>No arrow from one step to another any more; a way that led only there ends.</summary>
    public bool Disconnect(string from, string to)
    {
        var any = false;
        foreach (var (targets, set, kind) in Draft.Ways((JsonObject)draft.Nodes[from]!).ToList())
        {
            if (kind == "needs" || !targets.Contains(to)) continue;
            set([.. targets.Where(t => t != to)]);
            any = true;
        }

        if (draft.Nodes[to] is JsonObject join && Draft.Targets(join["needs"]) is { } needs && needs.Contains(from))
        {
            join["needs"] = Draft.OneOrMany([.. needs.Where(n => n != from)]);
            any = true;
        }

        return any;
    }

    /// <summary>Takes away the choice that stands before one of these steps and only passes it over; its name, or null when there is none.</summary>
    public string? Unguard(IReadOnlyList<string> nodes)
    {
        foreach (var (name, body) in draft.Nodes.Reverse())
        {
            if (body is not JsonObject { Count: 1 } choice || choice["next"] is not JsonArray { Count: 2 } ways || Draft.Text(ways[0]?["to"]) is not { } target || !nodes.Contains(target) && !nodes.Contains(name)) continue;
            draft.Nodes.Remove(name);
            Redirect(name, [target]);
            return target;
        }

        return null;
    }

    /// <summary>A step like another with one text in the place of another: beside it, and read wherever it is read. Its name.</summary>
    public string Twin(string node, string was, string now)
    {
        var body = (JsonObject)draft.Nodes[node]!.DeepClone();
        var suffix = Reading.Words.Identifier(Regex.IsMatch(now, "^[A-Za-z]+$") ? now : "");
        var name = Draft.Free(draft.Nodes, suffix.Length > 0 ? $"{node.Split('_')[0]}_{suffix}" : Next(node));
        if (Draft.Text(body["agent"]) is { } agent && draft.Find("agents")?[agent] is JsonObject worker)
        {
            var other = (JsonObject)worker.DeepClone();
            ReplaceIn(other, was, now);
            var free = Draft.Free(draft.Section("agents"), agent.Split('_')[0]);
            draft.Section("agents")[free] = other;
            ReplaceIn(body, was, now);
            body["agent"] = free;
        }
        else ReplaceIn(body, was, now);

        var renamed = new List<(string Was, string Now)>();
        foreach (var channel in (body["save"] as JsonObject ?? []).Select(s => s.Key).ToList())
        {
            var own = Draft.Free(draft.Section("state"), suffix.Length > 0 ? suffix : Regex.Replace(channel, @"_\d+$", ""));
            draft.Section("state")[own] = draft.Section("state")[channel]?.DeepClone();
            RenameKey((JsonObject)body["save"]!, channel, own);
            if (draft.Find("outputs") is { } outputs && outputs.ContainsKey(channel)) outputs.TryAdd(own, $"${{{{ state.{own} }}}}");
            renamed.Add((channel, own));
        }

        foreach (var (_, other) in draft.Nodes)
            foreach (var (from, to) in renamed)
                if (other is JsonObject reader && other != draft.Nodes[node]) Texts(reader, text => Regex.Replace(text, $@"(?:^|(?<=\n\n))(?:[^\n$]*:\n)?\$\{{\{{ state\.{Regex.Escape(from)} \}}\}}", m => $"{m.Value}\n\n{char.ToUpperInvariant(to[0])}{to[1..].Replace('_', ' ')}:\n${{{{ state.{to} }}}}"));
        var next = Draft.Text(body["next"]);
        draft.Nodes.Insert(draft.Nodes.IndexOf(node) + 1, name, body);
        Beside(node, name, next);
        return name;
    }

    // "writer_4" behind "writer_3".
    private static string Next(string node) => Regex.Match(node, @"^(?<base>.+)_(?<n>\d{1,2})$") is { Success: true } nth ? $"{nth.Groups["base"].Value}_{int.Parse(nth.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture) + 1}" : node;

    // Who led to the one leads to both, and what followed the one waits for both.
    private void Beside(string node, string twin, string? next)
    {
        if (draft.Start.Contains(node)) draft.SetStart([.. draft.Start.SelectMany(s => s == node ? [node, twin] : new[] { s })]);
        foreach (var (name, other) in draft.Nodes)
            if (other is JsonObject before)
                foreach (var (to, set, kind) in Draft.Ways(before).ToList())
                    if (to.Contains(node) && name != node && name != twin) set([.. to.SelectMany(t => t == node ? [node, twin] : new[] { t })]);
        if (next is null or "end" || draft.Nodes[next] is not JsonObject join || join["needs"] is not null) return;
        ((JsonObject)draft.Nodes[node]!).Remove("next");
        ((JsonObject)draft.Nodes[twin]!).Remove("next");
        join.Insert(0, "needs", new JsonArray(node, twin));
    }
}
