using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What a graph does again: rounds, their bounds, and steps that change places.</summary>
internal sealed partial class GraphSurgery
{
    /// <summary>What stands before one of several steps that go on at once stands before all of them.</summary>
    public void Widen(string first, string last, IReadOnlyList<string> all)
    {
        bool Leads(List<string> to) => to.Contains(first) && to.Exists(all.Contains);
        if (draft.Start is var start && Leads(start)) draft.SetStart([.. start.Except(all)]);
        foreach (var (to, set, _) in draft.Nodes.Select(n => n.Value).OfType<JsonObject>().SelectMany(Draft.Ways).Where(w => w.Kind is "next" or "way" && Leads(w.To)).ToList()) set([.. to.Except(all)]);
        foreach (var (to, set, _) in Draft.Ways((JsonObject)draft.Nodes[last]!).Where(w => w.Kind is "next" or "way" && w.To.Exists(all.Contains)).ToList()) set([.. all]);
    }

    /// <summary>How often something is repeated at most.</summary>
    /// <param name="Said">The steps that its ways lead to.</param>
    public sealed record Repeat(string Node, string Said, int Most, Action<int> Set);

    public IEnumerable<Repeat> Repeats()
    {
        foreach (var (name, node) in draft.Nodes)
            foreach (var way in (node?["next"] as JsonArray ?? []).OfType<JsonObject>())
                if (Bound().Match(Draft.Text(way["when"]) ?? "") is { Success: true } bound)
                    yield return new Repeat(name, string.Join(' ', Behind(name).Concat(Round(name))), int.Parse(bound.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture), most => way["when"] = Bound().Replace(Draft.Text(way["when"])!, m => $"{m.Groups[1].Value}{most}"));
    }

