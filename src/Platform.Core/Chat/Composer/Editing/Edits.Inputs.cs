using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Values that become inputs: "make the url an input", "the channel should be an input with default #ops", "let me choose the language".</summary>
internal sealed partial class Edits
{
    // "Fetch the article from a URL in front": what was entered is brought by a step from now on.
    private void Supply(string made, Phrase said)
    {
        if (Draft.Nodes[made] is not JsonObject { } body || body["tool"] is null && (body["human"] is null || Draft.At(body, "human", "form", "properties", "approved") is not null) || (body["save"] as JsonObject)?.FirstOrDefault().Key is not { } channel) return;
        foreach (var input in (Draft.Find("inputs") ?? []).Where(i => Draft.Text(i.Value?["type"]) == "string" && said.Has(i.Key.Split('_')[^1])).Select(i => i.Key).ToList())
        {
            if (body["human"] is JsonObject asks && Draft.Text(asks["description"]) == $"${{{{ inputs.{input} }}}}") asks.Remove("description"); // who is asked for it is not shown it
            var readers = Draft.Nodes.Where(n => Regex.IsMatch(n.Value?.ToJsonString() ?? "", $@"\binputs\.{Regex.Escape(input)}\b")).Select(n => n.Key).ToList();
            if (readers.Count == 0 || readers.Exists(r => r == made || !_graph.LeadsTo(made, r))) continue;
            foreach (var reader in readers) GraphSurgery.ReadInstead((JsonObject)Draft.Nodes[reader]!, $"inputs.{input}", $"state.{channel}");
            Uninvent(input);
            Did($"'{made}' brings the {input.Replace('_', ' ')}, which nobody enters any more");
        }
    }

    private static readonly Form AnInput = new("into/to/as? an/a? input/inputs/parameter/parameters/variable/argument/placeholder parameter? | configurable/variable");

    private static readonly Form MakeLead = new("make/turn/convert/change/use/take/get/read/have/let/set | let me/us/users/people choose/pick/enter/give/set/decide/type/provide | i/we/users want/should/must/can to? be? able? to? choose/pick/enter/set/give | ask for | parametrize/parameterize/parametrise/parameterise");

    private static readonly Form Given = new("should/must/shall be/become/come/be-taken taken? from? as? | comes/come from | is/are");

    private static readonly Form Initial = new(",? with/and/having? a/the/as/by? default/defaults/defaulting value? of/to/is/be/being/=/:? | that/which default/defaults to | ,? by default | ,? default/defaults/defaulting value? to/is/of/=/:?");

    // What a noun of a setting stands for in the steps.
    private static readonly (string[] Nouns, string[] Keys)[] Settable =
    [
        (["channel", "room"], ["channel", "chat"]), (["recipient", "receiver", "address", "email", "mail", "addressee"], ["to"]), (["url", "link", "page", "site", "website", "address", "ip", "host", "endpoint"], ["url"]),
        (["file", "path", "filename"], ["path"]), (["query", "search", "topic", "term", "keyword", "question", "city"], ["query"]), (["repo", "repository"], ["repo"]), (["subject"], ["subject"]), (["text", "message"], ["text"]), (["sql"], ["sql"]), (["count", "number"], ["count", "limit"]),
    ];

    private bool ToInput(Phrase order)
    {
        if (AnInput.In(order, 1) is not var (at, end))
        {
            if (!MakeLead.Opens(order, out var choose) || choose < 3 && order.Low(0) is not ("parametrize" or "parameterize" or "parametrise" or "parameterise") || choose >= order.Count) return false;
            return AsInput(order.From(choose), null);
        }

        var tail = order.From(end);
        string? initial = null, called = null;
        if (tail.Low(0) is "called" or "named" && tail.Count > 1) (called, tail) = (literals.Unmask(tail[1].Text), tail.From(2));
        if (Initial.Opens(tail, out var lead) && lead < tail.Count) initial = literals.Unmask(tail.From(lead).Text).Trim('"', ' ');
        else if (tail.Low(0) is "for" && tail.Count is > 1 and < 6 && order.Low(0) is "use" or "add" or "make" or "have") return AsInput(tail.From(1), null);
        else if (tail.Trimmed().Count > 0 && tail.Low(0) is not ("instead" or "please" or "too")) return false;
        var what = order.To(at);
        if (MakeLead.Opens(what, out var made)) what = what.From(made);
        else if (Given.In(what) is var (given, _) && given > 0) what = what.To(given);
        else return false;
        return what.Count is > 0 and < 8 && AsInput(what, initial, called);
    }

