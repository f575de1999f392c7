using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>One more of what is there: "also French", "a third one, https://c.com"; and steps for a way that exists: "also notify #product when it's negative".</summary>
internal sealed partial class Edits
{
    private bool More(string text)
    {
        if (MoreWord().Match(text) is not { Success: true } match) return false;
        var what = AlsoWord().Replace(match.Groups["what"].Value, "").Trim(' ', ',', '.');
        if (ItsOwn.In(Phrase.Of(what), 1) is var (own, past) && past == Phrase.Of(what).Count) what = Phrase.Of(what).To(own).Trimmed().Text; // what its twins have it has too
        if (Phrase.Of(what) is var noted && noted.Find(1, ",") is > 0 and var aside && noted.Low(aside + 1) is "it" or "that" or "they" && Languages.All(AlsoWord().Replace(noted.To(aside).Text.Replace(" please", "", StringComparison.OrdinalIgnoreCase), "")) is { Count: > 0 }) what = AlsoWord().Replace(noted.To(aside).Text.Replace(" please", "", StringComparison.OrdinalIgnoreCase), ""); // "…, it should go in with the others"
        if (AsTongue.In(Phrase.Of(what), 1) is var (tongue, said) && said == Phrase.Of(what).Count) what = Phrase.Of(what).To(tongue).Text;
        if (Languages.All(what) is { Count: > 0 } tongues) return Tongues(tongues);
        if (OneMore().IsMatch(text) && Phrase.Of(text) is var more && more.Has("for") && Lexicon.OrderAt(more, 0) < 0 && (newest is { Count: > 0 } last ? last[^1] : Draft.Nodes.LastOrDefault(n => Uses(n.Key).Contains("web.search")).Key) is { } searched && Draft.Nodes.ContainsKey(searched) && Uses(searched).Contains("web.search") && Alongside($"search the web for {what} at the same time")) return true; // "and for museums too"
        if (Side.In(Phrase.Of(what), 1) is var (side, all) && all == Phrase.Of(what).Count && Languages.All(InAll().Replace(AlsoWord().Replace(Phrase.Of(what).To(side).Trimmed().Text, ""), "")) is { Count: > 0 } beside && Draft.Nodes.Any(n => Language(n.Key) is not null)) return Tongues(beside); // "…, all three in parallel" is how twins go anyway
        if (OneMore().IsMatch(text) && literals.First(what, "file") is { } file && Phrase.Of(text) is var order && (Lexicon.OrderAt(order, 0) < 0 || order.Low(0) is "add" or "include" or "read" or "use" or "take" or "compare") && Draft.Nodes.LastOrDefault(n => n.Value?["map"] is null && Uses(n.Key).Any(u => u.EndsWith(".read", StringComparison.Ordinal)) && Draft.Text(n.Value?["with"]?["path"]) is not null).Key is { } reads)
            return Twin(reads, Draft.Nodes[reads]!["with"]!["path"]!.GetValue<string>(), file);
        if (OneMore().IsMatch(text) && (literals.First(what, "channel") ?? literals.First(what, "mail")) is not null && Lexicon.OrderAt(Phrase.Of(text), 0) < 0 && Phrase.Of(text).Count < 7) return Append($"send it to {what.First(Literals.IsLiteral)}", null, null);
        if (!OneMore().IsMatch(text) || literals.First(what, "url") is not { } url) return false;
        return Draft.Nodes.LastOrDefault(n => n.Value?["map"] is null && Draft.Text(n.Value?["with"]?["url"]) is not null).Key is { } fetch && Twin(fetch, Draft.Nodes[fetch]!["with"]!["url"]!.GetValue<string>(), url);
    }

    private static readonly Form AsTongue = new("as a/an/the? second/third/fourth/fifth/another/new/further/additional/extra? language/tongue/translation");

    private static readonly Form ItsOwn = new(",? in/to/into/with/as a/an own? separate? file of its/their own | ,? in/to/into/with/as its/their/an own? separate/own file/files | ,? in its/their place/stead | ,? instead | ,? saved in its/their own file/files | ,? in a/another separate/new? file");

    private bool Tongues(IReadOnlyList<string> tongues)
    {
        foreach (var tongue in tongues)
        {
            var there = Draft.Nodes.LastOrDefault(n => Language(n.Key) is not null && Uses(n.Key).Any(u => u.StartsWith("transl", StringComparison.Ordinal))).Key ?? Draft.Nodes.LastOrDefault(n => Language(n.Key) is not null).Key;
            if (there is null) return Append($"translate it to {string.Join(" and ", tongues)}", null, null);
            if (Draft.Nodes.Any(n => Language(n.Key) == tongue)) Cannot($"It is translated into {tongue} already.");
            else Translated(there, tongue);
        }

        return true;
    }

