using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Changes of one value: limits, tries, times, prompts, approval, inputs, and what runs at once.</summary>
internal sealed partial class Edits
{
    private bool Set(string text) => Approval(text) || SetInput(text) || SetLimit(text) || SetPrompt(text);

    private bool SetLimit(string text)
    {
        if (SetLimitWord().Match(text) is not { Success: true } match) return false;
        var key = LimitKey(match.Groups["key"].Value);
        var written = match.Groups["value"].Value.Trim();
        var value = key is "time" or "deadline" ? Amounts.Duration(written) : key == "cost" && Amounts.Of(written.Trim('$', '€', ' ').Split(' ')[0]) is { } money ? $"${Amounts.Plain(money)}" : written.Split(' ')[0];
        if (value is null) return false;
        if (key == "cost" && written.Contains("cent", StringComparison.OrdinalIgnoreCase) && Amounts.Of(value.TrimStart('$')) is { } cents) value = $"${Amounts.Plain(cents / 100)}";
        Draft.Section("limits")[key] = long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : JsonValue.Create(value);
        return Did($"limit {key}: {value}");
    }

    private static string LimitKey(string words)
    {
        var w = words.ToLowerInvariant();
        return w.Contains("cost") || w.Contains("money") || w.Contains("spend") || w.Contains("budget") || w.Contains("price") ? "cost" : w.Contains("step") ? "steps" : w.Contains("token") ? "tokens" : w.Contains("deadline") ? "deadline" : w.Contains("parallel") ? "parallel" : "time";
    }

    // Copies and attachments of mails, and who no longer gets them.
    private bool Mails(string text)
    {
        var mails = Draft.Nodes.Where(n => n.Value?["with"] is JsonObject with && with.ContainsKey("subject") && with.ContainsKey("to")).Select(n => n.Key).ToList();
        if (MoreRecipients(Phrase.Of(text)) || Subjects(Phrase.Of(text)) || SaysIn(Phrase.Of(text))) return true;
        if (mails.Count == 0) return false;
        var aim = Phrase.Of(text) is var said && said.Find(1, "on", "for", "of", "in") is > 0 and var on && on < said.Count - 1 ? said.From(on + 1).Text : "";
        if (aim.Length > 0 && (OfLabel(Aim.Of(Phrase.Of(aim), -1, -1).Split(' ')[0]) ?? [.. Finder.Find(Plain(aim))]).Where(mails.Contains).ToList() is [var meant]) mails = [meant];
        else if (_sent is { } last && mails.Contains(last)) mails = [last];
        var at = (JsonObject)Draft.Nodes[mails[^1]]!["with"]!;
        if (CopyWord().Match(text) is { Success: true } copy && literals.All(text, "mail") is { Count: > 0 } people) return Listing(at, copy.Groups[1].Value.ToLowerInvariant(), people, mails[^1]);
        if (AttachWord().IsMatch(text) && literals.All(text, "file") is { Count: > 0 } files) return Listing(at, "attachments", files, mails[^1]);
        if (at["to"] is not JsonArray { Count: > 1 } to) return false;
        var order = Phrase.Of(text);
        var dropped = RemoveLead.Opens(order, out var lead) && lead < order.Count && order.Count - lead < 3 && !order.HasLiterals ? order[order.Count - 1].Text : null; // "drop the cfo" of boss@… and cfo@…
        if (OffWord().Match(text) is not { Success: true } off && dropped is null) return false;
        var who = dropped ?? literals.Unmask(OffWord().Match(text).Groups[1].Value).Trim();
        if (dropped is not null && !to.Select(Draft.Text).OfType<string>().Any(t => t.StartsWith(who, StringComparison.OrdinalIgnoreCase))) return false;
        if (to.Select(Draft.Text).OfType<string>().Where(t => t.StartsWith(who, StringComparison.OrdinalIgnoreCase)).ToList() is not [var gone]) return Cannot($"'{who}' is none of {string.Join(", ", to.Select(Draft.Text))}.");
        at["to"] = Draft.OneOrMany([.. to.Select(Draft.Text).OfType<string>().Where(t => t != gone)]);
        return Did($"'{mails[^1]}' goes no longer to {gone}");
    }

