using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Reading;
using Platform.Core.Foundation;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Changes a draft as a sentence asks: each order that is known is one change, all else is read as steps to add.</summary>
internal sealed partial class Edits(Draft draft, Literals literals, ModelNames models, ComposerParts parts)
{
    private readonly GraphSurgery _graph = new(draft);

    public Draft Draft { get; } = draft;

    public List<string> Told { get; } = [];

    public List<string> Remarks { get; } = [];

    public List<string> NotUnderstood { get; } = [];

    /// <summary>Whether the text asks for another workflow instead of a change.</summary>
    public static bool IsNew(string text) => Fresh().IsMatch(text);

    /// <summary>What is asked for behind "start over:".</summary>
    public static string Behind(string text) => Over().Replace(text, "");

    public void Apply(string masked)
    {
        var rest = new List<string>();
        foreach (var sentence in Clauses.Sentences(masked))
        {
            var text = ErrorPath().Replace(Polite().Replace(sentence.Text, ""), "").Trim(' ', ',', '.', '!');
            if (text.Length == 0) continue;
            var orders = OrderCut().Split(text).Select(o => Polite().Replace(o.Trim(), "")).Where(o => o.Length > 0).ToList();
            if (orders.Count > 1 && orders.TrueForAll(o => IsOrder().IsMatch(o)))
            {
                foreach (var order in orders)
                    if (!One(order)) rest.Add(order);
            }
            else if (!One(text, Also().IsMatch(sentence.Text))) rest.Add(ErrorPath().Replace(sentence.Text, ""));
        }

        if (rest.Count > 0) Append(string.Join(". ", rest), null, null);
    }

    // What comes "also" is one more, and changes nothing that is there.
    private bool One(string text, bool isMore = false) =>
        Rename(text) || Remove(text) || Connect(text) || UseInstead(text) || Refused(text) || Refine(text) || ToInput(text) || !isMore && Swap(text) || Replace(text) || Move(text) || Insert(text) || !isMore && Set(text) || AtOnce(text);

    private bool Rename(string text)
    {
        if (NameStep().Match(text) is { Success: true } named && NodeOf(named.Groups[1].Value) is { } step && Identifier(named.Groups[2].Value) is { Length: > 0 } called && !Draft.Nodes.ContainsKey(called))
        {
            _graph.Rename(step, called);
            return Did($"the step '{step}' is called '{called}'");
        }

        if (RenameWord().Match(text) is not { Success: true } match) return false;
        var (from, to) = (Plain(match.Groups["from"].Value), Plain(match.Groups["to"].Value));
        if (Whole().IsMatch(from) || !Draft.Nodes.ContainsKey(from) && Naming.Slug(from) == Draft.Text(Draft.Root["name"]))
        {
            if (Naming.Slug(to) is not { Length: > 0 } slug) return Cannot($"'{to}' cannot name a workflow.");
            Draft.Root["name"] = slug;
            return Did($"the workflow is called '{slug}'");
        }

        var name = Identifier(to);
        if (name.Length == 0) return Cannot($"'{to}' cannot name a step.");
        if (NodeOf(from) is { } node)
        {
            if (Draft.Nodes.ContainsKey(name)) return Cannot($"There is a step '{name}' already.");
            _graph.Rename(node, name);
            return Did($"the step '{node}' is called '{name}'");
        }

        foreach (var (section, scope) in new[] { ("inputs", "inputs"), ("state", "state"), ("agents", ""), ("tools", ""), ("models", "") })
        {
            if (Draft.Find(section) is not { } map || Near(from, map.Select(m => m.Key)) is not { } known) continue;
            if (map.ContainsKey(name)) return Cannot($"There is '{name}' under {section} already.");
            _graph.RenamePart(section, scope, known, name);
            return Did($"'{known}' under {section} is called '{name}'");
        }

        return Cannot(NoStep(from));
    }

