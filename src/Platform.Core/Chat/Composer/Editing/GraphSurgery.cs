using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Cuts into a graph and heals it: who led to what goes on where that went.</summary>
internal sealed partial class GraphSurgery(Draft draft)
{
    public void Rename(string node, string to)
    {
        var at = draft.Nodes.IndexOf(node);
        var body = draft.Nodes[node];
        draft.Nodes.RemoveAt(at);
        draft.Nodes.Insert(at, to, body);
        Redirect(node, [to]);
    }

    /// <summary>Renames an input, channel or part wherever it is named.</summary>
    /// <param name="scope">The name before the dot in expressions; empty for parts, which nodes and agents name.</param>
    public void RenamePart(string section, string scope, string was, string now)
    {
        var map = draft.Section(section);
        var at = map.IndexOf(was);
        var body = map[was];
        map.RemoveAt(at);
        map.Insert(at, now, body);
        if (scope.Length > 0) Texts(draft.Root, text => Regex.Replace(text, $@"\b{scope}\.{Regex.Escape(was)}\b", $"{scope}.{now}"));
        if (section == "state")
            foreach (var (_, node) in draft.Nodes)
                foreach (var key in new[] { "save", "set" })
                    if (node?[key] is JsonObject writes && writes.ContainsKey(was)) RenameKey(writes, was, now);
        if (scope.Length > 0) return;
        var word = section[..^1];
        foreach (var holder in draft.Nodes.Select(n => n.Value).Concat((draft.Find("agents") ?? []).Select(a => a.Value)).Concat((draft.Find("tools") ?? []).Select(a => a.Value)).OfType<JsonObject>())
        {
            if (Draft.Text(holder[word]) == was) holder[word] = now;
            if (section == "tools" && holder["tools"] is JsonArray list)
                for (var i = 0; i < list.Count; i++)
                    if (Draft.Text(list[i]) == was) list[i] = now;
        }
    }

    // The channels that a node writes.
    private static IEnumerable<string> Written(JsonNode? node) => (node?["save"] as JsonObject ?? []).Concat(node?["set"] as JsonObject ?? []).Select(s => s.Key);

    // A channel that no step saves to any more is none.
    private void ForgetUnwritten(string channel)
    {
        if (draft.Nodes.Any(n => (n.Value?["save"] as JsonObject)?.ContainsKey(channel) == true)) return;
        draft.Find("state")?.Remove(channel);
        draft.Find("outputs")?.Remove(channel);
    }

    private static void RenameKey(JsonObject map, string was, string now)
    {
        var at = map.IndexOf(was);
        var value = map[was];
        map.RemoveAt(at);
        if (!map.ContainsKey(now)) map.Insert(at, now, value);
    }

    /// <summary>Takes a node out; what led to it leads to what it led to, and parts that nobody names any more go with it.</summary>
    public void Remove(string node)
    {
        Unloop(n => draft.Nodes[n]?["human"] is null && GoesBy(n, node)); // what is not judged any more is not done again
        var body = draft.Nodes[node] as JsonObject ?? [];
        if (body["next"] is JsonArray choice && choice.Any(w => w is JsonObject) && body["human"] is null && body["set"] is null)
        {
            HandOver(node, body);
            return;
        }

        var onward = Onward(node, body);
        var needs = Draft.Targets(body["needs"]);
        var heir = needs.Count > 1 && onward is [var one] && draft.Nodes[one] is JsonObject next && next["needs"] is null && draft.Nodes.Count(n => n.Value is JsonObject lead && Draft.Ways(lead).Any(w => w.Kind != "needs" && w.To.Contains(one))) == 1 ? next : null;
        draft.Nodes.Remove(node);
        if (heir is not null)
        {
            heir.Insert(0, "needs", body["needs"]!.DeepClone()); // what stood behind a join waits for the same steps
            needs = [];
        }

        foreach (var (name, other) in draft.Nodes)
            if (needs.Contains(name) && other is JsonObject before && before["next"] is null && onward.Count > 0) before["next"] = Draft.OneOrMany(onward);
        Redirect(node, onward);
        if (draft.Start.Count == 0) draft.SetStart([draft.Nodes.First().Key]);
        foreach (var (name, other) in draft.Nodes.ToList())
            if (needs.Count == 0 && other is JsonObject { Count: 2 } junction && junction["next"] is JsonArray ways && Draft.Targets(junction["needs"]) is [var only] && draft.Nodes[only] is JsonObject asks && asks["human"] is not null && asks["next"] is null)
            {
                // a choice that waits for one yes alone is made where that is given
                asks["next"] = ways.DeepClone();
                draft.Nodes.Remove(name);
            }
            else if (other is JsonObject wait && wait["next"] is null or JsonValue && wait.All(p => p.Key is "needs" or "next") && Draft.Targets(wait["needs"]) is [var last] && draft.Nodes[last] is JsonObject before && before["next"] is null)
            {
                // who waits for one step alone does not wait
                draft.Nodes.Remove(name);
                Redirect(name, Draft.Targets(wait["next"]));
                if (wait["next"]?.DeepClone() is { } behind) before["next"] = behind;
            }

        ForgetWrites(body);
        Forget(body);
    }