    // One more language; where each has a file of its own, so has this one.
    private void Translated(string there, string tongue)
    {
        var was = Language(there)!;
        var content = Draft.Nodes[there]?["save"] is JsonObject { Count: 1 } made ? $"${{{{ state.{made.First().Key} }}}}" : null;
        var files = Draft.Nodes.Where(n => Uses(n.Key).Contains("file.write")).Select(n => n.Key).ToList();
        var save = files.FindLast(f => Draft.Text(Draft.Nodes[f]!["with"]?["content"]) == content);
        var follows = save is not null && Draft.Text(Draft.Nodes[there]!["next"]) == save;
        if (save is null || files.Count < 2 && !Draft.Text(Draft.Nodes[save]!["with"]!["path"])!.Contains(was, StringComparison.OrdinalIgnoreCase))
        {
            Twin(there, was, tongue);
            return;
        }

        var twin = _graph.Twin(there, was, tongue);
        var saved = (JsonObject)Draft.Nodes[save]!;
        saved["with"]!["content"] = content;
        var copy = (JsonObject)saved.DeepClone();
        copy.Remove("needs");
        var path = Draft.Text(copy["with"]!["path"])!;
        copy["with"]!["path"] = path.Contains(was, StringComparison.OrdinalIgnoreCase) ? path.Replace(was, tongue.ToLowerInvariant(), StringComparison.OrdinalIgnoreCase) : $"{tongue.ToLowerInvariant()}{Path.GetExtension(path)}";
        copy["with"]!["content"] = $"${{{{ state.{((JsonObject)Draft.Nodes[twin]!["save"]!).First().Key} }}}}";
        var name = Draft.Free(Draft.Nodes, "save");
        Draft.Nodes.Insert(Draft.Nodes.IndexOf(save) + 1, name, copy);
        if (follows)
        {
            saved.Remove("needs");
            (Draft.Nodes[there]!["next"], Draft.Nodes[twin]!["next"]) = (save, name);
            foreach (var join in Draft.Nodes.Select(n => n.Value).OfType<JsonObject>().Where(n => Draft.Targets(n["needs"]).Contains(save))) ((JsonArray)join["needs"]!).Add((JsonNode)name);
        }
        else saved["next"] = name;

        Did($"'{twin}' does the same as '{there}' with {tongue}, at the same time, and '{name}' writes it to {Draft.Text(copy["with"]!["path"])}");
    }

    private string? Language(string node) => Draft.Text(Draft.Nodes[node]?["agent"]) is { } agent && Languages.In(Draft.Text(Draft.Find("agents")?[agent]?["instructions"]) ?? "") is { } tongue ? tongue : null;

    // A step like another, beside it: what reads the one reads both.
    private bool Twin(string node, string was, string now)
    {
        var made = _graph.Twin(node, was, now);
        return Did($"'{made}' does the same as '{node}' with {now}, at the same time");
    }

    // The step whose message what is added tells as well.
    private string? _alike;

    // "Also mail it" is said of what is told now: when that happens only sometimes, so does this.
    private string? OnlyTold()
    {
        var tellers = Draft.Nodes.Select(n => n.Key).Where(n => Uses(n).Any(Tellers.Contains)).ToList();
        if (tellers.Count > 0 && tellers.TrueForAll(IsRescue)) return _alike = tellers[^1]; // nobody is told but of a failure
        var ends = _graph.LooseFor(null, null);
        var choices = ends.Where(e => Draft.Nodes[e]?["next"] is JsonArray).ToList();
        return choices is [var choice] && ends.Where(e => !choices.Contains(e)).ToList() is [var told] && Uses(told).Any(Tellers.Contains) && !_graph.IsReached(told, new HashSet<string>([choice])) ? told : null;
    }

    // "Email the reply" where only one of several ways makes a reply: it is sent there.
    private string? MakerOf(string text)
    {
        if (_graph.LooseFor(null, null) is not { Count: > 1 } ends || _graph.AreAtOnce(ends)) return null;
        var said = Phrase.Of(text);
        if (Lexicon.OrderAt(said, 0) is not (>= 0 and var verb) || said.Low(verb + 1) is not ("the" or "that" or "this")) return null;
        bool Makes(string node) => Draft.Nodes[node]?["next"] is not JsonArray && (Draft.Nodes[node]?["save"] as JsonObject ?? []).Any(s => s.Key == said.Low(verb + 2));
        return ends.Where(Makes).ToList() is [var only] ? only : null;
    }

