using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Models of agents, texts anywhere in the file, and parts that nobody uses any more.</summary>
internal sealed partial class GraphSurgery
{
    /// <summary>All agents, or one, get this model; models that nobody names any more are dropped.</summary>
    public void SetModel(string use, string? agent)
    {
        var models = draft.Section("models");
        var agents = draft.Section("agents");
        var all = agents.Where(a => (agent is null || a.Key == agent) && a.Value is JsonObject).Select(a => (JsonObject)a.Value!).ToList();
        var name = models.FirstOrDefault(m => Draft.Text(m.Value?["use"]) == use).Key;
        var old = all.Select(a => Draft.Text(a["model"])).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (name is null && old is [{ } only] && agents.Count(a => Draft.Text(a.Value?["model"]) == only) == all.Count && models[only] is JsonObject there && Draft.Text(there["use"]) is { } was && !was.StartsWith("scripted/", StringComparison.Ordinal) && !was.StartsWith("builtin/", StringComparison.Ordinal))
        {
            there["use"] = use;
            return;
        }

        if (name is null)
        {
            name = Draft.Free(models, models.ContainsKey("main") ? Words.Identifier(use[(use.LastIndexOf('/') + 1)..]) : "main");
            models[name] = new JsonObject { ["use"] = use };
        }

        foreach (var one in all) one["model"] = name;
        foreach (var unused in old.Where(o => o != name)) ForgetModel(unused);
    }

    public int ReplaceText(string was, string now)
    {
        if (was.Length < 2) return 0;
        var count = 0;
        Texts(draft.Root, text =>
        {
            if (!text.Contains(was, StringComparison.Ordinal)) return text;
            count++;
            return text.Replace(was, now, StringComparison.Ordinal);
        });
        return count;
    }

    /// <summary>A number in conditions and settings; how often it stood there.</summary>
    public int ReplaceNumber(double was, double now)
    {
        var count = 0;
        foreach (var comparison in Comparisons().Where(c => c.Bar == was).ToList())
        {
            comparison.Set(now, "");
            count++;
        }

        void Walk(JsonNode? at)
        {
            if (at is JsonArray list) foreach (var item in list) Walk(item);
            if (at is not JsonObject map) return;
            foreach (var (key, value) in map.ToList())
                if (value is JsonValue one && one.TryGetValue<double>(out var number) && number == was && key is not ("default" or "minimum" or "maximum"))
                {
                    map[key] = now == Math.Floor(now) ? JsonValue.Create((long)now) : JsonValue.Create(now);
                    count++;
                }
                else Walk(value);
        }

        Walk(draft.Find("nodes"));
        Walk(draft.Find("limits"));
        return count;
    }

    /// <summary>A number in titles, in what agents are told and in the description, as a whole; how often it stood there.</summary>
    /// <param name="isBar">Only where something is measured by it: "over 50", "50 euros".</param>
    public int ReplaceFigure(double was, double now, bool isBar)
    {
        var count = 0;
        var figure = $@"(?<![\w.,#/:-]|\d )(?:{Regex.Escape(Amounts.Plain(was))}|{Regex.Escape(was.ToString("#,0.##", System.Globalization.CultureInfo.InvariantCulture))})(?![\w/:-]|[.,]\d)";
        var pattern = isBar ? $@"(?<=\b(?:over|above|under|below|than|least|most|exceed\w*|limit of|reach\w*|from)\s+[$€£]?|[$€£]\s?){figure}|{figure}(?= ?(?:euros?|dollars?|pounds?|usd|eur|[€$£%]))" : figure;
        string Change(string text) => text.Contains("def main(", StringComparison.Ordinal) ? text : Regex.Replace(text, pattern, _ =>
        {
            count++;
            return Amounts.Plain(now);
        }, RegexOptions.IgnoreCase);
        foreach (var part in new[] { "nodes", "agents" }) Texts(draft.Find(part), Change);
        if (count > 0 && Draft.Text(draft.Root["description"]) is { } described && Change(described) is var anew) draft.Root["description"] = anew;
        return count;
    }

    /// <summary>"The top 5" in what agents are told; how often it stood there.</summary>
    public int ReplaceCount(int now)
    {
        var count = 0;
        Texts(draft.Find("agents"), text => Regex.Replace(text, @"\b(top|first|best|last|latest) (?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b", m =>
        {
            count++;
            return $"{m.Groups[1].Value} {now}";
        }, RegexOptions.IgnoreCase));
        return count;
    }

    public static int ReplaceIn(JsonNode where, string was, string now)
    {
        var count = 0;
        Texts(where, text =>
        {
            if (was.Length < 2 || !text.Contains(was, StringComparison.OrdinalIgnoreCase)) return text;
            count++;
            return text.Replace(was, now, StringComparison.OrdinalIgnoreCase);
        });
        return count;
    }

    // Agents, tools and models that only the removed node used.
    private void Forget(JsonObject body)
    {
        if (Draft.Text(body["agent"]) is { } agent && !draft.Nodes.Any(n => Draft.Text(n.Value?["agent"]) == agent) && draft.Find("agents")?[agent] is JsonObject gone)
        {
            draft.Find("agents")!.Remove(agent);
            if (Draft.Text(gone["model"]) is { } model) ForgetModel(model);
            foreach (var tool in Draft.Targets(gone["tools"])) ForgetTool(tool);
        }

        if (Draft.Text(body["tool"]) is { } used) ForgetTool(used);
        foreach (var input in Regex.Matches(body.ToJsonString(), @"\binputs\.(\w+)").Select(m => m.Groups[1].Value).Distinct().Where(i => !Regex.IsMatch(draft.Root.ToJsonString(), $@"\binputs\.{i}\b")).ToList())
        {
            // what only that step asked for is not asked for any more
            draft.Find("inputs")?.Remove(input);
            foreach (var trigger in draft.Root["triggers"] as JsonArray ?? []) (trigger?["inputs"] as JsonObject)?.Remove(input);
        }
    }

    private void ForgetTool(string tool)
    {
        var isUsed = draft.Nodes.Any(n => Draft.Text(n.Value?["tool"]) == tool) || (draft.Find("agents") ?? []).Any(a => Draft.Targets(a.Value?["tools"]).Contains(tool));
        if (!isUsed) draft.Find("tools")?.Remove(tool);
    }

    private void ForgetModel(string model)
    {
        var isUsed = (draft.Find("agents") ?? []).Concat(draft.Find("tools") ?? []).Any(a => Draft.Text(a.Value?["model"]) == model)
            || (draft.Find("models") ?? []).Any(m => Draft.Targets(m.Value?["fallback"]).Contains(model));
        if (!isUsed) draft.Find("models")?.Remove(model);
    }

    public static void Texts(JsonNode? node, Func<string, string> change)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map.ToList())
                    if (Draft.Text(value) is { } text) { if (change(text) is var now && now != text) map[key] = now; }
                    else Texts(value, change);
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                    if (Draft.Text(list[i]) is { } text) { if (change(text) is var now && now != text) list[i] = now; }
                    else Texts(list[i], change);
                break;
        }
    }
}