    private bool Remove(string text)
    {
        if (RemoveWord().Match(text) is not { Success: true } match) return false;
        var what = match.Groups[1].Value;
        if (LimitWord().Match(what) is { Success: true } limit)
        {
            var key = LimitKey(limit.Value);
            if (Draft.Find("limits")?.Remove(key) == true) return Did($"the limit '{key}' is gone");
            return Cannot($"There is no limit '{key}'.");
        }

        if (TriggerWord().IsMatch(what)) return Draft.Root.Remove("triggers") ? Did("the triggers are gone") : Cannot("There is no trigger.");
        var input = InputWord().Match(what);
        var names = Several().Split(what).Select(n => Plain(n)).Where(n => n.Length > 0).ToList();
        var any = false;
        foreach (var name in names)
        {
            if (!input.Success && NodeOf(name) is { } node)
            {
                if (Draft.Nodes.Count == 1) return Cannot("That is the only step: say what the workflow should do instead, or 'start over'.");
                _graph.Remove(node);
                any = Did($"the step '{node}' is gone");
            }
            else if (Near(Identifier(InputNoise().Replace(name, "")), (Draft.Find("inputs") ?? []).Select(i => i.Key)) is { } known)
            {
                Draft.Find("inputs")!.Remove(known);
                any = Did($"the input '{known}' is gone");
            }
            else Cannot(NoStep(name));
        }

        return any || names.Count > 0;
    }

    private bool Connect(string text)
    {
        if (ConnectWord().Match(text) is not { Success: true } match) return false;
        var (from, to) = (NodeOf(Plain(match.Groups["from"].Value)), NodeOf(Plain(match.Groups["to"].Value)));
        if (from is null && Pronoun().IsMatch(match.Groups["from"].Value)) return false;
        if (from is null) return match.Groups["sure"].Success ? Cannot(NoStep(Plain(match.Groups["from"].Value))) : false;
        if (to is null && match.Groups["to"].Value.Any(Literals.IsLiteral)) return Append($"send it to {match.Groups["to"].Value}", from, null);
        if (to is null && !EndWord().IsMatch(match.Groups["to"].Value)) return match.Groups["sure"].Success ? Cannot(NoStep(Plain(match.Groups["to"].Value))) : false;
        _graph.Connect(from, to ?? "end");
        return Did($"'{from}' goes on to '{to ?? "end"}'");
    }

    // "Use claude instead", "replace the model with gpt-4o", "use telegram instead of slack"
    private bool UseInstead(string text)
    {
        if (UseModel().IsMatch(text) && models.Find(text, literals) is { } use && !ToolSwap().IsMatch(text))
        {
            var target = ForNode().Match(text) is { Success: true } only ? NodeOf(Plain(only.Groups[1].Value)) : null;
            var agents = Draft.Find("agents");
            if (agents is not { Count: > 0 }) return Cannot("No step of the draft uses a model.");
            var named = target is not null ? Draft.Text(Draft.Nodes[target]?["agent"]) : ForNode().Match(text) is { Success: true } of ? Near(Plain(of.Groups[1].Value), agents.Select(a => a.Key)) : null;
            if (named is null && ForNode().Match(text) is { Success: true } nobody && !Everything().IsMatch(nobody.Groups[1].Value)) return Cannot(NoStep(Plain(nobody.Groups[1].Value)));
            _graph.SetModel(use, named);
            return Did(named is null ? $"all agents use {use}" : $"the agent '{named}' uses {use}");
        }

        if (SwapWord().Match(text) is not { Success: true } swap) return false;
        var (was, now) = (swap.Groups["old"].Value, swap.Groups["new"].Value);
        return SwapTool(Plain(was), Plain(now));
    }

    private bool SwapTool(string was, string now)
    {
        var plan = new PlanReader(literals, models, parts.Workflows).Read($"send it to {now}");
        var old = Draft.Nodes.FirstOrDefault(n => n.Value is JsonObject node && (NodeOf(was) == n.Key || Draft.Text(node["tool"]) is { } tool && (tool.Contains(was, StringComparison.OrdinalIgnoreCase) || (Draft.Text(Draft.Find("tools")?[tool]?["use"]) ?? tool).Contains(ToolWord(was), StringComparison.OrdinalIgnoreCase)))).Key;
        if (old is null) return false;
        if (plan.Items is not [Step step]) return Cannot($"I do not know how to use '{now}' in the place of '{was}'.");
        return Exchange(old, plan, step);
    }