    /// <summary>A plan that is one choice, which the draft makes already: its steps go into that way. A new category of a known kind becomes one more way.</summary>
    private bool Known(Plan plan)
    {
        if (plan.Items is not [Fork { Cases.Count: > 0 } fork] || fork.Cases.Exists(c => c.When.Test is Test.Failed or Test.Late)) return false;
        var found = fork.Cases.ConvertAll(c => (Case: c, Place: WayOf(c.When)));
        if (found.Exists(f => f.Place is null)) return false;
        foreach (var (one, place) in found) Fill(place!.Value.Choice, place.Value.Way, one.Then, one.When.Said);
        if (fork.Else.Count == 0) return true;
        var choice = found[0].Place!.Value.Choice;
        var all = (JsonArray)Draft.Nodes[choice]!["next"]!;
        if (all[^1] is not JsonObject last || last["when"] is not null) all.Add((JsonNode)(last = new JsonObject { ["to"] = "end" }));
        Fill(choice, last, fork.Else, "otherwise");
        return true;
    }

    private void Fill(string choice, JsonObject way, List<PlanItem> then, string when)
    {
        var plan = new Plan();
        plan.Items.AddRange(then);
        var tail = _graph.TailOf(choice, way);
        var builder = new GraphBuilder(plan, literals, Draft, parts, [], _graph.NotYet(tail ?? choice));
        builder.Build();
        if (builder.Nodes.Count == 0) return;
        if (tail is not null) _graph.Join(builder.Nodes, builder.Open, tail, null);
        else _graph.Lead(way, builder.Nodes);
        foreach (var line in builder.Told) Did($"{line}, {(when == "otherwise" ? when : $"when {when}")}");
        Remarks.AddRange(builder.Remarks);
    }

    // The way of a choice that tests this; made when the choice sorts by the same thing and has no such way yet.
    private (string Choice, JsonObject Way)? WayOf(Condition condition)
    {
        if (Beyond(condition) is { } beyond) return beyond;
        if (When(condition) is not { } when) return null;
        foreach (var (name, node) in Draft.Nodes)
            foreach (var way in (node?["next"] as JsonArray ?? []).OfType<JsonObject>())
                if (Draft.Text(way["when"]) == when) return (name, way);
        if (condition.Test is Test.Approved && condition.Sign == "!=" && Draft.Nodes.LastOrDefault(n => n.Value?["human"] is not null && n.Value?["next"] is JsonArray { Count: 2 } two && two[1]?["when"] is null).Key is { } gate)
            return (gate, (JsonObject)Draft.Nodes[gate]!["next"]![1]!);
        if (condition is { Test: Test.Approved, Sign: "==" } && Draft.Nodes.LastOrDefault(n => n.Value?["human"] is not null && n.Value?["next"] is JsonArray { Count: > 1 } two && two[^1] is JsonObject rest && rest["when"] is null && two.SkipLast(1).All(w => (Draft.Text((w as JsonObject)?["when"]) ?? "").Contains("{ !state.", StringComparison.Ordinal))).Key is { } asks)
            return (asks, (JsonObject)((JsonArray)Draft.Nodes[asks]!["next"]!)[^1]!); // where only a no has a way of its own, all else is a yes
        if (condition is { Test: Test.Approved, Sign: "==" } && Draft.Nodes.LastOrDefault(n => Draft.At(n.Value, "human", "form", "properties", "approved") is not null && n.Value?["next"] is null or JsonValue).Key is { } open && Draft.Text(Draft.Nodes[open]!["next"]) is null or "end")
        {
            var said = new JsonObject { ["when"] = when, ["to"] = "end" };
            Draft.Nodes[open]!["next"] = new JsonArray(said, new JsonObject { ["to"] = "end" }); // whom nothing followed yet
            return (open, said);
        }

        if (condition.Test is not Test.Label || !when.Contains(" == '", StringComparison.Ordinal)) return null;
        var about = when[..when.IndexOf(" == '", StringComparison.Ordinal)];
        foreach (var (name, node) in Draft.Nodes)
        {
            if (node?["next"] is not JsonArray ways || !ways.OfType<JsonObject>().Any(w => (Draft.Text(w["when"]) ?? "").StartsWith(about, StringComparison.Ordinal))) continue;
            var made = new JsonObject { ["when"] = when, ["to"] = "end" };
            return (name, Before(ways, made));
        }

        return null;
    }

    // One more way of a choice, before the one that is left for everything else.
    private static JsonObject Before(JsonArray ways, JsonObject way)
    {
        ways.Insert(ways[^1] is JsonObject last && last["when"] is null ? ways.Count - 1 : ways.Count, way);
        return way;
    }

