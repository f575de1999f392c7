using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>New steps that go on at once with steps that are there.</summary>
internal sealed partial class GraphSurgery
{
    /// <summary>Who leads to the group leads to the new steps as well, and what follows waits for them and reads what they make.</summary>
    /// <param name="made">New steps, each leading to the next; nothing leads to the first.</param>
    public void StandBeside(IReadOnlyList<string> made, IReadOnlyList<string> group)
    {
        var (first, last, names) = (made[0], made[^1], draft.Nodes.Select(n => n.Key).ToList());
        if (draft.Start.Exists(group.Contains)) draft.SetStart([.. draft.Start, first]);
        if (draft.Nodes[group[0]]?["needs"] is { } needs) ((JsonObject)draft.Nodes[first]!).Insert(0, "needs", needs.DeepClone());
        foreach (var (name, body) in draft.Nodes)
        {
            if (made.Contains(name) || body is not JsonObject lead || names.IndexOf(name) > group.Max(names.IndexOf)) continue;
            foreach (var (to, set, kind) in Draft.Ways(lead).ToList())
                if (kind is "next" or "way" && to.Exists(group.Contains) && !to.Contains(first)) set([.. to, first]);
        }

        Stand(made, group.MaxBy(names.IndexOf)!);
        if (Following(group) is not { } join) return;
        var waiting = (JsonObject)draft.Nodes[join]!;
        foreach (var one in group.Append(last).Select(n => draft.Nodes[n]).OfType<JsonObject>().Where(n => Draft.Text(n["next"]) == join)) one.Remove("next");
        var waits = Draft.Targets(waiting["needs"]);
        waiting.Remove("needs");
        waiting.Insert(0, "needs", Draft.OneOrMany([.. (waits.Count > 0 ? waits : group), last]));
        foreach (var channel in (draft.Nodes[last]?["save"] as JsonObject ?? []).Select(s => s.Key).ToList()) ReadToo(waiting, channel);
    }

    /// <summary>One arrow more; where the node had none it is its way on, and an end becomes it.</summary>
    /// <param name="isMore">Whether what it goes on to already stays.</param>
    public void Connect(string from, string to, bool isMore = false)
    {
        var node = (JsonObject)draft.Nodes[from]!;
        if (node["next"] is JsonArray ways && ways.Any(w => w is JsonObject))
        {
            if (ways.OfType<JsonObject>().LastOrDefault(w => w["when"] is null) is { } last) last["to"] = to;
            else ways.Add((JsonNode)new JsonObject { ["to"] = to });
            return;
        }

        node["next"] = isMore && to != "end" && Draft.Targets(node["next"]) is { Count: > 0 } there && there[0] != "end" ? Draft.OneOrMany([.. there.Append(to).Distinct(StringComparer.Ordinal)]) : to;
    }

    /// <summary>A step waits for others as well, which lead to it in no other way.</summary>
    public void WaitFor(string node, IReadOnlyList<string> others)
    {
        var waiting = (JsonObject)draft.Nodes[node]!;
        var waits = Draft.Targets(waiting["needs"]).Concat(draft.Nodes.Where(n => n.Value is JsonObject lead && Draft.Targets(lead["next"]).Contains(node)).Select(n => n.Key)).Concat(others).Distinct(StringComparer.Ordinal).ToList();
        foreach (var one in waits.Select(n => draft.Nodes[n]).OfType<JsonObject>())
            if (one["next"] is JsonValue or JsonArray && Draft.Targets(one["next"]) is var on && on.Remove(node))
                if (on.Count > 0) one["next"] = Draft.OneOrMany(on);
                else one.Remove("next");
        waiting.Remove("needs");
        waiting.Insert(0, "needs", Draft.OneOrMany(waits));
        draft.SetStart([.. draft.Start.Where(s => s != node)]);
    }

    // What waits for these, or the one step that they go on to.
    private string? Following(IReadOnlyList<string> group)
    {
        if (draft.Nodes.FirstOrDefault(n => Draft.Targets(n.Value?["needs"]) is var needs && group.Any(needs.Contains)).Key is { } join) return join;
        return group.Select(n => Draft.Text(draft.Nodes[n]?["next"])).Distinct().ToList() is [{ } next] && next != "end" && draft.Nodes.ContainsKey(next) && draft.Nodes[next]?["needs"] is null ? next : null;
    }

    // A text that holds what others made holds this as well; each part has its heading then.
    private static void ReadToo(JsonObject reader, string channel)
    {
        var places = new[] { (reader, "prompt"), (reader["with"] as JsonObject, "text"), (reader["with"] as JsonObject, "content"), (reader["human"] as JsonObject, "description") };
        foreach (var (holder, key) in places)
        {
            if (holder is null || Draft.Text(holder[key]) is not { } text || !text.Contains("${{ state.", StringComparison.Ordinal)) continue;
            var headed = Regex.Match(text, @"^\$\{\{ state\.(\w+) \}\}$") is { Success: true } bare ? $"{Heading(bare.Groups[1].Value)}{text}" : text;
            holder[key] = $"{headed}\n\n{Heading(channel)}${{{{ state.{channel} }}}}";
            return;
        }
    }

    /// <summary>What follows a new step, and reads what that is about, has what it makes above it; false when nothing does.</summary>
    public bool ReadBeside(string made)
    {
        if (draft.Nodes[made] is not JsonObject node || Made(node) is not var (from, to)) return false;
        var any = false;
        foreach (var next in Draft.Ways(node).Where(w => w.Kind is "next").SelectMany(w => w.To).Concat(Behind(made)).Distinct(StringComparer.Ordinal).ToList())
            if (draft.Nodes[next] is JsonObject reader)
                foreach (var (holder, key) in new[] { (reader["with"] as JsonObject, "text"), (reader["with"] as JsonObject, "content"), (reader["with"] as JsonObject, "body"), (reader["human"] as JsonObject, "description") })
                    if (holder is not null && Draft.Text(holder[key]) is { } text && text == $"${{{{ {from} }}}}")
                    {
                        holder[key] = $"${{{{ {to} }}}}\n\n{text}";
                        any = true;
                    }

        return any;
    }

    private static string Heading(string channel) => $"{char.ToUpperInvariant(channel[0])}{channel[1..].Replace('_', ' ')}:\n";
}