    private bool Listing(JsonObject at, string key, IReadOnlyList<string> more, string node)
    {
        if (key != "attachments" && at["to"] is JsonArray { Count: > 1 } to && to.Select(Draft.Text).OfType<string>().Where(t => !more.Contains(t)).ToList() is { Count: > 0 } left) at["to"] = Draft.OneOrMany(left); // a copy is no letter
        at[key] = new JsonArray([.. Draft.Targets(at[key]).Concat(more).Distinct(StringComparer.Ordinal).Select(m => JsonValue.Create(m))]);
        return Did($"'{node}' has {key} {string.Join(", ", more)}");
    }

    private bool SetPrompt(string text)
    {
        if (PromptWord().Match(text) is not { Success: true } match) return false;
        var name = Plain(match.Groups["node"].Value);
        var value = literals.Unmask(match.Groups["value"].Value).Trim().Trim('"');
        var key = match.Groups["key"].Value.ToLowerInvariant();
        if (key.StartsWith("description", StringComparison.Ordinal) && (name.Length == 0 || Whole().IsMatch(name)))
        {
            Draft.Set("description", value);
            return Did("the description is changed");
        }

        var node = name.Length == 0 ? Draft.Nodes.FirstOrDefault(n => n.Value?[key.StartsWith("title", StringComparison.Ordinal) ? "human" : "agent"] is not null).Key : NodeOf(name);
        if (name.Length == 0 && key is "subject" or "text" or "message" or "query" or "url" or "sql" or "path")
        {
            var holders = Draft.Nodes.Where(n => (n.Value?["with"] as JsonObject)?.ContainsKey(key == "message" ? "text" : key) == true).Select(n => n.Key).ToList();
            if (holders.Count == 0 && key == "query") (key, holders) = ("sql", Draft.Nodes.Where(n => (n.Value?["with"] as JsonObject)?.ContainsKey("sql") == true).Select(n => n.Key).ToList());
            node = holders.FindLast(h => newest?.Contains(h) == true) ?? (key is "subject" or "text" or "message" ? holders.LastOrDefault() : holders.FirstOrDefault());
        }

        if (node is null) return Cannot(name.Length == 0 ? "No step has that." : Finder.Unclear(name));
        var at = (JsonObject)Draft.Nodes[node]!;
        if (key.StartsWith("title", StringComparison.Ordinal) && at["human"] is JsonObject human) human["title"] = value;
        else if (key.StartsWith("instruction", StringComparison.Ordinal) && Draft.Text(at["agent"]) is { } agent) ((JsonObject)Draft.Find("agents")![agent]!)["instructions"] = value;
        else if (key == "prompt" && at["agent"] is not null) at["prompt"] = value.Contains("${{", StringComparison.Ordinal) || References(Draft.Text(at["prompt"]) ?? "") is not { Length: > 0 } used ? value : $"{value}\n\n{used}";
        else if (at["with"] is JsonObject with) with[key == "message" ? "text" : key] = value;
        else return Cannot($"'{node}' has no {key}.");
        return Did($"the {key} of '{node}' is changed");
    }

    // What a prompt reads stays in it.
    private static string References(string prompt) => string.Join("\n\n", Reference().Matches(prompt).Select(m => m.Value).Distinct(StringComparer.Ordinal));

    private bool SetInput(string text)
    {
        if (InputDefault().Match(text) is { Success: true } match && Draft.Find("inputs") is { } inputs && (Near(Identifier(InputNoise().Replace(Plain(match.Groups["name"].Value), "").Trim()), inputs.Select(i => i.Key)) ?? inputs.Select(i => i.Key).FirstOrDefault(k => match.Groups["name"].Value.Split(' ').Contains(k, StringComparer.OrdinalIgnoreCase))) is { } known)
        {
            var schema = (JsonObject)inputs[known]!;
            var value = literals.Unmask(match.Groups["value"].Value).Trim('"', ' ', '.');
            schema["default"] = GraphBuilder.Typed(value, Draft.Text(schema["type"]) ?? "string");
            return Did($"the input '{known}' is {value} when it is left out");
        }

        if (InputType().Match(text) is not { Success: true } typed || Draft.Find("inputs") is not { } all || Near(Identifier(InputNoise().Replace(Plain(typed.Groups["name"].Value), "").Trim()), all.Select(i => i.Key)) is not { } name) return false;
        var type = typed.Groups["type"].Value.ToLowerInvariant() switch { "number" or "decimal" => "number", "integer" or "whole number" or "int" => "integer", "list" or "array" => "array", "boolean" or "yes/no" or "flag" => "boolean", _ => "string" };
        if (all[name] is not JsonObject input) return false;
        input["type"] = type;
        if (type != "string") input.Remove("format");
        input.Remove("default");
        return Did($"the input '{name}' is a {type}");
    }