    private static string ToolWord(string word) => word.ToLowerInvariant() switch { "mail" or "e-mail" => "email", var w => w };

    private bool Exchange(string old, Plan plan, PlanItem step)
    {
        _ = step;
        var text = GraphSurgery.MessageOf((JsonObject)Draft.Nodes[old]!);
        var made = Build(plan);
        if (made.Count == 0) return false;
        _graph.Exchange(old, made[0], made[^1]);
        if (text is not null && Draft.Nodes[made[0]]?["with"] is JsonObject with && with.ContainsKey("text")) with["text"] = text;
        return Did($"'{made[0]}' stands in the place of '{old}'");
    }

    // The new nodes stand by themselves: nothing leads to them yet.
    private List<string> Build(Plan plan, IReadOnlyList<string>? loose = null)
    {
        var builder = new GraphBuilder(plan, literals, Draft, parts, loose ?? []);
        builder.Build();
        Told.AddRange(builder.Told.Where(t => t.StartsWith("input ", StringComparison.Ordinal)));
        Remarks.AddRange(builder.Remarks);
        return builder.Nodes;
    }

    private bool Replace(string text)
    {
        if (ReplaceWord().Match(text) is not { Success: true } match) return false;
        var (was, now) = (match.Groups["old"].Value, match.Groups["new"].Value);
        if (NodeOf(Plain(was)) is not { } node) return SwapTool(Plain(was), Plain(now)) || ReplaceText(Plain(was), literals.Unmask(now).Trim('"'));
        var plan = new PlanReader(literals, models, parts.Workflows, Labels()).Read(Clauses.BeginsWithVerb(now) ? now : Phrases.Active(now));
        if (plan.Items.Count == 0) plan = new PlanReader(literals, models, parts.Workflows).Read($"send it to {now}");
        return plan.Items.Count == 0 ? Cannot($"I do not know what to make of '{Plain(now)}'.") : Exchange(node, plan, plan.Items[0]);
    }

    private bool ReplaceText(string was, string now)
    {
        var changed = _graph.ReplaceText(was, now);
        foreach (var form in new[] { (Upper(was), Upper(now)), (was.ToLowerInvariant(), now) }.Where(f => changed == 0 || f.Item1 != was)) changed += _graph.ReplaceText(form.Item1, form.Item2);
        return changed > 0 ? Did($"'{was}' became '{now}' in {changed} place{(changed == 1 ? "" : "s")}") : Cannot(NoStep(was));
    }