    // The steps that a repetition goes through.
    private IEnumerable<string> Round(string check) => draft.Nodes.Select(n => n.Key).Where(n => n != check && draft.Nodes.IndexOf(n) < draft.Nodes.IndexOf(check) && (draft.Nodes[check]?["next"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(w => Draft.Targets(w["to"])).Any(t => draft.Nodes.ContainsKey(t) && draft.Nodes.IndexOf(t) <= draft.Nodes.IndexOf(n)));

    [GeneratedRegex(@"(state\.rounds(?:_\d+)? (?:>=|<=|>|<) )(\d+)", RegexOptions.None, 5000)]
    private static partial Regex Bound();

    /// <summary>Steps that follow one another are done several times; what the last of them makes is what the first works on next. False when they do not follow one another.</summary>
    public bool Loop(IReadOnlyList<string> nodes, int most)
    {
        for (var i = 0; i < nodes.Count; i++)
            if (draft.Nodes[nodes[i]] is not JsonObject body || body["next"] is not (null or JsonValue) || i + 1 < nodes.Count && Draft.Text(body["next"]) != nodes[i + 1]) return false;
        var (first, last) = ((JsonObject)draft.Nodes[nodes[0]]!, (JsonObject)draft.Nodes[nodes[^1]]!);
        var rounds = Draft.Free(draft.Section("state"), "rounds");
        draft.Section("state")[rounds] = new JsonObject { ["type"] = "integer", ["merge"] = "add", ["default"] = 0 };
        var check = Draft.Free(draft.Nodes, "check");
        draft.Nodes.Insert(draft.Nodes.IndexOf(nodes[^1]) + 1, check, new JsonObject { ["set"] = new JsonObject { [rounds] = 1 }, ["next"] = new JsonArray(new JsonObject { ["when"] = $"${{{{ state.{rounds} >= {most} }}}}", ["to"] = Draft.Text(last["next"]) ?? "end" }, new JsonObject { ["to"] = nodes[0] }) });
        last["next"] = check;
        if (Made(last) is not var (_, made) || nodes.Count == 1 && Made(first) is null || Draft.Text(first["prompt"]) is not { } prompt) return true;
        if (Made(first) is var (read, _) && read.StartsWith("state.", StringComparison.Ordinal) && read != made)
        {
            var (was, now) = (made["state.".Length..], read["state.".Length..]);
            RenameKey((JsonObject)last["save"]!, was, now);
            foreach (var reader in draft.Nodes.Where(n => !nodes.Contains(n.Key)).Select(n => n.Value).OfType<JsonObject>()) ReadInstead(reader, made, read);
            ForgetUnwritten(was);
        }
        else if (!prompt.Contains(made, StringComparison.Ordinal)) first["prompt"] = $"{prompt}\n\nThe last version (empty at first):\n${{{{ {made} }}}}";
        return true;
    }

    /// <summary>A way that leads back without a bound gets one: a refusal, or what is not good enough yet; the step it goes back to, null when there is none.</summary>
    public string? BoundGoingBack(int most)
    {
        foreach (var (name, node) in draft.Nodes.Reverse().ToList())
        {
            if (node?["set"] is not null || (node?["next"] as JsonArray)?.OfType<JsonObject>().LastOrDefault(w => Draft.Targets(w["to"]) is [not "end" and var back] && LeadsTo(back, name)) is not { } refused || Draft.Targets(refused["to"]) is not [var to] || node["human"] is null && node["next"]!.AsArray().All(w => w is JsonObject way && Draft.Targets(way["to"]) is [not "end" and var on] && LeadsTo(on, name))) continue;
            var rounds = Draft.Free(draft.Section("state"), "rounds");
            draft.Section("state")[rounds] = new JsonObject { ["type"] = "integer", ["merge"] = "add", ["default"] = 0 };
            var onward = node["human"] is null ? node["next"]!.AsArray().OfType<JsonObject>().First(w => w != refused)["to"]!.DeepClone() : "end"; // what is good enough by then goes on; what was refused does not
            var count = Draft.Free(draft.Nodes, "again");
            draft.Nodes.Insert(draft.Nodes.IndexOf(name) + 1, count, new JsonObject { ["set"] = new JsonObject { [rounds] = 1 }, ["next"] = new JsonArray(new JsonObject { ["when"] = $"${{{{ state.{rounds} > {most} }}}}", ["to"] = onward }, new JsonObject { ["to"] = to }) });
            refused["to"] = count;
            return to;
        }

        return null;
    }

    public bool LeadsTo(string from, string to) => from == to || Draft.After(draft.Nodes, from).Contains(to);

    /// <summary>Two agents that changed places: the first now reads what the second was given, and the second what the first made.</summary>
    public void Turn(string first, string second)
    {
        if (draft.Nodes[first] is JsonObject mover && Made(mover) is null && draft.Nodes[second] is JsonObject maker && Made(maker) is var (from, to)) Texts(mover, text => Regex.Replace(text, $@"\b{Regex.Escape(to)}\b", from));
        if (draft.Nodes[first] is not JsonObject a || draft.Nodes[second] is not JsonObject b || Made(a) is not var (read, made) || Made(b) is not var (given, wrote) || read != wrote) return;
        a["prompt"] = Draft.Text(a["prompt"])!.Replace(read, given, StringComparison.Ordinal);
        b["prompt"] = Draft.Text(b["prompt"])!.Replace(given, made, StringComparison.Ordinal);
        foreach (var (name, other) in draft.Nodes)
            if (name != first && name != second && other is JsonObject reader) Texts(reader, text => Regex.Replace(text, $@"\b{Regex.Escape(made)}\b", wrote));
    }

    /// <summary>An agent that works on what another makes works on what that works on; false when it reads more or something else.</summary>
    public bool ReadAlike(string first, string second)
    {
        if (draft.Nodes[first] is not JsonObject a || draft.Nodes[second] is not JsonObject b || Made(a) is not var (read, made) || b["map"] is not null || Draft.Text(b["prompt"]) is not { } told || Regex.Matches(told, @"\$\{\{ ([\w.]+) \}\}").Select(m => m.Groups[1].Value).Distinct().ToList() is not [var given] || given != made) return false;
        b["prompt"] = Draft.Text(b["prompt"])!.Replace(made, read, StringComparison.Ordinal);
        return true;
    }

    /// <summary>Nothing is gone back to any more: what was decided or counted for that alone goes; the steps that were gone back to.</summary>
    /// <param name="only">The steps whose ways back are meant; null for all.</param>
    public IReadOnlyList<string> Unloop(Func<string, bool>? only = null)
    {
        var gone = new List<string>();
        foreach (var name in draft.Nodes.Select(n => n.Key).Where(n => only is null || only(n)).ToList())
        {
            if (draft.Nodes[name] is not JsonObject body || body["next"] is not JsonArray ways) continue;
            var back = ways.OfType<JsonObject>().Where(w => Draft.Targets(w["to"]) is [not "end" and var to] && draft.Nodes.IndexOf(to) <= draft.Nodes.IndexOf(name) && LeadsTo(to, name)).ToList();
            gone.AddRange(back.SelectMany(w => Draft.Targets(w["to"])));
            if (back.Count == 0) continue;
            if (body["human"] is not null)
            {
                foreach (var way in back) way["to"] = "end"; // a refusal is one still
                continue;
            }

            foreach (var way in back) ways.Remove(way);
            if (ways.Count > 1) continue;
            var onward = ways.OfType<JsonObject>().SelectMany(w => Draft.Targets(w["to"])).DefaultIfEmpty("end").ToList();
            body.Remove("next");
            if (body["set"] is JsonObject counts)
            {
                draft.Nodes.Remove(name);
                Redirect(name, onward);
                foreach (var rounds in counts.Select(c => c.Key).Where(r => !draft.Nodes.ToJsonString().Contains($"state.{r} ", StringComparison.Ordinal))) draft.Find("state")?.Remove(rounds);
            }
            else if (onward is not ["end"]) body["next"] = Draft.OneOrMany(onward);
        }

        foreach (var again in gone.Distinct(StringComparer.Ordinal).Select(n => draft.Nodes[n]).OfType<JsonObject>())
            if (Draft.Text(again["prompt"]) is { } prompt) again["prompt"] = OfLastRound().Replace(prompt, "");
        return [.. gone.Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"\n\n(?:The last version \(empty at first\)|What (?:was|the person) said of it):\n\$\{\{[^{}]*\}\}", RegexOptions.None, 5000)]
    private static partial Regex OfLastRound();

    /// <summary>Whether a choice goes by what a step says that alone says it.</summary>
    public bool GoesBy(string choice, string node) =>
        (draft.Nodes[node]?["save"] as JsonObject ?? []).Select(s => s.Key).Where(k => draft.Nodes.Count(n => (n.Value?["save"] as JsonObject)?.ContainsKey(k) == true) == 1)
            .Any(k => (draft.Nodes[choice]?["next"] as JsonArray ?? []).OfType<JsonObject>().Any(w => Regex.IsMatch(Draft.Text(w["when"]) ?? "", $@"\bstate\.{Regex.Escape(k)}\b")));

    /// <summary>Whether only a failure leads to a step.</summary>
    public bool IsRescue(string node) => IsRescue(node, []);

    private bool IsRescue(string node, HashSet<string> seen)
    {
        if (!seen.Add(node)) return true;
        if (draft.Start.Contains(node)) return false;
        var leads = draft.Nodes.Where(n => n.Value is JsonObject body && Draft.Ways(body).Any(w => w.Kind is "next" or "way" && w.To.Contains(node))).Select(n => n.Key).Concat(Draft.Targets(draft.Nodes[node]?["needs"])).ToList();
        return leads.TrueForAll(l => IsRescue(l, seen)) && (leads.Count > 0 || draft.Nodes.Any(n => Draft.Targets((n.Value?["on_error"] as JsonObject)?["to"]).Contains(node)));
    }

    /// <summary>More steps for a failure, behind those that it has already.</summary>
    public void Rescue(string first, IReadOnlyList<string> made)
    {
        var at = first;
        for (var seen = new HashSet<string>([at], StringComparer.Ordinal); Draft.Text(draft.Nodes[at]?["next"]) is { } next && draft.Nodes.ContainsKey(next) && IsRescue(next) && seen.Add(next);) at = next;
        var body = (JsonObject)draft.Nodes[at]!;
        if (body["next"]?.DeepClone() is { } onward) draft.Nodes[made[^1]]!["next"] = onward;
        body["next"] = made[0];
    }

    // The list that a step goes through, and the one that it writes of it: the new one holds all that the old one held.
    private static (string From, string To)? MadeEach(JsonObject node) =>
        node["map"] is JsonObject map && Regex.Match(Draft.Text(map["over"]) ?? "", @"^\$\{\{ (state\.\w+) \}\}$") is { Success: true } over && node["save"] is JsonObject { Count: 1 } save ? (over.Groups[1].Value, $"state.{save.First().Key}") : null;

    // What an agent was given and what it wrote, when each is one thing; inputs beside what it was given say only how.
    private static (string From, string To)? Made(JsonObject node)
    {
        if (node["map"] is not null || node["save"] is not JsonObject { Count: 1 } save || Draft.Text(node["prompt"]) is not { } prompt || Draft.Text(save.First().Value) != "${{ output }}") return null;
        var read = Regex.Matches(prompt, @"\$\{\{ ((?:state|inputs)\.\w+) \}\}").Select(m => m.Groups[1].Value).ToList();
        if (read.Count == 0 || !prompt.EndsWith($"${{{{ {read[^1]} }}}}", StringComparison.Ordinal) || Regex.Count(prompt, @"\$\{\{") != read.Count) return null;
        return read.Count == 1 || read[^1].StartsWith("state.", StringComparison.Ordinal) && read.SkipLast(1).All(r => r.StartsWith("inputs.", StringComparison.Ordinal)) ? (read[^1], $"state.{save.First().Key}") : null;
    }
}
