using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>
/// One value of some steps, however it is said: the sentence holds the name of a setting and a value of its kind; what is left of it names the steps.
/// "Make the approval time out after 1 day" and "set the due time of the approval to 1 day" are the same to it.
/// </summary>
internal sealed partial class Edits
{
    private bool SetValue(string text) => Topic(text) || Tuned(text) || Span(text) || AtATime(text) || Trigger(text);

    // What models can be told: how free, how long, how long their answers are kept.
    private bool Tuned(string text)
    {
        var (key, value, shown) = TemperatureWord().Match(text) is { Success: true } heat && Amounts.Of(heat.Groups["n"].Value) is { } degrees ? ("temperature", JsonValue.Create(degrees), $"temperature {Amounts.Plain(degrees)}")
            : CacheWord().IsMatch(text) && !text.StartsWith("use ", StringComparison.OrdinalIgnoreCase) ? ("cache", Amounts.Duration(text) is { } kept ? JsonValue.Create(kept) : JsonValue.Create(true), $"answers are kept{(Amounts.Duration(text) is { } k ? $" for {k}" : "")}")
            : TokensWord().Match(text) is { Success: true } tokens && Amounts.Whole(tokens.Groups["n"].Value) is { } most ? ("max_tokens", (JsonNode)JsonValue.Create(most), $"at most {most} tokens an answer") : ("", JsonValue.Create(""), "");
        if (key.Length == 0) return false;
        var rest = Left(text, TemperatureWord().Match(text), CacheWord().Match(text), SpanWord().Match(text), TokensWord().Match(text));
        List<string>? nodes = rest.Length == 0 || Everything().IsMatch(rest) ? [.. Draft.Nodes.Where(n => n.Value?["agent"] is not null).Select(n => n.Key)] : Finder.All(rest);
        if (nodes is null) return Cannot(Finder.Unclear(rest));
        var agents = nodes.Where(n => Draft.Nodes[n]?["agent"] is not null).ToList();
        if (agents.Count == 0 && rest.Length > 0) agents = Workers(rest);
        if (agents.Count == 0) return Cannot(nodes.Count == 0 ? "No step of the draft uses a model." : $"{Listed(nodes)} uses no model, so it has no {key}.");
        var real = key == "cache" ? agents : [.. agents.Where(a => Draft.Text(_graph.ModelOf(a)?["use"]) is { } use && !use.StartsWith("scripted/", StringComparison.Ordinal) && !use.StartsWith("builtin/", StringComparison.Ordinal))];
        if (real.Count == 0) return Cannot($"{Listed(agents)}: built-in models know no {key}. Name a model first, such as \"use gpt-4o-mini\".");
        agents = real;
        foreach (var node in agents) _graph.OwnModel(node, agents)[key] = value.DeepClone();
        return Did($"{Listed(agents)}: {shown}");
    }

