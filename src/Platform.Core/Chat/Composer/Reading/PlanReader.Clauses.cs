using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>The orders of one sentence, one after another.</summary>
internal sealed partial class PlanReader
{
    private readonly List<string> _missed = [];

    private bool Sequence(string text, List<PlanItem> into)
    {
        var any = false;
        ForEach? within = null; // "for each of them: do this, then that"
        foreach (var piece in ThenSplit().Split(text).Select(p => p.Trim(' ', ',', ';')).Where(p => p.Length > 0))
        {
            var place = within is not null && !AllWord().IsMatch(piece) ? within.Body : Place(piece, into);
            if (EachLed().IsMatch(piece) && Each(piece, place))
            {
                any = true;
                within = place.OfType<ForEach>().LastOrDefault();
                continue;
            }

            if (Parallel(piece, place) || any && (Labelled(piece, place) || Amounted(piece, place) || Chosen(piece, place) || Each(piece, place) || Repeated(piece, place)))
            {
                any = true;
                continue;
            }

            foreach (var clause in AgentLed().IsMatch(piece) ? OfAgent(piece) : FormLed().IsMatch(piece) && !piece.Any(Literals.IsLiteral) && _skills.Read(piece) is { Skill: "human" } ? [piece] : Clauses.Actions(piece))
            {
                if (Clause(clause, within is not null && !AllWord().IsMatch(clause) && (ItWord().IsMatch(clause) || _skills.Read(clause) is { } inner && IsWriting(inner)) ? within.Body : Place(clause, into))) any = true;
                else if (!Remainder().IsMatch(clause)) Missed(clause);
            }
        }

        if (!any) RemoveMissed(text);
        return any;
    }

    private void Missed(string clause)
    {
        _missed.Add(clause);
        _plan.NotUnderstood.Add(literals.Unmask(clause));
    }

    // The whole sentence is told instead.
    private void RemoveMissed(string text)
    {
        foreach (var clause in Clauses.Actions(text)) _plan.NotUnderstood.Remove(literals.Unmask(clause));
        _missed.Clear();
    }

    // What an agent does is one order, but for what tools and people do with it.
    private List<string> OfAgent(string piece)
    {
        var found = new List<string>();
        foreach (var clause in Clauses.Actions(piece))
            if (found.Count == 0 || clause.Any(Literals.IsLiteral) && _skills.Read(Phrases.Active(clause)) is { Skill: "slack" or "email" or "telegram" or "filewrite" or "csvwrite" or "http" or "issue" or "human" }) found.Add(clause);
            else if (found.Count == 1) found[0] += $" and {clause}";
            else found.Add(clause);
        return found;
    }