    // A choice that hung on the removed step is made where the step stood.
    private void HandOver(string node, JsonObject body)
    {
        var leads = draft.Nodes.Where(n => n.Key != node && n.Value is JsonObject other && Draft.Ways(other).Any(w => w.Kind != "needs" && w.To.Contains(node))).ToList();
        var next = body["next"]!.DeepClone();
        draft.Nodes[node] = new JsonObject { ["next"] = next };
        if (body["needs"] is { } needs) ((JsonObject)draft.Nodes[node]!)["needs"] = needs.DeepClone();
        if (leads is [{ Value: JsonObject only }] && Draft.Text(only["next"]) == node && !draft.Start.Contains(node) && body["needs"] is null)
        {
            only["next"] = next.DeepClone();
            draft.Nodes.Remove(node);
        }
        else Rename(node, Draft.Free(draft.Nodes, "choose"));

        ForgetWrites(body);
        Forget(body);
    }

    // Who read what it made reads what it was made from; a channel that nobody writes or reads any more is dropped.
    private void ForgetWrites(JsonObject body)
    {
        var made = Made(body);
        foreach (var channel in (body["save"] as JsonObject ?? []).Select(s => s.Key).ToList())
        {
            if (draft.Nodes.Any(n => (n.Value?["save"] as JsonObject)?.ContainsKey(channel) == true || (n.Value?["set"] as JsonObject)?.ContainsKey(channel) == true)) continue;
            if (made is null && body["map"] is null && Regex.Matches(body.ToJsonString(), @"\b(?:state|inputs)\.\w+").Select(m => m.Value).Distinct().ToList() is [var read] && read != $"state.{channel}") made = (read, $"state.{channel}");
            Texts(draft.Nodes, text => Paragraph(Regex.Replace(text, $@" && state\.{channel}\.approved\b|\bstate\.{channel}\.approved && ", ""), channel)); // a yes that nobody gives is not waited for
            if (made is var (from, to)) Texts(draft.Nodes, text => Regex.Replace(text, $@"\b{Regex.Escape(to)}\b", from));
            if (draft.Find("outputs") is { } outputs)
                foreach (var output in outputs.Where(o => (Draft.Text(o.Value) ?? "").Trim() == $"${{{{ state.{channel} }}}}").Select(o => o.Key).ToList()) outputs.Remove(output);
            if (!Regex.IsMatch(draft.Root.ToJsonString(), $@"\bstate\.{Regex.Escape(channel)}\b")) draft.Find("state")?.Remove(channel);
        }
    }

    // One part of several in a text goes with its heading.
    private static string Paragraph(string text, string channel)
    {
        var parts = text.Split("\n\n");
        var kept = parts.Where(p => !Regex.IsMatch(p, $@"^(?:[^\n$]*:\n)?\$\{{\{{ state\.{Regex.Escape(channel)} \}}\}}$")).ToList();
        return kept.Count > 0 && kept.Count < parts.Length && kept.Exists(k => k.Contains("${{", StringComparison.Ordinal)) ? string.Join("\n\n", kept) : text;
    }

    private static List<string> Onward(string node, JsonObject body) =>
        [.. Draft.Ways(body).Where(w => w.Kind is "next" or "way").SelectMany(w => w.To).Where(t => t != node).Distinct(StringComparer.Ordinal)
            .Where((t, i) => body["next"] is not JsonArray ways || !ways.Any(w => w is JsonObject) || i == 0 && t != "end")];