    // "ask me before every call of the slack tool"
    private bool Approval(string text)
    {
        if (ApproveTool().Match(text) is not { Success: true } match) return false;
        var name = Plain(match.Groups["tool"].Value);
        var tools = Draft.Section("tools");
        var known = tools.Select(t => t.Key).FirstOrDefault(t => string.Equals(t, name, StringComparison.OrdinalIgnoreCase) || (Draft.Text(tools[t]?["use"]) ?? "").Contains(name, StringComparison.OrdinalIgnoreCase));
        if (known is null && Draft.Nodes.Select(n => Draft.Text(n.Value?["tool"])).FirstOrDefault(t => t is not null && t.Contains(name, StringComparison.OrdinalIgnoreCase)) is { } kind)
        {
            known = Draft.Free(tools, kind[(kind.LastIndexOf('.') + 1)..]);
            tools[known] = new JsonObject { ["use"] = kind };
            foreach (var (_, node) in Draft.Nodes)
                if (Draft.Text(node?["tool"]) == kind) node!["tool"] = known;
        }

        if (known is null) return false;
        ((JsonObject)tools[known]!)["approve"] = NoWord().IsMatch(text) ? "never" : "always";
        return Did(NoWord().IsMatch(text) ? $"the tool '{known}' asks nobody" : $"a person must allow each call of the tool '{known}'");
    }

    private bool Parallel(IReadOnlyList<string> nodes)
    {
        if (_graph.AreAtOnce(nodes)) return Cannot($"{Listed(nodes)} go on at once already.");
        var order = Draft.Nodes.Select(n => n.Key).Where(nodes.Contains).ToList();
        if (order.TrueForAll(n => Draft.Nodes[n]?["human"] is not null && Draft.Nodes[n]?["next"] is JsonArray { Count: 2 }) && _graph.AskAtOnce(order)) return Did($"{Listed(order)} are asked at once, and what follows needs the yes of {(order.Count == 2 ? "both" : "all")}");
        if (order.Exists(n => Draft.Nodes[n]?["next"] is JsonArray ways && ways.Any(w => w is JsonObject))) return Cannot("One of these steps decides where to go on, so they cannot simply go on at once.");
        for (var i = 1; i < order.Count; i++)
        {
            if (Draft.Text(Draft.Nodes[order[i - 1]]?["next"]) != order[i]) return Cannot("These steps do not follow one another; move them together first.");
            if (Reads(order[i], order[..i]) && _graph.ReadAlike(order[0], order[i])) Remarks.Add($"'{order[i]}' reads now what '{order[0]}' reads.");
            if (Reads(order[i], order[..i])) return Cannot($"'{order[i]}' needs what '{order[i - 1]}' makes, so they cannot go on at once.");
        }

        var next = Draft.Nodes[order[^1]]?["next"]?.DeepClone();
        _graph.Redirect(order[0], [.. order]);
        foreach (var name in order) ((JsonObject)Draft.Nodes[name]!).Remove("next");
        if (next is not null && Draft.Text(next) is { } join && join != "end")
        {
            var needs = (JsonObject)Draft.Nodes[join]!;
            needs.Remove("needs");
            needs.Insert(0, "needs", Draft.OneOrMany(order));
        }

        return Did($"{string.Join(" and ", order)} go on at once");
    }

    // The longest row of steps of which none reads what another makes.
    private List<string> Independent()
    {
        var best = new List<string>();
        foreach (var (first, _) in Draft.Nodes)
        {
            var row = new List<string> { first };
            while (Draft.Text(Draft.Nodes[row[^1]]?["next"]) is { } next && next != "end" && Draft.Nodes.ContainsKey(next) && !row.Contains(next) && !Reads(next, row)) row.Add(next);
            if (row.Count > best.Count) best = row;
        }

        return best;
    }