    private static readonly Form ByDefault = new("is/are/should/must be? | defaults to | to | =");

    // "The hero is a dragon by default": what an input is when it is left out.
    private bool Default(Phrase order)
    {
        if (!order.Has("default", "defaults") || Draft.Find("inputs") is not { Count: > 0 } inputs) return false;
        if (DefaultTo.Opens(order, out var to) && to < order.Count && OnlyDefault(inputs) is { } sole) return Defaults(sole, (JsonObject)inputs[sole]!, order.From(to));
        if (order.Low(0) is "make" or "set" or "use" && TheDefault.In(order, 2) is var (usual, past) && past == order.Count && OnlyDefault(inputs) is { } one) return Defaults(one, (JsonObject)inputs[one]!, order.Part(1, usual));
        var said = order;
        if (Phrase.Of("by default") is var tail && said.Count > 3 && said.Low(said.Count - 1) == "default" && said.Low(said.Count - 2) == "by") said = said.To(said.Count - tail.Count);
        else if (said.Low(0) == "by" && said.Low(1) == "default") said = said.From(2).Trimmed();
        else return false;
        if (ByDefault.In(said, 1) is not var (at, end) || end >= said.Count) return false;
        if (inputs.Select(i => i.Key).FirstOrDefault(k => said.To(at).Any(t => string.Equals(t.Low, k, StringComparison.OrdinalIgnoreCase) || k.Split('_').Contains(t.Low))) is not { } known || inputs[known] is not JsonObject schema) return false;
        var value = said.From(end);
        while (value.Count > 1 && value.Low(0) is "a" or "an" or "the") value = value.From(1);
        return Defaults(known, schema, value);
    }

    private static readonly Form DefaultTo = new("change/set/make/switch/update the/its? default value? to/into/be? | the/its? default value? should/must/shall be | the/its default value? is now? | it should/must/shall default to | default to");

    private static readonly Form TheDefault = new("as? the? default value/language/setting?");

    // The one input that is meant when none is named: that which has a default, else the only one.
    private static string? OnlyDefault(JsonObject inputs) =>
        inputs.Where(i => i.Value?["default"] is not null).Select(i => i.Key).ToList() is { Count: > 0 } set ? set is [var one] ? one : null : inputs.Count == 1 ? inputs.First().Key : null;

    private bool Defaults(string input, JsonObject schema, Phrase value)
    {
        schema["default"] = GraphBuilder.Typed(literals.Unmask(value.Text).Trim('"'), Draft.Text(schema["type"]) ?? "string");
        return Did($"the input '{input}' is {literals.Unmask(value.Text)} when it is left out");
    }

    private static readonly Form Becoming = new("should/must/shall be | is/are now?");

    // "The list of cities is Rome and Oslo", "the default for the topic should be cats": of nothing but an input's name.
    private bool InputIs(Phrase order)
    {
        if (order.Low(0) is "set" or "make" or "change" or "fix" && order.Find(2, "to") is > 1 and < 5 and var to && to + 1 < order.Count && order.Part(1, to).Tokens.Where(t => !Lexicon.IsDeterminer(t.Low) && t.Low != "input").ToList() is [var only]
            && Draft.Find("inputs")?[only.Low] is JsonObject given && !Draft.Nodes.ContainsKey(only.Low) && !Draft.Nodes.Any(n => Draft.Text(n.Value?["with"]?[only.Low]) is { } set && !set.Contains("${{", StringComparison.Ordinal))) return Defaults(only.Low, given, order.From(to + 1)); // "set the topic to …"
        if (Draft.Find("inputs") is not { Count: > 0 } inputs || Becoming.In(order, 1) is not var (at, end) || end >= order.Count || at > 7) return false;
        string? name = null;
        for (var i = 0; i < at; i++)
        {
            var low = order.Low(i);
            if (inputs.Select(n => n.Key).FirstOrDefault(k => k == low || Words.Plural(k) == low || k == Words.Plural(low) || k.Split('_').Contains(low)) is { } known) name = known;
            else if (low is not ("list" or "of" or "input" or "default" or "for" or "value") && !Lexicon.IsDeterminer(low)) return false;
        }

        var value = order.From(end);
        if (name is null || inputs[name] is not JsonObject schema || value.Has("an", "not", "too", "optional", "required", "needed", "by", "missing", "empty") || value.Low(0) is "a" or "the" or "in" or "from" or "to" || Lexicon.FormOf(value.Low(0)) is VerbForm.Past || Finder.Find(name).Count > 0 && schema["default"] is null && !order.Has("default", "list") && value.Count > 4) return false;
        var said = literals.Unmask(value.Text).Trim('"');
        schema["default"] = Draft.Text(schema["type"]) == "array" ? new JsonArray([.. Several().Split(said).Select(v => (JsonNode)JsonValue.Create(v.Trim()))]) : GraphBuilder.Typed(said, Draft.Text(schema["type"]) ?? "string");
        return Did($"the input '{name}' is {said} when it is left out");
    }