    /// <summary>Every arrow to a node goes to others.</summary>
    public void Redirect(string was, IReadOnlyList<string> now)
    {
        var start = draft.Start;
        if (start.Contains(was)) draft.SetStart([.. start.SelectMany(s => s == was ? now.Where(n => n != "end") : [s]).Distinct(StringComparer.Ordinal)]);
        foreach (var (name, other) in draft.Nodes)
        {
            if (other is not JsonObject node) continue;
            foreach (var (to, set, kind) in Draft.Ways(node).ToList())
            {
                if (!to.Contains(was)) continue;
                set([.. to.SelectMany(t => t == was ? kind == "needs" ? now.Where(n => n != "end" && n != name) : now : [t]).Distinct(StringComparer.Ordinal).Where((t, _) => t != "end" || to.Count == 1 || now.Count == 1)]);
            }
        }
    }

    /// <summary>Nodes whose ways on are open for what comes behind them.</summary>
    public IReadOnlyList<string> LooseFor(string? after, string? before)
    {
        if (after is not null || before is not null) return [];
        return [.. draft.Nodes.Where(n => n.Value is JsonObject node && IsOpen(n.Key, node)).Select(n => n.Key)];
    }

    private bool IsOpen(string name, JsonObject node) =>
        !draft.Nodes.Any(o => o.Value is JsonObject other && Draft.Targets(other["needs"]).Contains(name)) && node["next"] is null or JsonArray && (node["next"] is null || ((JsonArray)node["next"]!).OfType<JsonObject>().LastOrDefault() is { } last && last["when"] is null && Draft.Text(last["to"]) == "end" && !IsGate(node));

    // Behind a refusal nothing else is meant to happen.
    private static bool IsGate(JsonObject node) => node["human"] is not null;

    /// <summary>Puts new nodes into their place.</summary>
    /// <param name="open">Those of them that have no way on.</param>
    public void Join(IReadOnlyList<string> made, IReadOnlyList<string> open, string? after, string? before)
    {
        var first = made[0];
        if (before is { Length: 0 }) before = draft.Start.FirstOrDefault(s => s != first);
        if (after is not null && before is null)
        {
            var node = (JsonObject)draft.Nodes[after]!;
            var onward = node["next"]?.DeepClone();
            var joins = draft.Nodes.Where(n => !made.Contains(n.Key) && n.Value is JsonObject other && Draft.Targets(other["needs"]).Contains(after)).Select(n => (JsonObject)n.Value!).ToList();
            if (node["human"] is not null && node["next"] is JsonArray ways && ways.OfType<JsonObject>().FirstOrDefault() is { } gate && gate["when"] is not null)
            {
                onward = gate["to"]?.DeepClone();
                gate["to"] = first;
            }
            else if (Exit(node) is { } exit)
            {
                onward = exit["to"]?.DeepClone();
                exit["to"] = first;
            }
            else node["next"] = first;
            foreach (var end in open) if (onward is not null && Draft.Text(onward) != "end" && draft.Nodes[end] is JsonObject last && last["next"] is null) last["next"] = onward.DeepClone();
            if (onward is not null) LeadOn(made, onward);
            foreach (var join in joins) join["needs"] = Draft.OneOrMany([.. Draft.Targets(join["needs"]).SelectMany(n => n == after ? open.Take(1) : [n])]);
        }
        else if (before is not null)
        {
            Before(made, before, after);
            foreach (var end in open) if (draft.Nodes[end] is JsonObject last && last["next"] is null) last["next"] = before;
            foreach (var gate in made.Select(m => draft.Nodes[m]).OfType<JsonObject>().Where(n => n["human"] is not null && open.Count == 0))
                if (gate["next"] is JsonArray ways && ways.OfType<JsonObject>().FirstOrDefault() is { } yes && Draft.Text(yes["to"]) == "end") yes["to"] = before;
            LeadOn(made, before);
            foreach (var gate in made.Select(m => draft.Nodes[m]).OfType<JsonObject>().Where(n => n["human"] is not null && n["next"] is JsonArray && n != draft.Nodes[made[^1]]))
                if (gate["next"]![0] is JsonObject yes && Draft.Text(yes["to"]) == "end") yes["to"] = before;
        }
        else if (!IsLedTo(first)) LeadEnds(made, first);

        Order(made, after, before);
        if (draft.Start.Count == 0) draft.SetStart([first]);
    }