    private bool Reads(string node, IReadOnlyList<string> makers)
    {
        var text = Draft.Nodes[node]!.ToJsonString();
        return makers.SelectMany(m => (Draft.Nodes[m]?["save"] as JsonObject ?? []).Select(s => s.Key)).Any(k => text.Contains($"state.{k}", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^(?:set|change|put|raise|lower|increase|reduce|make|update|limit)\s+(?:the |its )?(?:max(?:imum)? )?(?<key>(?:(?:cost|money|spending|budget|time|run ?time|step|steps|token|tokens|deadline|parallel|price)(?: limit| cap| budget| bound)?)|limit (?:on|of|for) (?:the )?(?:cost|time|steps|tokens)|number of steps)\s*(?:to|at|of|=|:|is)?\s*(?:be )?(?:at most |max(?:imum)? )?(?<value>[$€]?\s?\d[\w., ]{0,30})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SetLimitWord();

    [GeneratedRegex(@"^(?:set|change|make|update|replace|edit|rewrite|let|the)\s+(?:the )?(?<key>prompt|instructions?|title|description|subject|text|message|query|url|sql|path)(?: line)?(?: (?:of|for|in|on|at) (?:the )?(?<node>[\w -]{1,40}?)(?: step| node| agent| task)?)?\s*(?:(?:to|with|as|=|:|should be|say)\s*:?\s*(?<value>.{1,400})|(?<value>[\uE600-\uE7FF]))$|^(?:the |its |their )?(?<key>title|description|subject|prompt|instructions?|query)(?: line)?(?: (?:of|for) (?:the )?(?<node>[\w -]{1,40}?)(?: step)?)?(?: (?:should be|must be|should read|should say|is|=)|:)\s*(?<value>.{1,400})$|^(?:set|change|make|update)\s+(?:the )?(?<node>[\w-]{2,40})(?:'s| step's)? (?<key>prompt|instructions?|title|subject|text|message|query|url|sql|path) (?:to|with|as|=|:)\s*(?<value>.{1,400})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex PromptWord();

    [GeneratedRegex(@"^(?:and |put |add |send |also )*(?:.{0,40} (?:in|on|into|as) )?(?:an? |the )?\b(cc|bcc)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CopyWord();

    [GeneratedRegex(@"^(?:also )?(?:attach|add|send|include|put)\b.{0,30}(?:[\uE400-\uE5FF].*\b(?:as an attachment|attached|to the (?:mail|email))\b|(?<=^(?:also )?attach\b.*)[\uE400-\uE5FF])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AttachWord();

    [GeneratedRegex(@"^(?:take|remove|drop|delete|strike|get) (?:the address )?([\w.@-]+|[\uE200-\uE3FF]) (?:off|from|out of) (?:the |that |my )?(?:mailing )?(?:list|recipients?|addressees|mail|email|to)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OffWord();

    [GeneratedRegex(@"\$\{\{.*?\}\}", RegexOptions.Singleline, 5000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^(?:set|make|change|give|use|let)?\s*(?:the )?default(?: value)? (?:of|for) (?:the )?(?:input )?(?<name>[\w -]{1,40}?)(?: input)? (?:to|be|is|=|as)?\s*(?<value>[\w\uE000-\uEFFF$.@:/-][\w\uE000-\uEFFF $.@:/-]{0,80})$|^(?:the )?(?:input )?(?<name>[\w-]{2,40})(?: input)? (?:should |must )?defaults? to (?<value>.{1,80})$|^(?:set|make|give|let) (?:the )?(?:input )?(?<name>[\w -]{2,40}?)(?: input)?(?:'s)? (?:a |the )?default(?: value)?(?: of| to| be)? (?<value>.{1,80})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InputDefault();

    [GeneratedRegex(@"^(?:set|make|change|turn|let)\s+(?:the )?(?:type of )?(?:the )?(?:input )?(?<name>[\w-]{2,40})(?: input)?(?:'s type)? (?:to |into |be |as |a |an )*(?<type>number|integer|whole number|decimal|int|list|array|boolean|yes/no|flag|text|string)(?: input)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InputType();

    [GeneratedRegex(@"^(?:require|ask (?:me |a person |somebody |someone |for )?(?:for )?|add|set|need|turn on|set the) ?(?:an? |the )?(?:approval|permission|me|human approval|approve)?\s*(?:for|of|before|on|to)\s+(?:each |every |any |the |all )*(?:calls? (?:of|to) )?(?:the )?(?<tool>[\w.]+) tool(?: calls?)?(?: to always| to never| always| never)?$|^(?:the )?(?<tool>[\w.]+) tool (?:needs|requires|must have|should need|needs no|requires no) (?:an? )?(?:human )?(?:approval|permission)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ApproveTool();

    [GeneratedRegex(@"\b(?:no|never|without|off)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NoWord();

    [GeneratedRegex(@"^(?:it|them|this|that|these|those|the steps|everything|both|all|both of them|both posts|the last two|the last two steps|the two|all of them|all (?:two|three|four))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Pronoun();
}