    private bool Clause(string clause, List<PlanItem> into)
    {
        if (BackTo().Match(clause) is { Success: true } back)
        {
            into.Add(new Step("back", clause) { Has = { ["to"] = back.Groups.Values.Skip(1).FirstOrDefault(g => g.Success)?.Value.Trim() is { } to && to is not ("do" or "try" or "ask") ? to : "" } });
            return true;
        }

        if (BeforeIt().Match(clause) is { Success: true } before && _skills.Read(before.Groups[2].Value) is { } earlier)
        {
            Before(before.Groups[1].Value, earlier, into);
            return true;
        }

        if (ElseCut().Split(clause, 2) is [{ Length: > 0 } asks, { Length: > 0 } unless] && _skills.Read(Phrases.Active(asks)) is { Skill: "human" } && Clause(asks, into)) return Clause($"otherwise {unless}", into);
        if (ElseLed().Match(clause) is { Success: true } other && into.LastOrDefault() is Step { Skill: "human" } person && person.Get("form") != "answer" && Body(other.Groups[1].Value) is { Count: > 0 } instead)
        {
            AddCase(into, new Condition(person.Get("due") is null ? Test.Approved : Test.Late, "", person.Get("due") is null ? "!=" : "==", "", person.Get("due") is null ? "not approved" : $"nobody answers within {person.Get("due")}"), instead);
            return true;
        }

        if (LateCase().Match(clause) is { Success: true } late && into.LastOrDefault() is Step { Skill: "human" } && Chosen($"if {late.Groups[1].Value}, {late.Groups[2].Value}", into)) return true;
        if (Shown().Match(clause) is { Success: true } shown && into.Count > 0 && !clause.Any(Literals.IsLiteral) && Inputs.Noun(shown.Groups[1].Value) is { } noun)
        {
            _plan.Outputs.Add(noun);
            return true;
        }

        if (Filtered(clause, into) || Around(clause, into) || AskedOfTwo(clause, into) || Each(clause, into) || FromThing(clause, into)) return true;
        if (OnlyIf().IsMatch(clause) && Trailing(clause, into)) return true;
        clause = Now(clause, into);
        if (Gathered().IsMatch(clause) && !clause.Any(Literals.IsLiteral)) clause = $"combine {clause[(clause.IndexOf(' ', StringComparison.Ordinal) + 1)..]}";
        if (LookedItUp().Match(clause) is { Success: true } it) clause = $"search the web for {(it.Groups[1].Success ? "it" : it.Groups[2].Value)}";
        else if (LookedUp().Match(clause) is { Success: true } look && (News().IsMatch(clause) || !Steps(_plan.Items).Concat(Steps(into)).Any(s => s.Skill is not ("wait" or "human"))) && !clause.Any(Literals.IsLiteral)) clause = $"search the web for {OnTheWeb().Replace(look.Groups[1].Value, "")}";
        if (SendIt().IsMatch(clause) && Steps(into).LastOrDefault(s => s.Skill != "human") is { } written && MailWord().IsMatch(written.Said)) clause = $"email {clause[5..]}";
        if (Conditional().IsMatch(clause)) return Trailing(clause, into); // an order whose condition was not understood is left out with it
        if (_skills.Read(Phrases.Active(clause)) is not { } step) return Trailing(clause, into);
        if (step.Skill is "slack" or "telegram" or "email" or "issue" && clause.Any(c => Literals.IsLiteral(c) && Literals.KindOf(c) is "file" or "url") && TellOf().IsMatch(clause)) Sources(clause, into);
        if (step.Skill is "slack" or "telegram" or "email" && step.Get("text") is null && Personal().Match(clause) is { Success: true } note) into.Add(new Step("write", note.Groups["verb"].Success ? DanglingAnd().Replace(clause, "") : $"write {note.Groups["note"].Value}") { Model = step.Model });
        if (step.Skill is "webfetch" or "fileread" or "csvread" && WritesOf().IsMatch(clause) && _skills.Read(Source().Replace(clause, "it")) is { } about && about.Skill is not ("webfetch" or "fileread" or "csvread"))
        {
            Sources(clause, into);
            step = about;
        }
        else if (step.Skill is "webfetch" or "fileread" or "csvread" && literals.All(clause, "url").Count + literals.All(clause, "file").Count > 1)
        {
            Sources(clause, into, step);
            return true;
        }
        else if (IsWriting(step) || step.Skill == "code") Sources(clause, into);

        if (step.Skill is "email" or "slack" or "telegram" && ASummary().IsMatch(clause) && !into.Exists(i => i is Step { Skill: "summarise" or "write" or "work" or "agent" })) into.Add(new Step("summarise", "summarise it") { Model = step.Model });
        if (step.Skill == "code" && Target().Match(clause) is { Success: true } made && literals.First(made.Value, "file") is { } result)
        {
            Add(step, into);
            into.Add(SaveTo(result));
            return true;
        }

        if (IntoFile().IsMatch(clause) && IsWriting(step))
        {
            Add(step, into);
            into.Add(SaveTo(literals.All(clause, "file")[^1]));
            return true;
        }

        if (step.Skill == "classify") _labels.AddRange(step.Labels.Except(_labels, StringComparer.OrdinalIgnoreCase));
        if (step.Skill == "filewrite" && step.Get("writes") == "yes") into.Add(new Step("write", step.Said) { Model = step.Model });
        Add(step, into);
        return true;
    }

