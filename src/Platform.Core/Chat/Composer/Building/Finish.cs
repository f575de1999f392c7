using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What stands around the graph: bounds, what starts a run, and what it answers.</summary>
internal static class Finish
{
    /// <returns>A line for each bound that was set.</returns>
    public static List<string> Limits(Draft draft, Plan plan)
    {
        var told = new List<string>();
        foreach (var (key, value) in plan.Limits)
        {
            draft.Section("limits")[key] = long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : JsonValue.Create(value);
            told.Add($"limit {key}: {value}");
        }

        foreach (var (key, value) in plan.Budgets)
        {
            draft.Section("budgets")[key] = value;
            told.Add($"budget for a {key}: {value}");
        }

        if (plan.Concurrency is { } many)
        {
            draft.Set("concurrency", many);
            told.Add($"{many} runs at a time");
        }

        return told;
    }

    public static List<string> Triggers(Draft draft, Plan plan)
    {
        var told = new List<string>();
        if (plan.Triggers.Count == 0) return told;
        var all = draft.Root["triggers"] as JsonArray ?? [];
        if (all.Parent is null) draft.Set("triggers", all);
        foreach (var (kind, value, zone) in plan.Triggers.Distinct())
        {
            var trigger = new JsonObject { [kind] = value };
            if (zone is not null) trigger["timezone"] = zone;
            if (kind is "webhook" or "event" && draft.Find("inputs") is { Count: > 0 } inputs)
                trigger["inputs"] = new JsonObject(inputs.Where(i => (i.Value as JsonObject)?["default"] is null).Select(i => KeyValuePair.Create(i.Key, (JsonNode?)JsonValue.Create(kind == "webhook" ? $"${{{{ event.body.{i.Key} }}}}" : $"${{{{ event.{i.Key} }}}}"))));
            if (trigger["inputs"] is JsonObject { Count: 0 }) trigger.Remove("inputs");
            if (all.Any(t => JsonNode.DeepEquals(t, trigger))) continue;
            all.Add((JsonNode)trigger);
            told.Add($"trigger {kind}: {value}{(zone is null ? "" : $" ({zone})")}");
        }

        return told;
    }

    /// <summary>The result holds what the steps made; what was only read is left out when something was made of it.</summary>
    public static void Outputs(Draft draft, Plan plan)
    {
        if (draft.Find("state") is not { Count: > 0 } state) return;
        var outputs = draft.Section("outputs");
        var wanted = plan.Outputs.Select(o => state.Select(s => s.Key).FirstOrDefault(k => new Value(k, "", Shape.Text).IsCalled(o) || k == o)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var raw = draft.Nodes.Where(n => Draft.Text(n.Value?["tool"]) is "web.fetch" or "csv.read" or "file.read" or "file.list" or "search" or "text.split" or "http.request").SelectMany(n => (n.Value!["save"] as JsonObject ?? []).Select(s => s.Key)).ToList();
        var made = state.Select(s => s.Key).Where(k => k is not "rounds" && state[k]?["keep"] is null && !GraphBuilder.IsStatus(k) && !raw.Contains(k)).ToList();
        foreach (var channel in wanted.Count > 0 ? wanted : made.Count > 0 ? made : [.. state.Select(s => s.Key)]) outputs.TryAdd(channel, $"${{{{ state.{channel} }}}}");
    }
}
