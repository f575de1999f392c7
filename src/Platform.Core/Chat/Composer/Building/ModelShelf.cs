using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>The models and agents of a draft: one of each that is needed, and rules that run offline where nobody named a model.</summary>
internal sealed class ModelShelf(Draft draft, Plan plan, ComposerParts parts)
{
    private string? _last = plan.Model;

    // Several agents were given models of their own: whoever was given none has none of theirs.
    private readonly bool _isEachItsOwn = PlanReader.Steps(plan.Items).Select(s => s.Model).OfType<string>().Distinct(StringComparer.Ordinal).Skip(1).Any();

    /// <summary>Purposes that got a model that runs offline.</summary>
    public List<string> Offline { get; } = [];

    /// <summary>The model that agents use which name none: what was named last.</summary>
    public void Names(string? use) => _last = use ?? _last;

    /// <summary>An agent with these instructions; the one that is there already when it is the same.</summary>
    /// <param name="isOwn">It was given its name: another who does the same is another agent.</param>
    public string Agent(string name, string instructions, string purpose, string? use, JsonObject? output, IReadOnlyList<string>? tools = null, IReadOnlyList<string>? labels = null, bool isOwn = false)
    {
        Names(use);
        var model = Model(use ?? (_isEachItsOwn ? plan.Model : _last) ?? Usual(), purpose, output, labels);
        var made = new JsonObject { ["model"] = model, ["instructions"] = instructions };
        if (tools is { Count: > 0 }) made["tools"] = new JsonArray([.. tools.Select(t => JsonValue.Create(t))]);
        if (output is not null) made["output"] = output;
        var agents = draft.Section("agents");
        foreach (var (known, there) in agents)
            if (JsonNode.DeepEquals(there, made) && (!isOwn || known == name)) return known;
        var free = Draft.Free(agents, name);
        agents[free] = made;
        return free;
    }

    /// <summary>The name under <c>models</c>.</summary>
    public string Model(string? use, string purpose, JsonObject? output, IReadOnlyList<string>? labels)
    {
        var models = draft.Section("models");
        var settings = use is null ? Rules(purpose, output, labels) : new JsonObject { ["use"] = use };
        if (use is null && !Offline.Contains(purpose)) Offline.Add(purpose);
        Tune(settings);
        foreach (var (name, there) in models)
            if (JsonNode.DeepEquals(there, settings) || use is not null && Draft.Text(there?["use"]) == use && !_dialed.Contains(name)) return name;
        var wanted = use is null ? $"offline_{purpose}" : models.ContainsKey("main") ? Words.Identifier(use[(use.LastIndexOf('/') + 1)..]) : "main";
        var free = Draft.Free(models, wanted);
        models[free] = settings;
        if (plan.Fallbacks.Where(f => f.Use != use && use is not null && (f.For is null || f.For == use || f.For.EndsWith('/') && use.StartsWith(f.For, StringComparison.Ordinal))).Select(f => Model(f.Use, purpose, null, null)).ToList() is { Count: > 0 } instead) settings["fallback"] = new JsonArray([.. instead.Select(i => JsonValue.Create(i))]);
        return free;
    }

    // Models with a dial that was set for one agent.
    private readonly HashSet<string> _dialed = new(StringComparer.Ordinal);

