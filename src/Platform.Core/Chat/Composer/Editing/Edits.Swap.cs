using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>One thing in the place of another of its kind: "use b.csv instead", "make that 30 min", "ask Lisa instead", "change it to Thursdays".</summary>
internal sealed partial class Edits
{
    private static readonly (string Kind, string[] Keys)[] Places = [("file", ["path"]), ("url", ["url"]), ("mail", ["to"]), ("channel", ["channel", "chat"])];

    /// <summary>An order that stood in a request for a new workflow and is a change of what was built from the rest of it.</summary>
    public bool Try(string masked)
    {
        var (count, known) = (Told.Count, _graph.Bodies());
        var isDone = One(Courtesy.Bare(masked).Trim(' ', ',', '.', '!')) && Told.Count > count;
        _graph.Gate(known);
        return isDone;
    }

    private bool Swap(string text)
    {
        var isInstead = InsteadWord().IsMatch(text) || JustThere().IsMatch(text);
        if (!isInstead && !ChangeWord().IsMatch(text)) return false;
        return SwapPerson(text, isInstead) || isInstead && SwapSender(text);
    }

    private bool SwapPerson(string text, bool isInstead)
    {
        if ((isInstead ? WhoInstead() : AssignTo()).Match(text) is not { Success: true } who || Draft.Nodes.LastOrDefault(n => n.Value?["human"] is not null).Key is not { } asks) return false;
        if (new PeopleSkills(literals).Read($"ask {who.Groups[1].Value} to approve it")?.Get("assign") is not { } assignee) return false;
        Draft.Nodes[asks]!["human"]!["assign"] = assignee;
        return Did($"'{asks}' asks {assignee}");
    }

    // "The file b.csv" is the file.
    private static string Only(string said) => LiteralOnly().Match(said.Trim()) is { Success: true } one ? one.Groups[1].Value : said;

    // "The 7" and "an 8" are numbers.
    private static string Bared(string said) => Grammar.Phrase.Of(said) is { Count: 2 } two && Grammar.Lexicon.IsDeterminer(two.Low(0)) && Amounts.Of(two[1].Text) is not null ? two[1].Text : said;

    private static readonly Grammar.Form Original = new("the original/originals text/version/one/poem/article?");

    // "Save the original as well": what was translated or rewritten.
    private Grammar.Phrase Originally(Grammar.Phrase said)
    {
        if (Original.In(said) is not var (at, end) || Draft.Nodes.LastOrDefault(n => Language(n.Key) is not null).Value is not { } worker || Regex.Matches(Draft.Text(worker["prompt"]) ?? "", @"\$\{\{ (?:state|inputs)\.(\w+) \}\}") is not [var read]) return said;
        return Grammar.Phrase.Of($"{said.To(at).Text} the {read.Groups[1].Value.Replace('_', ' ')} {said.From(end).Text}".Trim());
    }

    private static readonly Grammar.Form WhatItMakes = new("what/whatever the * *? agent/one/step? returns/gives/makes/writes/says/produces/finds/answers back?");

    // "Save what the second one returns": what is sent or written already is that from now on.
    private bool SendsWhat(Grammar.Phrase order)
    {
        if (order.HasLiterals || WhatItMakes.In(order, 1) is not var (at, end) || end != order.Count || Grammar.Lexicon.OrderAt(order, 0, isFirst: true) != 0) return false;
        var who = order.Part(at + 1, end - (order.Low(end - 1) == "back" ? 2 : 1)).Text;
        var maker = (who.EndsWith(" one", StringComparison.OrdinalIgnoreCase) ? Finder.One($"{who[..^4]} agent") : null) ?? Finder.One(who);
        if (maker is null) return Cannot(Finder.Unclear(who));
        if ((Draft.Nodes[maker]?["save"] as JsonObject)?.Select(s => s.Key).FirstOrDefault() is not { } made) return false;
        var use = Grammar.Lexicon.Lemma(order.Low(0)) switch { "save" or "write" or "store" or "keep" => ".write", "email" or "mail" => "email.send", "post" => "slack.post", _ => "" };
        var told = Draft.Nodes.Select(n => n.Key).Where(n => Uses(n).Any(u => Tellers.Contains(u) && u.EndsWith(use, StringComparison.Ordinal))).ToList();
        if (use.Length == 0 || told is not [var sender] || Draft.Nodes[sender]?["with"] is not JsonObject with || new[] { "content", "text" }.FirstOrDefault(with.ContainsKey) is not { } key) return false;
        with[key] = $"${{{{ state.{made} }}}}";
        Remarks.RemoveAll(r => r.StartsWith($"'{sender}' still reads", StringComparison.Ordinal));
        return Did($"'{sender}' has what '{maker}' makes");
    }

    private static int Alike(string a, string b) => a.Zip(b).TakeWhile(p => char.ToLowerInvariant(p.First) == char.ToLowerInvariant(p.Second)).Count();