    // "Give the CFO two days", "make the approval time out after 1 day", "wait 10 minutes instead"
    private bool Span(string text)
    {
        if (Phrase.Of(text) is var order && order.Find(0, "second") is > 0 and var second && order.Low(second - 1) is "a" or "the" && second + 1 < order.Count && order[second + 1].IsWord && !Lexicon.IsPreposition(order.Low(second + 1))) return false; // "a second agent" is no time
        if (PauseWords().IsMatch(text) && (BesideLed().IsMatch(text) || BesideWord().IsMatch(text))) return false; // "wait an hour before the mail is sent" is a step
        if (ThePause().IsMatch(text) && SpanWord().IsMatch(text) && Waits().Count == 0) return Cannot("No step of the draft waits yet: say for example \"wait 5 minutes before the email\".");
        if (SpanWord().Match(text) is not { Success: true } match || Amounts.Duration(match.Value) is not { } span || !(TimeWords().IsMatch(text) || PauseWords().IsMatch(text))) return false;
        if (!ValueLed().IsMatch(text) || Left(text, match) is { Length: > 0 } whom && !Stretched().IsMatch(text) && Whole().IsMatch(whom) || ClockRun().IsMatch(text)) return false;
        var rest = Left(text, match, TimeWords().Match(text));
        var people = Draft.Nodes.Where(n => n.Value?["human"] is not null).Select(n => n.Key).ToList();
        var nodes = Them().IsMatch(rest) ? people : rest.Length == 0 || Him().IsMatch(rest) ? PauseWords().IsMatch(text) && Waits() is { Count: > 0 } waits ? waits.TakeLast(1).ToList() : people.Count > 0 ? people.TakeLast(1).ToList() : Waits().TakeLast(1).ToList() : Finder.All(rest);
        if (rest.Length == 0 && nodes is { Count: 0 }) return false;
        if (nodes is not { Count: > 0 }) return Left(text, match).Length > 0 && TimeWords().IsMatch(text) && !Clauses.BeginsWithVerb(rest) && Cannot(Finder.Unclear(rest));
        foreach (var node in nodes.Select(n => (JsonObject)Draft.Nodes[n]!))
            if (node["human"] is JsonObject human) human["timeout"] = span;
            else if (node["wait"] is JsonObject wait) wait[wait["event"] is null ? "for" : "timeout"] = span;
            else node["timeout"] = span;
        return Did($"{Listed(nodes)} {(nodes.Count == 1 ? "has" : "have")} {span}");
    }

    private List<string> Waits() => [.. Draft.Nodes.Where(n => n.Value?["wait"] is not null).Select(n => n.Key)];

    // "Do at most 3 at once": of a for-each when there is one, else of the whole run.
    private bool AtATime(string text)
    {
        if (OnceWord().Match(text) is not { Success: true } match || Amounts.Whole(match.Groups["n"].Value) is not { } many || RunsWord().IsMatch(text)) return false;
        var maps = Draft.Nodes.Where(n => n.Value?["map"] is JsonObject).Select(n => n.Key).ToList();
        if (maps.Count == 0)
        {
            if (Left(text, match).Length > 0 || Phrase.Of(text).Has("the", "both", "these", "those")) return false; // "give it to three graders at once" bounds nothing
            Draft.Section("limits")["parallel"] = many;
            return Did($"at most {many} steps go on at once");
        }

        if (Finder.All(Left(text, match)) is { Count: > 0 } named && named.TrueForAll(maps.Contains)) maps = named;
        foreach (var map in maps) Draft.Nodes[map]!["map"]!["parallel"] = many;
        return Did($"{many} items at a time");
    }

    // "Change the topic to Rivian"
    private bool Topic(string text)
    {
        if (TopicWord().Match(text) is not { Success: true } match) return false;
        var now = literals.Unmask(match.Groups["value"].Value).Trim('"', ' ');
        var found = Draft.Nodes.Where(n => Draft.Text(n.Value?["with"]?["query"]) is { } query && !query.Contains("${{", StringComparison.Ordinal)).Select(n => n.Key).ToList();
        var was = found.Count > 0 ? Aboutness(Draft.Text(Draft.Nodes[found[0]]!["with"]!["query"])!) is { Success: true } about ? about.Groups[1].Value : Draft.Text(Draft.Nodes[found[0]]!["with"]!["query"])!
            : (Draft.Find("agents") ?? []).Select(a => Aboutness(Draft.Text(a.Value?["instructions"]) ?? "")).FirstOrDefault(m => m.Success)?.Groups[1].Value;
        if (was is null) return match.Groups["whole"].Success && Writer() is [var writer] && Tell(writer, $"It is about {now}.");
        _graph.ReplaceText(was, now);
        return Did($"'{was}' became '{now}'");
    }

    private bool Tell(string node, string what)
    {
        var agent = (JsonObject)Draft.Find("agents")![_graph.OwnAgent(node, [node])]!;
        agent["instructions"] = $"{Stopped(Draft.Text(agent["instructions"]) ?? "")} {what}".Trim();
        return Did($"'{node}' is told: {what.TrimEnd('.')}");
    }