    private static string Upper(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    // "Add a step that … before send", "after fetch, summarise it", "between a and b wait 2 hours"
    private bool Insert(string text)
    {
        if (AddInput().Match(text) is { Success: true } input)
        {
            var plan = new Plan();
            foreach (var one in Inputs.Read(input.Groups[1].Value.Replace(", default", " default", StringComparison.OrdinalIgnoreCase), literals)) plan.Inputs.Add(one);
            if (plan.Inputs.Count == 0) return false;
            foreach (var one in plan.Inputs)
            {
                Draft.Section("inputs").TryAdd(one.Name, one.Default is { } d ? new JsonObject { ["type"] = TypeName(one.Type), ["default"] = GraphBuilder.Typed(d, one.Type) } : new JsonObject { ["type"] = TypeName(one.Type) });
                Did($"input '{one.Name}'");
            }

            return true;
        }

        var added = AddLead().Replace(text, "");
        if (Between().Match(added) is { Success: true } between && NodeOf(Plain(between.Groups["a"].Value)) is { } a && NodeOf(Plain(between.Groups["b"].Value)) is { } b)
            return Append(between.Groups["what"].Value, a, b);
        if (Those().Match(added) is { Success: true } those) added = $"{those.Groups[1].Value} in between";
        if (InBetween().Match(added) is { Success: true } two && Draft.Nodes.Select(n => n.Key).TakeLast(2).ToList() is [var first, var second] && Draft.Targets(Draft.Nodes[first]?["next"]).Contains(second)) return Append(two.Groups[1].Value, first, second);
        if (Placed().Match(added) is not { Success: true } placed) return false;
        var where = placed.Groups["where"].Value.ToLowerInvariant();
        var what = placed.Groups["what"].Value;
        if (where.Contains("first") && new PeopleSkills(literals).Read(Phrases.Active(what)) is not null && Draft.Nodes.LastOrDefault(n => Tellers.Any(t => Uses(n.Key).Contains(t))).Key is { } told) return Append(what, null, told);
        if (where.Contains("beginning") || where.Contains("start of") || where.Contains("at the start") || where.Contains("first") || where.Contains("front")) return Append(what, null, "");
        if (where.Contains("end")) return Append(what, null, null);
        if (NodeOf(Plain(placed.Groups["node"].Value)) is not { } node) return false;
        return where.Contains("before") || where.Contains("in front") ? Append(what, null, node) : Append(what, node, null);
    }

    private static string TypeName(string type) => type == "file" ? "string" : type;

    /// <summary>Builds steps and puts them behind a node, before one, or between two; at the end when neither is named.</summary>
    private bool Append(string text, string? after, string? before)
    {
        var plan = new PlanReader(literals, models, parts.Workflows, Labels()).Read(Relative().Replace(AddLead().Replace(Polite().Replace(text, ""), ""), ""));
        NotUnderstood.AddRange(plan.NotUnderstood);
        Remarks.AddRange(plan.Remarks);
        if (plan.Name is { } name && Naming.Slug(name) is { Length: > 0 } slug)
        {
            Draft.Root["name"] = slug;
            Did($"the workflow is called '{slug}'");
        }

        foreach (var line in Finish.Limits(Draft, plan)) Did(line);
        if (plan.Items.Count == 0)
        {
            foreach (var input in plan.Inputs)
                if (Draft.Section("inputs").TryAdd(input.Name, new JsonObject { ["type"] = TypeName(input.Type) })) Did($"input '{input.Name}'");
            if (plan.Attempts is { } attempts && Everywhere("retry", JsonValue.Create(attempts))) Did($"every step that can fail is tried {attempts} times");
            if (plan.Timeout is { } timeout && Everywhere("timeout", JsonValue.Create(timeout))) Did($"every step has {timeout}");
            if (plan.Model is { } use && Draft.Find("agents") is { Count: > 0 })
            {
                _graph.SetModel(use, null);
                Did($"all agents use {use}");
            }

            if (plan.Cache is { } cache && Draft.Find("models") is { Count: > 0 } all)
            {
                foreach (var (_, model) in all) ((JsonObject)model!)["cache"] = cache == "true" ? JsonValue.Create(true) : JsonValue.Create(cache);
                Did("answers of models are kept");
            }
        }
        else
        {
            var known = (Draft.Find("state") ?? []).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
            var builder = new GraphBuilder(plan, literals, Draft, parts, _graph.LooseFor(after, before), _graph.WrittenBehind(after, before));
            builder.Build();
            if (builder.Nodes.Count > 0)
            {
                _graph.Join(builder.Nodes, builder.Open, after, before);
                if (after is not null || before is { Length: > 0 }) _graph.PassOn(builder.Nodes[^1]);
                foreach (var line in builder.Told) Did(line);
                Remarks.AddRange(builder.Remarks);
                foreach (var made in (Draft.Find("state") ?? []).Select(s => s.Key).Where(k => !known.Contains(k) && k is not "rounds" and not "response_status").ToList())
                    Draft.Section("outputs").TryAdd(made, $"${{{{ state.{made} }}}}");
            }
        }

        foreach (var line in Finish.Triggers(Draft, plan)) Did(line);
        return true;
    }

    private bool Everywhere(string key, JsonNode value)
    {
        var any = false;
        foreach (var (_, node) in Draft.Nodes)
        {
            if (node is not JsonObject map || !(map.ContainsKey("tool") || map.ContainsKey("agent") || map.ContainsKey("code") || map.ContainsKey("workflow"))) continue;
            map[key] = value.DeepClone();
            any = true;
        }

        return any;
    }

    private IReadOnlyCollection<string> Labels() =>
        [.. (Draft.Find("state") ?? []).SelectMany(s => ((s.Value as JsonObject)?["enum"] as JsonArray ?? []).Select(Draft.Text)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    private bool Did(string what)
    {
        Told.Add(what);
        return true;
    }

    private bool Cannot(string why)
    {
        Remarks.Add(why);
        return true;
    }

    private string NoStep(string name) => $"There is no step '{Answers.Short(name)}'. The steps are {Names.Quoted(Draft.Nodes.Select(n => n.Key))}.";

    private string Plain(string text) => StepNoise().Replace(literals.Unmask(text).Replace("\"", "", StringComparison.Ordinal).Trim(' ', '.', ',', '?', '\''), "").Trim();

    private static string Identifier(string text) => NodeName().IsMatch(text) && text != "end" ? text : Words.Identifier(text);

    /// <summary>The node that a person means: by its name, nearly its name, its tool or agent, or the verb of what it does.</summary>
    private string? NodeOf(string said)
    {
        var name = StepNoise().Replace(said.Trim(), "").Trim();
        if (name.Length is 0 or > 60) return null;
        var names = Draft.Nodes.Select(n => n.Key).ToList();
        var wanted = Words.Identifier(name);
        if (names.Find(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase) || Words.Identifier(n) == wanted) is { } exact) return exact;
        if (LastWord().IsMatch(name)) return names[^1];
        if (FirstWord().IsMatch(name)) return Draft.Start.FirstOrDefault() ?? names[0];
        if (Place().Match(name) is { Success: true } place && int.TryParse(place.Groups[1].Value, out var at) && at >= 1 && at <= names.Count) return names[at - 1];
        var verb = Words.Plain(name.ToLowerInvariant()).Split(' ')[0];
        var stem = Stem(verb);
        if (names.Find(n => Stem(n.Split('_', '-')[0]) == stem) is { } byVerb) return byVerb;
        if (names.Find(n => Uses(n).Any(u => u.Contains(Stem(ToolWord(name.ToLowerInvariant().Split(' ')[0])), StringComparison.OrdinalIgnoreCase) && name.Split(' ')[0].Length > 2)) is { } byTool) return byTool;
        if (names.Find(n => n.Split('_', '-').Contains(wanted)) is { } byPart) return byPart;
        if (names.FindLast(n => Draft.Nodes[n]?["save"] is JsonObject save && save.Any(s => s.Key == Words.Identifier(Words.Singular(name)))) is { } byMade) return byMade;
        if (name.Split(' ').Length <= 2 && Kind(verb, name) is { } kind && names.Find(n => Draft.Nodes[n]?[kind] is not null) is { } byKind) return byKind;
        return name.Split(' ').Length <= 2 ? Names.Nearest(wanted, names) : null;
    }

    private static string? Kind(string verb, string name) => verb is "approval" or "approve" or "human" or "review" || name.Contains("approv", StringComparison.OrdinalIgnoreCase) ? "human" : verb is "wait" or "pause" or "delay" ? "wait" : verb is "code" or "python" ? "code" : null;

    private IEnumerable<string> Uses(string node)
    {
        if (Draft.Text(Draft.Nodes[node]?["tool"]) is { } tool)
        {
            yield return tool;
            if (Draft.Text(Draft.Find("tools")?[tool]?["use"]) is { } use) yield return use;
        }

        if (Draft.Text(Draft.Nodes[node]?["agent"]) is { } agent) yield return agent;
    }

    private static string Stem(string word)
    {
        var w = word.ToLowerInvariant();
        w = w switch { "summary" or "summarize" or "summarise" or "summaries" or "summarizing" => "summar", "translation" or "translate" => "translat", "classification" or "classify" or "classifier" => "classif", "approval" or "approve" => "approv", "message" => "post", _ => w };
        foreach (var end in new[] { "ing", "er", "ed", "es", "s", "e" })
            if (w.Length > end.Length + 3 && w.EndsWith(end, StringComparison.Ordinal)) return w[..^end.Length];
        return w;
    }

    private static string? Near(string written, IEnumerable<string> known)
    {
        var all = known.ToList();
        return all.Find(k => string.Equals(k, written, StringComparison.OrdinalIgnoreCase)) ?? Names.Nearest(written, all);
    }
}