    // A literal in the place of the one of its kind that a step has.
    private bool SwapIn(string node, char literal)
    {
        if (Places.FirstOrDefault(p => p.Kind == Literals.KindOf(literal)).Keys is not { } keys || Draft.Nodes[node]?["with"] is not JsonObject with || keys.FirstOrDefault(with.ContainsKey) is not { } key) return false;
        with[key] = literals.Value(literal);
        return Did($"'{node}' has {literals.Value(literal)}");
    }

    private bool Fits(string node, string text, string now)
    {
        var isRead = Draft.Text(Draft.Nodes[node]?["tool"])?.Contains("read", StringComparison.Ordinal) == true || node.StartsWith("read", StringComparison.Ordinal);
        if (ReadWord().IsMatch(text)) return isRead;
        if (WriteWord().IsMatch(text)) return !isRead;
        return Path.GetExtension(now) == Path.GetExtension(Draft.Text(Draft.Nodes[node]!["with"]!["path"]) ?? "");
    }

    // "Post it on slack #compare instead": the last step that told somebody is replaced.
    private bool SwapSender(string text)
    {
        var plan = new PlanReader(literals, models, parts.Workflows, Labels()).Read(InsteadWord().Replace(text, ""));
        if (plan.Items is not [Step { Skill: "slack" or "telegram" or "email" or "issue" or "filewrite" or "csvwrite" or "http" } step]) return false;
        var told = LastTeller();
        return told is not null && Exchange(told, plan, step);
    }

    private string? LastTeller() => Draft.Nodes.LastOrDefault(n => Uses(n.Key).Any(Tellers.Contains)).Key;

    /// <summary>Tools that give something to the world outside.</summary>
    internal static readonly string[] Tellers = ["slack.post", "telegram.send", "email.send", "github.issue", "file.write", "csv.write", "http.request"];

    [GeneratedRegex(@",?\s*\b(?:instead|rather)\b(?! of)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InsteadWord();

    [GeneratedRegex(@"^(?:assign (?:it|this|that|the \w+) to|let it be|it (?:should|must) be|make (?:it|that)|(?:the )?(?:approver|reviewer) (?:is|should be))\s+((?:the |my |our )?[A-Za-z][\w-]*(?: (?:team|manager|lead))?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AssignTo();

    [GeneratedRegex(@"^(?:change|make|switch|update|set|use|call|move|read from|better|assign|let it be|it should be|it must be|the approver|the reviewer)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ChangeWord();

    [GeneratedRegex(@"^(?:to|at|in|into|from|as)?\s*[\uE000-\uE5FF\uE800-\uE9FF]$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex JustThere();

    [GeneratedRegex(@"\b(?:ask|assign(?: it)? to|have|let|use|make it|give it to|send it to)\s+((?:the |my |our )?[A-Za-z][\w-]*(?: (?:team|manager|lead))?)\s+(?:\w+ ){0,3}instead\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WhoInstead();

    [GeneratedRegex(@"\b(?:read|input|load|source|from)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ReadWord();

    [GeneratedRegex(@"\b(?:save|write|output|store|target|result)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WriteWord();

    private bool SwapTool(string was, string now)
    {
        var plan = new PlanReader(literals, models, parts.Workflows).Read($"send it to {now}");
        if (plan.Items.Count == 0) plan = new PlanReader(literals, models, parts.Workflows).Read(Nominals.Order(now));
        var old = Draft.Nodes.FirstOrDefault(n => n.Value is JsonObject node && (NodeOf(was) == n.Key || Draft.Text(node["tool"]) is { } tool && (tool.Contains(was, StringComparison.OrdinalIgnoreCase) || (Draft.Text(Draft.Find("tools")?[tool]?["use"]) ?? tool).Contains(ToolWord(was), StringComparison.OrdinalIgnoreCase)))).Key;
        if (old is null) return false;
        if (plan.Items is not [Step step]) return Cannot($"I do not know how to use '{now}' in the place of '{was}'.");
        return Exchange(old, plan, step);
    }

    private static bool IsTool(string word) => word.Trim().ToLowerInvariant() is "slack" or "telegram" or "email" or "e-mail" or "mail" or "github";

    private static bool AFile(Grammar.Phrase place) => place.Count is > 0 and < 4 && (place[place.Count - 1].IsLiteral("file") || place.Has("file", "csv", "table", "spreadsheet") && !place.HasLiterals) && !Clauses.BeginsWithVerb(place.Text);

    // Whoever wants a service that no tool speaks to has nothing changed by half.
    private bool IsElsewhere(string text) =>
        !text.Any(c => Literals.IsLiteral(c) && Literals.KindOf(c) == "url") && Services.Wanted(text) is { } service && Draft.Find("tools")?.ToJsonString().Contains(service, StringComparison.OrdinalIgnoreCase) != true && Cannot(Services.Missing(service));

    private static string ToolWord(string word) => word.ToLowerInvariant() switch { "mail" or "e-mail" => "email", var w => w };
}