    // "A story for kids about a fox" is about a fox.
    private static Match Aboutness(string text) => About().Match(text) is { Success: true } first && text.IndexOf(" about ", first.Index, StringComparison.OrdinalIgnoreCase) is > 0 and var about ? About().Match(text, about) : About().Match(text);

    // "Use the timezone Europe/Berlin", "protect the webhook with a secret", "only on weekdays"
    private bool Trigger(string text)
    {
        if (ZoneWord().IsMatch(text) && Schedule.Zone(text, literals) is { } here && Draft.Nodes.LastOrDefault(n => Uses(n.Key).Contains("time.now")) is { Value: JsonObject now } && (Draft.Root["triggers"] is null || text.Contains("clock", StringComparison.OrdinalIgnoreCase)))
        {
            if (now["with"] is not JsonObject with) now["with"] = with = [];
            with["timezone"] = here;
            return Did($"the time is that of {here}");
        }

        if (Draft.Root["triggers"] is not JsonArray { Count: > 0 } all) return false;
        if (ZoneWord().IsMatch(text) && Schedule.Zone(text, literals) is { } zone && all.OfType<JsonObject>().FirstOrDefault(t => t["cron"] is not null) is { } clock)
        {
            clock["timezone"] = zone;
            return Did($"the schedule is meant in {zone}");
        }

        if (SecretWord().IsMatch(text) && (text.Contains("webhook", StringComparison.OrdinalIgnoreCase) || !Phrase.Of(text).HasLiterals) && all.OfType<JsonObject>().FirstOrDefault(t => t["webhook"] is not null) is { } hook)
        {
            hook["secret"] = "${{ secrets.WEBHOOK_SECRET }}";
            return Did("the webhook asks for a secret: set PLATFORM_SECRET_WEBHOOK_SECRET in the environment");
        }

        return false;
    }

    // What names the steps: the sentence without what was read and without words that mean nothing here.
    private string Left(string text, params Match[] taken)
    {
        foreach (var match in taken.Where(m => m.Success && m.Length > 0)) text = text.Replace(match.Value, " ", StringComparison.Ordinal);
        return literals.Unmask(Spaces().Replace(ValueNoise().Replace(BeforeTail().Replace(text, ""), " "), " ")).Trim(' ', ',', '.', '"');
    }