    // What a new choice has no way of its own for goes on as everything did.
    private void LeadOn(IReadOnlyList<string> made, JsonNode onward)
    {
        foreach (var choice in made.Select(m => draft.Nodes[m]).OfType<JsonObject>().Where(n => n["human"] is null && n["next"] is JsonArray))
            if (((JsonArray)choice["next"]!)[^1] is JsonObject other && other["when"] is null && Draft.Text(other["to"]) == "end") other["to"] = onward.DeepClone();
    }

    // The way out of a repetition: what comes after it comes once it is done.
    private static JsonObject? Exit(JsonObject node) => node["set"] is null ? null : (node["next"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(w => Bound().IsMatch(Draft.Text(w["when"]) ?? ""));

    private bool IsLedTo(string node) => draft.Start.Contains(node) || draft.Nodes.Any(n => n.Value is JsonObject other && Draft.Ways(other).Any(w => w.Kind != "needs" && w.To.Contains(node))) || (draft.Nodes[node] as JsonObject)?["needs"] is not null;

    // Where all ends are ways of a choice, such as that of a loop that is done, the first of them that ends the run goes on.
    private void LeadEnds(IReadOnlyList<string> made, string first)
    {
        foreach (var (name, other) in draft.Nodes)
        {
            if (made.Contains(name) || other is not JsonObject { } node || node["next"] is not JsonArray ways) continue;
            if (ways.OfType<JsonObject>().FirstOrDefault(w => w["when"] is not null && Draft.Text(w["to"]) == "end") is { } way) way["to"] = first;
        }
    }

    /// <summary>Channels that only nodes behind a place write.</summary>
    public IReadOnlyCollection<string> WrittenBehind(string? after, string? before)
    {
        if ((after ?? before) is not { } place) return [];
        var names = draft.Nodes.Select(n => n.Key).ToList();
        var cut = place.Length == 0 ? 0 : names.IndexOf(before is { Length: > 0 } ? before : place) + (before is null ? 1 : 0);
        IEnumerable<string> Writes(IEnumerable<string> nodes) => nodes.SelectMany(n => Written(draft.Nodes[n]));
        return [.. Writes(names.Skip(cut)).Except(Writes(names.Take(cut)))];
    }

    /// <summary>Channels that nothing before a step writes: what other ways make, and what comes later.</summary>
    /// <param name="isDone">Whether the step itself has written.</param>
    public IReadOnlyCollection<string> NotYet(string step, bool isDone = true)
    {
        var before = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([step]);
        while (open.TryDequeue(out var one))
            foreach (var (name, body) in draft.Nodes)
                if (name != step && !before.Contains(name) && body is JsonObject other && (Draft.Ways(other).Any(w => w.Kind != "needs" && w.To.Contains(one)) || Draft.Targets(draft.Nodes[one]?["needs"]).Contains(name)) && before.Add(name)) open.Enqueue(name);
        if (isDone) before.Add(step);
        IEnumerable<string> Writes(Func<string, bool> which) => draft.Nodes.Where(n => which(n.Key)).SelectMany(n => Written(n.Value));
        return [.. Writes(n => !before.Contains(n)).Except(Writes(before.Contains))];
    }

    /// <summary>Whether open ends are branches that go on at once, so that what follows waits for all of them.</summary>
    public bool AreAtOnce(IReadOnlyList<string> ends)
    {
        if (ends.Count < 2) return false;
        List<string> Lead(string end) => [.. draft.Nodes.Where(n => n.Value is JsonObject other && Draft.Ways(other).Any(w => w.Kind is "next" && w.To.Count > 1 && w.To.Contains(end))).Select(n => n.Key).Concat(draft.Start.Count > 1 && draft.Start.Contains(end) ? [""] : [])];
        string First(string end)
        {
            for (var i = 0; i < 50 && Lead(end).Count == 0; i++)
                if (draft.Nodes.Where(n => n.Value is JsonObject other && Draft.Text(other["next"]) == end).Select(n => n.Key).ToList() is [var only]) end = only;
                else break;
            return end;
        }

        var leads = ends.Select(e => Lead(First(e))).ToList();
        return leads.TrueForAll(l => l.Count == 1 && l[0] == leads[0][0]);
    }

    private string? Kind(string channel) => Draft.Text(Draft.At(draft.Find("state"), channel, "type"));

    /// <summary>Every node as it is now, so that it is known later which were made since.</summary>
    public HashSet<JsonNode> Bodies() => new(draft.Nodes.Select(n => n.Value).OfType<JsonNode>(), ReferenceEqualityComparer.Instance);

    /// <summary>An approval that is new lets what stands behind it happen only when it was given, unless its answer is asked for elsewhere.</summary>
    /// <param name="known">The nodes that stood there before.</param>
    public void Gate(IReadOnlySet<JsonNode> known)
    {
        foreach (var (name, body) in draft.Nodes.ToList())
        {
            if (body is not JsonObject node || known.Contains(body) || node["map"] is not null || Draft.At(node, "human", "form", "properties", "approved") is null || node["save"] is not JsonObject { Count: > 0 } save) continue;
            var approved = $"state.{save.GetAt(0).Key}.approved";
            if (draft.Nodes.Any(n => n.Value is JsonObject other && $"{other["next"]?.ToJsonString()} {other["when"]?.ToJsonString()} {Draft.At(other, "map", "over")}".Contains(approved, StringComparison.Ordinal))) continue;
            JsonArray Parted(IReadOnlyList<string> to) => [new JsonObject { ["when"] = $"${{{{ {approved} }}}}", ["to"] = Draft.OneOrMany(to) }, new JsonObject { ["to"] = "end" }];
            if (Draft.Targets(node["next"]) is { Count: > 0 } onward && onward[0] != "end") node["next"] = Parted(onward);
            foreach (var (join, waiting) in draft.Nodes.ToList())
            {
                // who waits for the answer among others is held back once all of them are there
                if (waiting is not JsonObject after || !Draft.Targets(after["needs"]).Contains(name)) continue;
                var needs = after["needs"]!.DeepClone();
                after.Remove("needs");
                draft.Nodes.Insert(draft.Nodes.IndexOf(join), Draft.Free(draft.Nodes, "choose"), new JsonObject { ["needs"] = needs, ["next"] = Parted([join]) });
            }
        }
    }

    private void Before(IReadOnlyList<string> made, string before, string? only)
    {
        var first = made[0];
        if (draft.Nodes[before] is JsonObject target && target["needs"] is { } needs)
        {
            target.Remove("needs");
            ((JsonObject)draft.Nodes[first]!).Insert(0, "needs", needs.DeepClone());
        }

        var start = draft.Start;
        if (start.Contains(before) && only is null) draft.SetStart([.. start.Select(s => s == before ? first : s)]);
        foreach (var (name, other) in draft.Nodes)
        {
            if (made.Contains(name) || only is not null && name != only || other is not JsonObject node) continue;
            foreach (var (to, set, kind) in Draft.Ways(node).ToList())
                if (kind != "needs" && to.Contains(before)) set([.. to.Select(t => t == before ? first : t)]);
        }
    }

    /// <summary>New nodes stand behind another in the file.</summary>
    public void Stand(IReadOnlyList<string> made, string after) => Order(made, after, null);

    // In the file new nodes stand where they run.
    private void Order(IReadOnlyList<string> made, string? after, string? before)
    {
        var place = before ?? after;
        if (place is null) return;
        var bodies = made.Select(m => (m, Body: draft.Nodes[m])).ToList();
        foreach (var name in made) draft.Nodes.Remove(name);
        var at = draft.Nodes.IndexOf(place) + (before is null ? 1 : 0);
        foreach (var (name, body) in bodies) draft.Nodes.Insert(at++, name, body);
    }

    public void Exchange(string old, string first, string last)
    {
        var body = (JsonObject)draft.Nodes[old]!;
        var (next, needs) = (body["next"]?.DeepClone(), body["needs"]?.DeepClone());
        Redirect(old, [first]);
        foreach (var (_, other) in draft.Nodes)
            if (other is JsonObject join && Draft.Targets(join["needs"]).Contains(first) && first != last) join["needs"] = Draft.OneOrMany([.. Draft.Targets(join["needs"]).Select(n => n == first ? last : n)]);
        var at = draft.Nodes.IndexOf(old);
        draft.Nodes.Remove(old);
        var made = draft.Nodes[first];
        draft.Nodes.Remove(first);
        draft.Nodes.Insert(at, first, made);
        if (needs is not null) ((JsonObject)made!).Insert(0, "needs", needs);
        if (next is not null && draft.Nodes[last] is JsonObject end) end["next"] = next;
        Forget(body);
    }

    public static string? MessageOf(JsonObject node) => Draft.Text(node["with"]?["text"]) ?? Draft.Text(node["with"]?["content"]) ?? Draft.Text(node["with"]?["body"]);
}