    [GeneratedRegex(@"^(?:(?:only )?(?:keep|take|use|select|pick)(?: only)?|filter(?: for| by)?|only|(?<out>filter out|remove|drop|discard|exclude|throw away|skip|ignore)) (?:only )?(?:the |those |all |any |every )*(?:[a-z]+ )?(?:with an? |with |where (?:the )?|whose |that have an? |having an? |which have an? |in which (?:the )?)(?<when>.{4,80})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Keeps();

    [GeneratedRegex(@"^(?:show|display|print|return|output)(?: me| us| back)? (?:the |both |its |just the )?([\w-]+(?: [\w-]+)?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Shown();

    // "Write it with the current time" asks the clock first.
    private string Now(string clause, List<PlanItem> into)
    {
        if (CurrentTime().Match(clause) is not { Success: true } time || _skills.Read(Phrases.Active(clause)) is null or { Skill: "time" or "agent" }) return clause;
        if (!Steps(into).Any(s => s.Skill == "time")) into.Add(new Step("time", "get the current time") { Has = { ["zone"] = "" } });
        return $"{clause[..time.Index]}the time{clause[(time.Index + time.Length)..]}";
    }

    private static bool IsWriting(Step step) => step.Skill is "summarise" or "translate" or "classify" or "extract" or "work" or "improve" or "critique" or "score" or "write" or "agent" or "split" or "embed" or "regex";

    private static Step SaveTo(string file) => new(file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? "csvwrite" : "filewrite", "save it") { Has = { ["path"] = file, ["append"] = "" } };

    // Addresses and files that a clause speaks of, each read by a step of its own; several at once.
    private void Sources(string clause, List<PlanItem> into, Step? like = null)
    {
        if (like is null && ToolOf().IsMatch(clause)) return;
        var known = Steps(_plan.Items).Concat(Steps(into)).SelectMany(s => new[] { s.Get("url"), s.Get("path") }).ToHashSet();
        var steps = new List<List<PlanItem>>();
        foreach (var url in literals.All(clause, "url").Distinct(StringComparer.Ordinal).Where(u => !known.Contains(u))) steps.Add([Like(new Step("webfetch", clause) { Has = { ["url"] = url } }, like)]);
        foreach (var file in literals.All(Target().Replace(clause, " "), "file").Distinct(StringComparer.Ordinal))
            if (!known.Contains(file) && FileStep(file, clause, into) is { } read) steps.Add([Like(read, like)]);
        if (steps.Count > 1) into.Add(new Together(steps));
        else into.AddRange(steps.SelectMany(s => s));
    }

    private static Step Like(Step step, Step? like)
    {
        if (like is not null) (step.Attempts, step.Timeout, step.Cache, step.GoesOn, step.Pause) = (like.Attempts, like.Timeout, like.Cache, like.GoesOn, like.Pause);
        return step;
    }

    // "Retry 3 times", "5 at a time", "with a timeout of 20 seconds": said of what stands before.
    private bool Around(string clause, List<PlanItem> into)
    {
        if (into.Count == 0) return false;
        var modifiers = new Modifiers(literals, models);
        if (!Bare().IsMatch(modifiers.Take(clause)) || !modifiers.Any) return false;
        if (modifiers.Parallel is { } parallel && into[^1] is ForEach each) each.Parallel = parallel;
        foreach (var step in into[^1] is Together or ForEach ? Steps([into[^1]]) : Steps(into).TakeLast(1)) modifiers.Give(step);
        return true;
    }

    // "Keep only the leads with a score over 50"
    private bool Filtered(string clause, List<PlanItem> into)
    {
        if (Keeps().Match(clause) is not { Success: true } keeps || !Steps(_plan.Items).Concat(Steps(into)).Any(s => s.Skill is "csvread" or "sql" or "json")) return false;
        var only = Condition(keeps.Groups["when"].Value, []);
        if (only.Test is not (Test.Number or Test.Text or Test.Contains) || only.Subject.Length == 0) return false;
        into.Add(new Step("filter", clause) { Only = keeps.Groups["out"].Success ? only.Not() : only });
        return true;
    }

    // "Approved by legal and by the CEO" asks two.
    private bool AskedOfTwo(string clause, List<PlanItem> into)
    {
        var match = ByTwo().Match(Phrases.Active(clause));
        if (!match.Success) match = OfTwo().Match(clause);
        if (!match.Success) return false;
        var verb = match.Groups["v"].Value.StartsWith("approv", StringComparison.OrdinalIgnoreCase) ? "approve" : Words.Verb(match.Groups["v"].Value) ?? Words.WeakVerb(match.Groups["v"].Value) ?? match.Groups["v"].Value;
        var asked = new[] { match.Groups["a"].Value, match.Groups["b"].Value }.Select(who => _skills.Read($"ask {who.Trim()} to {verb} {match.Groups["what"].Value.Trim()}")).ToList();
        if (!asked.TrueForAll(s => s is { Skill: "human" } && s.Has.ContainsKey("assign"))) return false;
        into.AddRange(asked.OfType<Step>());
        return true;
    }

    // "Send a summary of the page to Bob": the summary is made first.
    private bool FromThing(string clause, List<PlanItem> into)
    {
        var active = Phrases.Active(clause);
        if (ThingOf().Match(active) is not { Success: true } thing || !Telling().IsMatch(active) || !Outlet().IsMatch(active[(thing.Index + thing.Length)..])) return false;
        var (noun, of) = (thing.Groups["noun"].Value.ToLowerInvariant(), thing.Groups["of"].Value);
        var order = noun.StartsWith("transl", StringComparison.Ordinal) ? $"translate {of} into {thing.Groups["adj"].Value}{thing.Groups["into"].Value}".TrimEnd() : noun.StartsWith("transcr", StringComparison.Ordinal) ? $"transcribe {of}" : $"summarise {of}";
        return Clause(order, into) && Clause($"{active[..thing.Index]}the {noun}{active[(thing.Index + thing.Length)..]}", into);
    }

    private void Add(Step step, List<PlanItem> into)
    {
        if (_skills.Parallel is { } parallel && into.LastOrDefault() is ForEach each) each.Parallel ??= parallel;
        into.Add(step);
    }

    private void Before(string verb, Step step, List<PlanItem> into)
    {
        var plain = Words.Verb(verb.Split(' ')[0]) ?? Words.WeakVerb(verb.Split(' ')[0]);
        var at = into.FindLastIndex(i => i is Step s && (Words.Plain(s.Said).Split(' ')[0] == plain || s.Skill == plain || plain is "send" or "publish" or "post" && s.Skill is "slack" or "email" or "telegram" or "http"));
        if (at >= 0) into.Insert(at, step);
        else
        {
            into.Add(step);
            if (_skills.Read(verb) is { } after && after.Skill is not ("work" or "write")) into.Add(after);
        }
    }

    private bool Trailing(string clause, List<PlanItem> into)
    {
        if (TrailingIf().Match(clause) is not { Success: true } match || _skills.Read(Phrases.Active(match.Groups[1].Value)) is not { } step) return false;
        var condition = Condition(match.Groups[3].Value, into);
        AddCase(into, match.Groups[2].Value.StartsWith('u') || match.Groups[2].Value.StartsWith('U') ? condition.Not() : condition, [step]);
        return true;
    }

    [GeneratedRegex(@"\bthe current (?:date and time|time and date|date|time|timestamp)\b|\btoday's date\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CurrentTime();

    [GeneratedRegex(@"\s+(?:on|in|across) the (?:web|internet|net)$|\s+online$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OnTheWeb();

    [GeneratedRegex(@"^(?:put|bring|pack|gather|collect|pull|roll|place|turn) (?:everything|all(?: of (?:it|them|this))?|them|both|these|the \w+)\b.*\b(?:together|in(?:to)? (?:one|an?|a single) (?:\w+ )?(?:report|document|text|summary|message|overview|digest|article|list|briefing|page))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Gathered();

    [GeneratedRegex(@"^(?:and |but |then )*(?:only )?(?:if|when|whenever|unless|once|in case|as soon as|below|above|over|under) (?!possible\b|needed\b|necessary\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Conditional();

    [GeneratedRegex(@",? and$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex DanglingAnd();

    [GeneratedRegex(@"^(?:the |a |an |my |our )?[\w'-]+(?: [\w'-]+)? (?:fills? (?:in|out)|enters?|provides?|supplies|types? in|gives? us) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FormLed();

    [GeneratedRegex(@"\b(?:weather|news|latest|flights?|hotels?|restaurants?|stock price|exchange rate|forecast)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex News();

    [GeneratedRegex(@"^look (?:(it|them|this|that) up|up (.{2,80}?))(?: on the (?:web|internet|net)| online| on google)$|^look (it|them) up$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LookedItUp();

    [GeneratedRegex(@"^(?:look up|find out about|look for|find information (?:about|on)|gather information (?:about|on)|get (?:me )?(?=the (?:latest|newest) )) ?(?:about )?(.{3,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LookedUp();

    [GeneratedRegex(@"^send (?:it|them|this|that|the (?:e-?mail|mail|letter|reply|answer|invitation|offer|message|response|greeting|reminder|note)s?)(?: off| out| right away)?(?: to (?:the |my |our |all |each |every |his |her |their )?(?:customers?|clients?|applicants?|candidates?|users?|senders?|authors?|subscribers?|address(?: given)?|person|people|recipients?|leads?|employees?|guests?|patients?|students?|members?|buyers?|sellers?|suppliers?|vendors?|hire|parents?|team|boss|manager|[A-Z][a-z]+))?(?:'s (?:e-?mail )?address)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SendIt();

    [GeneratedRegex(@"\b(?:e-?mails?|mails?|letters?|invitations?|repl(?:y|ies)|answers?|offers?|greetings?|reminders?|newsletters?|messages?|invoices?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MailWord();

    [GeneratedRegex(@"\b(?:from|of|in|on|out of|with|contents? of) (?:the |my |our )?(?:\w+ )?(?:file |page |site |database |db )?[\uE000-\uE1FF\uE400-\uE5FF]|^(?:send|post|share|forward|e-?mail|mail|publish) (?:the |my |our )?(?:file |page |report )?[\uE400-\uE5FF]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TellOf();

    [GeneratedRegex(@"\ban? (?<note>(?:(?!slack|telegram|short|quick|direct|new|e-?mail\b|private)[\w-]+ ){0,3}(?:reminder|confirmation|greeting|invitation|apology|thank[- ]you(?: note| message| e-?mail| mail)?|welcome (?:message|e-?mail|mail|letter|note)|letter|warning|offer|follow-up)|(?:personal(?:i[sz]ed)?|polite|friendly|kind|automatic|automated|custom|formal|warm|funny) (?:message|e-?mail|mail|note|reply|answer))\b|^(?<verb>thank|congratulate|welcome|invite|greet|apologi[sz]e)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Personal();

    [GeneratedRegex(@"\b(?:to|into|in|as|onto|under) (?:an? |one |the )?(?:single |new )?(?:file |csv )?(?:called |named )?[\uE400-\uE5FF]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Target();

    [GeneratedRegex(@"\b(?:to|into|at|via|with a POST to|POST) [\uE000-\uE1FF]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ToolOf();

    [GeneratedRegex(@"^(?:and|but|also|it|them|that|this|please|the|answers?|results?|call|request|each|process|run|do|on|with|for|failures?|those|one|of|,|\.| )*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Bare();

    [GeneratedRegex(@"^(?:(?:get|have|let) (?<what>.{2,60}?) )?(?<v>approved?|reviewed?|checked|check|sign(?:ed)? off|confirm(?:ed)?|verif(?:y|ied)|proofread)\b(?: on)? ?(?<what>.{0,60}?),? ?\bby (?:both )?(?<a>[^,]{2,40}?),? and (?:also )?(?:by )?(?<b>[^,]{2,40}?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ByTwo();

    [GeneratedRegex(@"^(?:ask|have|let|get|need) (?:both )?(?<a>(?:the |a |an |my |our )?[\w'-]+(?: [\w'-]+)?) and (?<b>(?:the |a |an |my |our )?[\w'-]+(?: [\w'-]+)?) (?:to |both |must |should |for (?:their |an? |the )?)*(?<v>approv(?:e|al)|review|check|sign[ -]off|confirm(?:ation)?|verify|ok)(?: on| of)?\b ?(?<what>.{0,80})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OfTwo();

    [GeneratedRegex(@"\b(?:an?|the) (?:(?:short|brief|quick|concise|good|full|nice|small|one-paragraph|weekly|daily|written)\s+)*(?<adj>[a-z]+ )??(?<noun>summary|digest|recap|overview|synopsis|translation|transcript|transcription)(?: in(?:to)? (?<into>[a-z]+))? (?:of|from|for|about) (?<of>[\uE000-\uE1FF\uE400-\uE5FF]|(?:the|this|that|my|our|its|all|both|these|those) [\w-]+(?: (?!to\b|in\b|into\b|on\b|by\b|via\b|as\b|and\b|from\b|at\b|using\b|with\b)[\w-]+){0,3})", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ThingOf();

    [GeneratedRegex(@"^(?:send|post|e-?mail|mail|publish|save|store|write|put|share|forward|tell|notify|give|get|message|drop|push|upload|deliver|announce|append|let|slack)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Telling();

    [GeneratedRegex(@"[\uE200-\uE5FF\uE800-\uE9FF\uE000-\uE1FF]|\b(?:slack|telegram|e-?mail|file|csv)\b|\bto \w", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Outlet();

    [GeneratedRegex(@"^(?:use .{1,40}? to )?(?:summari[sz]e|condense|shorten|translate|classify|analy[sz]e|review|proofread|rewrite|explain|simplify|paraphrase|critique|describe|compare|split|embed|extract|find|count|check .{1,60} for|look .{1,60} for)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WritesOf();

    [GeneratedRegex(@"(?:the |this )?(?:page |file |article |website |site |document |text )?[\uE000-\uE1FF\uE400-\uE5FF]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Source();

    [GeneratedRegex(@"\ban? (?:\w+ )?(?:summary|digest|recap|briefing)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ASummary();

    [GeneratedRegex(@"\b(?:into|as|to) (?:an? |one |the )?(?:single )?(?:file )?[\uE400-\uE5FF]$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IntoFile();

    [GeneratedRegex(@"^(?:it |they |we )?(?:should |must )?(?:go(?:es)?|jumps?|returns?|loops?|gets?|send it|take it|heads?)\s+back(?: to)?\s*(?:the )?(.{0,60}?)(?: step)?(?: again| and .*)?$|^(?:start (?:over|again|from the (?:start|beginning))|try (?:it )?again|redo (?:it|this)|repeat (?:it|this|the (?:step|draft))|(?:(?:[A-Z]\w+|he|she|they|it|we) (?:has to|have to|needs? to|must|should) )?((?!wait\b)[a-z]+) (?:it |them |that |this )?(?:over )?again)(?:,? (?:at most|max(?:imum)?|up to|no more than|not more than)\b.{0,20})?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BackTo();

    [GeneratedRegex(@"^before (\w+ing\b[^,]{0,60}|(?:it|that|this|anything) (?:is|gets|goes) (?:\w+)[^,]{0,30}|(?:you |we |it )?\w+s? (?:it|that|anything|the \w+)[^,]{0,30}),\s*(.{3,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BeforeIt();

    [GeneratedRegex(@"^(?:if|when) (nobody .{0,60}?|no (?:one|reply|answer|response).{0,50}?),? (.{3,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LateCase();

    [GeneratedRegex(@"^(?!(?:find|check|see|ask|determine|decide|tell|verify|figure|detect|wait|know|judge|retry|try)\b).{3,300}?\s(?:unless|only if|only when|but only if|if|once (?!a\b|per\b|more\b|every\b)|as soon as|when(?:ever)?(?! (?:it|this|that|everything|all|they|you)(?:'s| is| are)? (?:done|finished|ready|complete|over)))\s", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OnlyIf();

    [GeneratedRegex(@"^(.{3,300}?),?\s+(?:but )?(?:only )?(if|when|unless|in case|whenever|once|as soon as)\s+(.{2,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TrailingIf();

    [GeneratedRegex(@"^(?:(?:use|have|add|create|make(?: me)?|build(?: me)?|let|get|run|with|start with|i want|i need|set up|first|please)\s+)*(?:an?|the|one|another|my|our)\s+(?:[\w-]+ ){0,3}agents?\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AgentLed();

    [GeneratedRegex(@"\s*(?:->|→|=>|➡|⇒|>>|(?<=\w) > (?=[a-z]))\s*|,? and (?=(?:for each|for every|keep|repeat|if|in parallel)\b)|,\s+(?=(?:for each|for every|keep|repeat|in parallel|if)\b)|[,;]?\s+(?:and |but )?(?:then(?! it (?:is|was))|after that|afterwards?|after which|finally|lastly|followed by|subsequently|as a last step|once (?:that's|that is|it's|it is|this is) done)\b,?\s*|^(?:then|after that|afterwards?|next|finally|lastly|and|also|in the end|at the end|once (?:that's|that is|it's|it is|this is) (?:done|finished)|when (?:that's|that is|it's|it is) (?:done|finished)|as a last step),?\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ThenSplit();
}