    [GeneratedRegex(@"^(?:set|make|give|let|allow|change|raise|lower|increase|decrease|reduce|extend|shorten|limit|cap|repeat|do|run|use|at most|max|only|no more|up to|it|the|and|but|put|have|wait|keep|\w+(?: \w+){0,3} (?:should|must|may|can|has|have|needs?|gets?|times? out|waits?|expires?)\b|add (?:an? )?(?:[\w-]+ ){0,3}(?:timeout|time limit|deadline|limit)|make (?:it|that)|twice|thrice)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ValueLed();

    [GeneratedRegex(@"\btemperature(?: (?:of|to|at|is|=|should be|as))* (?<n>\d(?:\.\d+)?|zero|one)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TemperatureWord();

    [GeneratedRegex(@"\b(?:cach(?:e|es|ed|ing)|(?:keep|reuse|remember) (?:the |its )?(?:answers?|results?))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CacheWord();

    [GeneratedRegex(@"\b(?:max(?:imum)?[_ ]tokens?|(?:at most|max(?:imum)?|no more than)(?= \d+ tokens (?:per|an?|each|for)))(?: (?:of|to|at|is|=|should be))* (?<n>\d+)(?: tokens (?:(?:per|an?|each|for (?:each|every|an?|the)) \w+)?)?|\b(?:answers?|repl(?:y|ies)|outputs?|responses?)\b[\w ]{1,20} (?<n>\d+) tokens\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TokensWord();

    [GeneratedRegex(Amounts.Span, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SpanWord();

    [GeneratedRegex(@"\b(?:time[ -]?outs?|times? out|time limits?|due(?: (?:time|date))?|deadline|expires?|extend|prolong|shorten|answer|respond|decide|react|reply|finish|give|gives|has|have|gets?|allow|let|limit(?= (?:each|every|the|both|all) [\w ]+ to)|cap(?= (?:each|every|the|both|all) [\w ]+ (?:to|at)))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TimeWords();

    [GeneratedRegex(@"^(?:extend|prolong|shorten)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Stretched();

    [GeneratedRegex(@"\b(?:wait|waits|waiting|pause|delay|sleep|break)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex PauseWords();

    [GeneratedRegex(@"^(?:make|set|change|keep|extend|shorten|raise|lower) (?:the|that|this) (?:wait|pause|delay|break|waiting time)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ThePause();

    [GeneratedRegex(@"\b(?:every|each) \d|\b(?:run|workflow|everything|whole)\b.*\b(?:time|stop|at most|longer)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ClockRun();

    [GeneratedRegex(@"^(?:both|both (?:of )?(?:them|these|those)|all(?: (?:of )?(?:them|these|those))?|everyone|everybody|them all|each of them|each|all approvals|both approvals|both reviews)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Them();

    [GeneratedRegex(@"^(?:him|her|them|they|he|she|it|that|this|the (?:approver|reviewer|person)|whoever it is)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Him();

    [GeneratedRegex(@"\b(?<n>\d+|one|two|three|four|five|six|eight|ten)\b(?: (?:items?|rows?|of them|steps?|things?|\w+s))? (?:at a time|at once|at the same time|in parallel|concurrently|simultaneously)\b|\b(?:parallelism|concurrency)(?: (?:to|at|of|=|is|should be))* (?<n>\d+|one|two|three|four|five)\b|\b(?:batches|groups) of (?<n>\d+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OnceWord();

    [GeneratedRegex(@"\bruns\b|\bruns? of\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RunsWord();

    [GeneratedRegex(@"^(?:change|set|make|switch|update) (?:the )?(?:topic|subject|theme|search (?:term|query|phrase)|keyword|query)(?: (?:of|for) (?:the )?(?:\w+ ){0,2}?(?:search|report|article|post|newsletter))? (?:to|into|be) (?:be )?(?<value>.{2,80})$|^(?:search (?:for|about)|look for|make it about|it should be about|write (?:it )?about) (?<value>.{2,60}?) (?:instead|rather).{0,40}$|^make (?:it|the search|the report|the article|the post) (?:be )?about (?<value>.{2,60}?)(?: instead| now)?$|^(?<whole>(?:the |it |this |that )(?:[\w-]+ ){0,2}?(?:is|should be|must be|has to be|shall be) (?:only )?about) (?<value>.{2,60}?)(?: only| instead)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TopicWord();

    [GeneratedRegex(@"\b(?:about|on|for) ((?!the text|a given)[^.$]{2,60}?)(?=\.|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex About();

    [GeneratedRegex(@"\b(?:time ?zone|time|local time)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ZoneWord();

    [GeneratedRegex(@"\b(?:secret|signature|sign(?:ed)?|token|password)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SecretWord();

    [GeneratedRegex(@"\s+before \w+ing\b.*$|\s+if (?:it|that|this) (?:fails|breaks)$|\s+on (?:failure|errors?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BeforeTail();

    [GeneratedRegex(@"(?<![\w-])(?:set|make|give|let|allow|change|raise|lower|increase|decrease|reduce|extend|shorten|limit|cap|use|uses|add|put|the|an?|of|for|on|to|at|in|by|with|within|after|from|should|must|may|can|has|have|be|is|are|it's|its|answers?(?= (?:for|of|should))|up|most|least|more|than|no|longer|long|only|times|time(?=$)|max|maximum|attempts?|retries|number|value|step|steps|node|nodes|instead|please|also|before|each|that|runs?|going|go|keep|do|process|handle|temperature|timeout|over|one|tries|now|again|models?)(?![\w-])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ValueNoise();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Spaces();
}