    /// <summary>Sets an agent's dials on a model of its own; false where the model knows none.</summary>
    public bool Dial(string agent, Step step)
    {
        var dials = new[] { "temperature", "max_tokens" }.Where(d => step.Get(d) is not null).ToList();
        if (dials.Count == 0 || draft.Find("agents")?[agent] is not JsonObject worker || Draft.Text(worker["model"]) is not { } name || draft.Find("models")?[name] is not JsonObject settings) return true;
        if (Offline.Count > 0 && Draft.Text(settings["use"]) is { } use && (use.StartsWith("scripted/", StringComparison.Ordinal) || use.StartsWith("builtin/", StringComparison.Ordinal))) return false;
        var wanted = (JsonObject)settings.DeepClone();
        foreach (var dial in dials)
            if (Amounts.Of(step.Get(dial)!) is { } number) wanted[dial] = dial == "temperature" ? JsonValue.Create(number) : JsonValue.Create((long)number);
        if (JsonNode.DeepEquals(wanted, settings)) return true;
        if ((draft.Find("agents") ?? []).Any(a => a.Key != agent && Draft.Text(a.Value?["model"]) == name))
        {
            name = Draft.Free(draft.Section("models"), agent);
            worker["model"] = name;
        }

        draft.Section("models")[name] = wanted;
        _dialed.Add(name);
        return true;
    }

    private void Tune(JsonObject settings)
    {
        if (plan.Cache is { } cache) settings["cache"] = cache == "true" ? true : cache;
    }

    // A draft that has a real model already goes on with it; one that only a tool uses, for sound, is none of an agent.
    private string? Usual() => (draft.Find("models") ?? []).Where(m => !(draft.Find("tools") ?? []).Any(t => Draft.Text(t.Value?["model"]) == m.Key)).Select(m => Draft.Text(m.Value?["use"])).FirstOrDefault(u => u is not null && !u.StartsWith("builtin/", StringComparison.Ordinal) && !u.StartsWith("scripted/", StringComparison.Ordinal));

    private JsonObject Rules(string purpose, JsonObject? output, IReadOnlyList<string>? labels)
    {
        var member = (output?["properties"] as JsonObject)?.FirstOrDefault().Key ?? "answer";
        return purpose switch
        {
            "sorter" => new JsonObject { ["use"] = "scripted/sorter", ["rules"] = Sorting(member, labels ?? []), ["default"] = Json((member, labels is { Count: > 0 } ? LastLabel(labels) : "other")) },
            "approver" => new JsonObject { ["use"] = "scripted/approver", ["default"] = "{\"approved\": false, \"comment\": \"No model is named, so nobody has read it.\"}" },
            "leader" => new JsonObject { ["use"] = "scripted/leader", ["default"] = "{\"next\": \"done\", \"task\": \"\", \"answer\": \"No model is named, so nobody leads.\"}" },
            "judge" => new JsonObject { ["use"] = "scripted/judge", ["default"] = "{\"yes\": false}" },
            "verifier" => new JsonObject { ["use"] = "scripted/verifier", ["default"] = "{\"yes\": false, \"comment\": \"No model is named, so nobody has read it.\"}" },
            "scorer" => new JsonObject { ["use"] = "scripted/scorer", ["default"] = $"{{\"score\": {Least(output)}, \"feedback\": \"No model is named, so nobody has read it.\"}}" },
            "extractor" => new JsonObject { ["use"] = "scripted/extractor", ["rules"] = Extracting(output!), ["default"] = Empty(output!) },
            "translator" => new JsonObject { ["use"] = "scripted/translator", ["rules"] = new JsonArray(new JsonObject { ["match"] = "(?s)^(.*)$", ["reply"] = "$1" }) },
            "replier" => new JsonObject { ["use"] = "scripted/replier", ["default"] = "Thank you for your message. We have read it and will come back to you shortly." },
            _ when parts.Providers.Contains("builtin/extractive") => new JsonObject { ["use"] = "builtin/extractive", ["sentences"] = purpose == "summariser" ? 3 : 6 },
            _ => new JsonObject { ["use"] = "scripted/writer", ["rules"] = new JsonArray(new JsonObject { ["match"] = "(?s)^(.*)$", ["reply"] = "$1" }) },
        };
    }

    // Nothing passes that nobody has read.
    private static string Least(JsonObject? output) => (output?["properties"]?["score"]?["minimum"])?.ToJsonString() ?? "0";

    private static string LastLabel(IReadOnlyList<string> labels) => Rest(labels) ?? labels[^1];