    // "And when it is below 100, …" of what is compared with 1000 already: one more way of that choice, when both cannot be.
    private (string Choice, JsonObject Way)? Beyond(Condition condition)
    {
        if (condition is not { Test: Test.Number, And: null, Or: null } || Amounts.Of(condition.Value) is not { } bar || condition.Sign is not ("<" or "<=" or ">" or ">=")) return null;
        foreach (var (name, node) in Draft.Nodes.Reverse())
        {
            if (node?["next"] is not JsonArray ways || node["set"] is not null) continue;
            var simple = ways.OfType<JsonObject>().Where(w => w["when"] is not null).Select(w => Compares().Match(Draft.Text(w["when"])!)).ToList();
            if (simple.Count == 0 || simple.Exists(c => !c.Success) || condition.Subject.Length > 0 && !simple[0].Groups["s"].Value.Contains(condition.Subject, StringComparison.OrdinalIgnoreCase)) continue;
            if (simple.Exists(c => c.Groups["op"].Value[0] == condition.Sign[0] || (condition.Sign[0] == '<' ? bar > Amounts.Of(c.Groups["n"].Value) : bar < Amounts.Of(c.Groups["n"].Value)))) continue;
            var made = new JsonObject { ["when"] = $"${{{{ {simple[0].Groups["s"].Value} {condition.Sign} {(simple[0].Groups["n"].Value.Contains('.', StringComparison.Ordinal) ? Amounts.Double(bar) : Amounts.Plain(bar))} }}}}", ["to"] = "end" };
            return (name, Before(ways, made));
        }

        return null;
    }

    [GeneratedRegex(@"^\$\{\{ (?<s>[\w.()]+) (?<op>>=|<=|>|<) (?<n>\d+(?:\.\d+)?) \}\}$", RegexOptions.None, 5000)]
    private static partial Regex Compares();

    // The condition in CEL as it would stand in this draft; null when steps would have to find it out first.
    private string? When(Condition condition)
    {
        if (condition.Test is Test.Judge) return null;
        var copy = new Draft((JsonObject)Draft.Root.DeepClone());
        var plan = new Plan();
        plan.Items.Add(new Fork([new Case(condition, [])]));
        var builder = new GraphBuilder(plan, literals, copy, parts, []);
        builder.Build();
        return builder.Nodes is [var only] ? Draft.Text((copy.Nodes[only]?["next"] as JsonArray)?[0]?["when"]) : null;
    }

    [GeneratedRegex(@"^(?:(?:also|and|please|plus) )*(?:(?:make it|have it|i want it|add|include|do|make|want|need|translate (?:it )?(?:in)?to|(?:in)?to|in|into|with|for) )?(?<what>(?:an?(?:other)? (?:second|third|fourth|fifth|new )?(?:one|page|url|translation|source)?:?,? ?(?:(?:in)?to |for |at |from )?)?.{3,80})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MoreWord();

    [GeneratedRegex(@",?\s*(?:and )?(?:(?:run|do|with) )?(?:all|both|the)(?: of (?:them|these))?(?: (?:two|three|four|five))?$|,?\s+(?:as well|too|also)(?=,|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InAll();

    [GeneratedRegex(@"\b(?:another|second|third|fourth|fifth|one more|also|too|as well)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OneMore();
}

/// <summary>Languages of people.</summary>
internal static class Languages
{
    private static readonly HashSet<string> Known = new(["English", "German", "French", "Spanish", "Italian", "Portuguese", "Dutch", "Polish", "Russian", "Ukrainian", "Czech", "Slovak", "Hungarian", "Romanian", "Bulgarian", "Greek", "Turkish", "Arabic", "Hebrew", "Hindi", "Bengali", "Urdu", "Chinese",
        "Mandarin", "Japanese", "Korean", "Vietnamese", "Thai", "Indonesian", "Malay", "Swedish", "Danish", "Norwegian", "Finnish", "Icelandic", "Estonian", "Latvian", "Lithuanian", "Croatian", "Serbian", "Slovenian", "Catalan", "Irish", "Welsh", "Latin", "Persian", "Swahili"], StringComparer.OrdinalIgnoreCase);

    public static bool Is(string word) => Known.Contains(word.Trim());

    public static string? In(string text) => text.Split([' ', '.', ',', ':', ';'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(Known.Contains);

    /// <summary>The languages of a text that holds nothing else; empty otherwise.</summary>
    public static IReadOnlyList<string> All(string text)
    {
        var words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => w.ToLowerInvariant() is not ("and" or "or" or "a" or "an" or "version" or "translation" or "one" or "to" or "into" or "in" or "also" or "another" or "the" or "too" or "as" or "well")).ToList();
        return words.Count > 0 && words.TrueForAll(Known.Contains) ? words.ConvertAll(w => char.ToUpperInvariant(w[0]) + w[1..].ToLowerInvariant()) : [];
    }
}