    private bool AsInput(Phrase what, string? initial, string? called = null)
    {
        while (what.Count > 1 && (Lexicon.IsDeterminer(what.Low(0)) || what.Low(0) is "of")) what = what.From(1);
        var literal = Enumerable.Range(0, what.Count).Select(i => what[i]).FirstOrDefault(t => t.Kind == TokenKind.Literal);
        var was = literal.Text is { Length: > 0 } ? literals.Value(literal.Text[0]) : null;
        var noun = string.Join(' ', Enumerable.Range(0, what.Count).Where(i => what[i].IsWord && !Lexicon.IsPreposition(what.Low(i)) && !Lexicon.IsDeterminer(what.Low(i))).Select(i => what.Low(i)).Take(2));
        if (noun.Length == 0 && was is not null) noun = Literals.KindOf(literal.Text[0]) switch { "mail" => "recipient", "channel" => "channel", "file" => "path", "url" => "url", _ => "value" };
        var name = Words.Identifier(called ?? noun);
        if (name.Length == 0) return false;
        var inputs = Draft.Section("inputs");
        if (inputs.ContainsKey(name)) return Cannot($"There is an input '{name}' already.");
        was ??= initial is not null && Holds(initial) ? initial : Setting(noun);
        var places = was is null ? 0 : GraphSurgery.ReplaceIn(Draft.Nodes, was, $"${{{{ inputs.{name} }}}}") + (Draft.Find("agents") is { } agents && Draft.Nodes.Any(n => n.Value?["agent"] is not null) ? ToldInput(agents, was, name) : 0);
        var value = initial ?? was;
        inputs[name] = value is null ? new JsonObject { ["type"] = "string" } : new JsonObject { ["type"] = "string", ["default"] = value };
        if (places == 0) Remarks.Add($"No step uses the input '{name}' yet: say for example \"set the query of search to ...\" with ${{{{ inputs.{name} }}}} in it.");
        return Did($"input '{name}'{(value is null ? "" : $", {value} otherwise")}");
    }

    private bool Holds(string value) => Draft.Nodes.ToJsonString().Contains(value, StringComparison.OrdinalIgnoreCase);

    // Agents are told of inputs in their prompts: "Translate the text into German" becomes "into the language" and the prompt names it.
    private int ToldInput(JsonObject agents, string was, string name)
    {
        var count = 0;
        foreach (var (_, body) in Draft.Nodes)
        {
            if (Draft.Text(body?["agent"]) is not { } agent || agents[agent] is not JsonObject worker || Draft.Text(worker["instructions"]) is not { } told || !told.Contains(was, StringComparison.OrdinalIgnoreCase)) continue;
            worker["instructions"] = told.Replace(was, $"the {name.Replace('_', ' ')}", StringComparison.OrdinalIgnoreCase);
            if (!(Draft.Text(body!["prompt"]) ?? "").Contains($"inputs.{name} ", StringComparison.Ordinal)) body["prompt"] = $"{Draft.Text(body["prompt"])}\n\n{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}:\n${{{{ inputs.{name} }}}}".Trim();
            count++;
        }

        return count;
    }

    // The text that a noun stands for now: the channel of the last message, the language of the translation.
    private string? Setting(string noun)
    {
        if (noun.Contains("language", StringComparison.Ordinal)) return Draft.Nodes.Select(n => Language(n.Key)).LastOrDefault(l => l is not null);
        foreach (var (_, node) in Draft.Nodes.Reverse())
            if (Draft.Text(node?["with"]?["url"]) is { } url && System.Text.RegularExpressions.Regex.Match(url, $@"[?&]{System.Text.RegularExpressions.Regex.Escape(noun.Split(' ')[^1])}=([^&\s${{}}]+)") is { Success: true } part) return part.Groups[1].Value;
        foreach (var (_, keys) in Settable.Where(s => noun.Split(' ').Any(s.Nouns.Contains)))
            foreach (var (_, node) in Draft.Nodes.Reverse())
                foreach (var key in keys)
                    if (Draft.Text(node?["with"]?[key]) is { Length: > 1 } value && !value.Contains("${{", StringComparison.Ordinal)) return value;
        return null;
    }
}