    /// <summary>The category of what is none of the others; null when none was named.</summary>
    public static string? Rest(IReadOnlyList<string> labels) => labels.FirstOrDefault(l => l is "other" or "neutral" or "normal" or "general" or "misc" or "unknown" or "unsure" or "ok" or "none");

    /// <summary>The rules of an offline sorter for other categories.</summary>
    public static void Sort(JsonObject settings, string member, IReadOnlyList<string> labels) => (settings["rules"], settings["default"]) = (Sorting(member, labels), Json((member, LastLabel(labels))));

    /// <summary>The rules of an offline extractor for other fields.</summary>
    public static void Extract(JsonObject settings, JsonObject output) => (settings["rules"], settings["default"]) = (Extracting(output), Empty(output));

    // The first rule that fits answers, so "not happy" and "unhappy" are looked for before "happy".
    private static JsonArray Sorting(string member, IReadOnlyList<string> labels) =>
        [.. LabelWords.Longest(labels).Where(l => l != LastLabel(labels) || LabelWords.IsTold(l, labels)).Select(l => (JsonNode)new JsonObject { ["match"] = LabelWords.Pattern(l, labels), ["reply"] = Json((member, l)) })];

    private static string Json(params (string Name, string Value)[] members) => new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)JsonValue.Create(m.Value)))).ToJsonString();

    private static JsonArray Extracting(JsonObject output)
    {
        var rules = new JsonArray();
        foreach (var (name, schema) in (JsonObject)output["properties"]!)
        {
            if (Draft.Text(schema?["type"]) is "array") continue;
            if (Draft.Text(schema?["type"]) is "number")
            {
                foreach (var number in Numbers(name)) rules.Add((JsonNode)new JsonObject { ["match"] = number, ["reply"] = With(output, name, "$1$2$3$4") });
                continue;
            }

            var (pattern, value) = name.Contains("email", StringComparison.Ordinal) ? (@"([\w.+-]+@[\w-]+\.[\w.-]+)", "\"$1\"")
                : name.Contains("date", StringComparison.Ordinal) ? (@"([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4})", "\"$1\"")
                : name.Contains("phone", StringComparison.Ordinal) ? (@"(\+?[0-9][0-9 ()-]{6,}[0-9])", "\"$1\"") : ("", "");
            if (pattern.Length > 0) rules.Add((JsonNode)new JsonObject { ["match"] = pattern, ["reply"] = With(output, name, value) });
        }

        return rules;
    }

    // "1,200.50" in its four parts, without the zeros in front that no number of JSON may have.
    private const string Digits = @"0*([0-9]+)(?:,([0-9]{3})\b)?(?:,([0-9]{3})\b)?(\.[0-9]+)?";

    // The number behind the field's own name, else one with a currency, else the first.
    private static IEnumerable<string> Numbers(string field)
    {
        yield return $@"(?i)(?:\b|_){field.Replace("_", "[ _-]?", StringComparison.Ordinal)}[^0-9\n-]{{0,24}}{Digits.Replace("0*([0-9]+)", "0*(-?[0-9]+)", StringComparison.Ordinal)}";
        if (GraphBuilder.IsNumber(field)) yield return $@"[$€£]\s*{Digits}";
        if (GraphBuilder.IsNumber(field)) yield return $@"(?i){Digits}\s*(?:€|\$|£|eur|usd|gbp|dollars?|euros?|pounds?)";
        yield return Digits;
    }

    private static string With(JsonObject output, string name, string value) =>
        $"{{{string.Join(", ", ((JsonObject)output["properties"]!).Select(p => $"\"{p.Key}\": {(p.Key == name ? value : Draft.Text(p.Value?["type"]) switch { "number" => "0", "boolean" => "false", "array" => "[]", _ => "\"\"" })}"))}}}";

    private static string Empty(JsonObject output) => With(output, "", "");
}
