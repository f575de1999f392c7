using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Reads a whole request: sentence by sentence, each the order of an action, of a choice, of a repetition or of a bound.</summary>
/// <param name="known">Categories that the draft knows already.</param>
internal sealed partial class PlanReader(Literals literals, ModelNames models, IReadOnlyCollection<string> workflows, IReadOnlyCollection<string>? known = null)
{
    private readonly Plan _plan = new();
    private readonly Skills _skills = new(literals, models, workflows);
    private readonly Settings _settings = new(literals, models);
    private readonly List<string> _labels = [.. known ?? []];

    /// <param name="text">Literals put away, words spelt right.</param>
    public Plan Read(string text)
    {
        var sentences = Clauses.Sentences(LabelsEnd().Replace(text, "$1. "));
        for (var i = 0; i < sentences.Count; i++)
        {
            var sentence = sentences[i];
            var items = 0;
            if (sentence.Opens)
                while (i + items + 1 < sentences.Count && sentences[i + items + 1].IsItem && (items == 0 || sentences[i + items + 1].Indent >= sentences[i + 1].Indent)) items++;
            if (items > 0 && Block(sentence.Text, [.. sentences.Skip(i + 1).Take(items).Select(s => s.Text)]))
            {
                i += items;
                continue;
            }

            ReadSentence(sentence.Text, _plan.Items, isTop: true);
        }

        return _plan;
    }

    // "For each ticket:", "In parallel:" and "If it is urgent:" own the list below them.
    private bool Block(string head, IReadOnlyList<string> lines)
    {
        var (text, _, _, _) = Phrases.Opened(head);
        if (EachHead().Match(text) is { Success: true } each)
        {
            var loop = new ForEach(Thing(each.Groups["item"].Value), Source(each.Groups["source"].Value), []) { Parallel = ParallelOf(text) };
            foreach (var line in lines) ReadSentence(line, loop.Body, isTop: false);
            _plan.Items.Add(loop);
            return true;
        }

        if (ParallelHead().IsMatch(text))
        {
            var ways = lines.Select(Way).Where(w => w.Count > 0).ToList();
            if (ways.Count > 1) _plan.Items.Add(new Together(ways));
            else _plan.Items.AddRange(ways.SelectMany(w => w));
            return true;
        }

        if (IfHead().Match(text) is { Success: true } choice)
        {
            var then = new List<PlanItem>();
            foreach (var line in lines) ReadSentence(line, then, isTop: false);
            AddCase(_plan.Items, Condition(choice.Groups[1].Value), then);
            return true;
        }

        if (ElseHead().IsMatch(text) && _plan.Items.LastOrDefault() is Fork fork)
        {
            foreach (var line in lines) ReadSentence(line, fork.Else, isTop: false);
            fork.HasElse = true;
            return true;
        }

        if (RepeatHead().Match(text) is { Success: true } repeat)
        {
            var body = new List<PlanItem>();
            foreach (var line in lines) ReadSentence(line, body, isTop: false);
            var until = repeat.Groups[1].Success ? Condition(Times().Replace(repeat.Groups[1].Value, "")) : null;
            _plan.Items.Add(new Again(body, until, Most(text)));
            return true;
        }

        return false;
    }

    private List<PlanItem> Way(string sentence)
    {
        var items = new List<PlanItem>();
        ReadSentence(sentence, items, isTop: false);
        return items;
    }

    private void ReadSentence(string sentence, List<PlanItem> into, bool isTop)
    {
        var (text, name, kind, isNew) = Phrases.Opened(sentence);
        if (name is not null) _plan.Name = name;
        else if (isNew && isTop && Title(kind) is { } title) _plan.Title ??= title;
        if (isNew && text.Length > 0 && ForWhat().IsMatch(text) && Clauses.VerbAt(text, 0) < 0) _plan.Title ??= literals.Unmask(text[4..]);
        if (isTop && _plan.Items.Count > 0 && ModelFor().IsMatch(text) && models.Find(text, literals) is not null && ModelFor().Match(text) is { } only && !Clauses.BeginsWithVerb(only.Groups[1].Value.TrimStart()))
        {
            Postpone(text, sentence);
            return;
        }

        text = Untitled(text);
        var before = (_plan.Triggers.Count, _plan.Limits.Count, _plan.Budgets.Count, _plan.Name, _plan.Model, _plan.Attempts, _plan.Concurrency, _plan.Timeout, _plan.Cache);
        text = _settings.Take(text, _plan);
        var isSetting = before != (_plan.Triggers.Count, _plan.Limits.Count, _plan.Budgets.Count, _plan.Name, _plan.Model, _plan.Attempts, _plan.Concurrency, _plan.Timeout, _plan.Cache);
        text = Inputs.Take(text, _plan, literals, into.Count == 0);
        if (isSetting && Remainder().IsMatch(text)) text = "";
        if (text.Length == 0 || Chatter().IsMatch(text)) return;
        var count = into.Count;
        if (!Statement(text, into) && into.Count == count && !isSetting && !(isNew && ForWhat().IsMatch(text))) Postpone(text, sentence);
    }

    // What is no step may be an order about one that was built: it is tried again when the graph stands.
    private void Postpone(string text, string sentence)
    {
        var shown = literals.Unmask(sentence);
        _plan.NotUnderstood.Add(shown);
        _plan.Later.Add((text, shown));
    }

    // "Daily digest: fetch …" and "student here, need help: take …" are headed; "a new ticket comes in, …" says when.
    private string Untitled(string text)
    {
        if (_plan.Items.Count == 0 && Heading().Match(text) is { Success: true } head && new Conditions(literals, _labels).LabelIn(head.Value) is null && Clauses.BeginsWithVerb(text[head.Length..]) && Clauses.VerbAt(head.Value, 0) < 0)
        {
            _plan.Title ??= literals.Unmask(head.Groups[1].Value);
            text = text[head.Length..];
        }

        if (ForEachBare().Match(text) is { Success: true } bare && _plan.Inputs.LastOrDefault(i => i.Type == "array") is { } list) text = $"for each {Words.Singular(list.Name)}: {text[bare.Length..]}";
        if (OnFailure().Match(text) is { Success: true } failure) return $"if it fails, {text[failure.Length..]}";
        text = AndOnlyIf().Replace(text, " and if ");
        text = SavedAs().Replace(text, " and save it to ");
        return CameIn().Match(text) is { Success: true } came ? $"when {came.Groups[1].Value}, {text[came.Length..]}" : text;
    }

    private string? Title(string? kind) => string.IsNullOrWhiteSpace(kind) ? null : literals.Unmask(kind.Trim());

    private bool Statement(string text, List<PlanItem> into)
    {
        if (ElseLed().Match(text) is { Success: true } other && LastFork(into) is { } open && Body(other.Groups[1].Value) is { Count: > 0 } rest)
        {
            open.Else.AddRange(rest);
            open.HasElse = true;
            return true;
        }

        return Labelled(text, into) || Chosen(text, into) || Amounted(text, into) || DependingOn(text, into) || Repeated(text, into) || Each(text, into) || Sequence(text, into);
    }

    private static Fork? LastFork(List<PlanItem> items) => items.LastOrDefault() switch
    {
        Fork fork => fork,
        ForEach each => LastFork(each.Body),
        _ => null,
    };

    // What comes after "for each" and speaks of "it" still belongs to each.
    private static List<PlanItem> Place(string text, List<PlanItem> into)
    {
        if (into.LastOrDefault() is not ForEach each || Finally().IsMatch(text) || AllWord().IsMatch(text) || !ItWord().IsMatch(text) && !(IfLed().IsMatch(text) && each.Body.Exists(i => i is Step { Skill: "classify" } s && s.Labels.Exists(l => text.Contains(l, StringComparison.OrdinalIgnoreCase))))) return into;
        return each.Body;
    }

    private List<PlanItem> Body(string text)
    {
        var items = new List<PlanItem>();
        var active = Phrases.Active(text);
        if (!Statement(active, items)) Sequence(text, items);
        return items;
    }

    private Condition Condition(string text) => new Conditions(literals, _labels).Read(text);

    private bool Sequence(string text, List<PlanItem> into)
    {
        var place = Place(text, into);
        var all = true;
        var any = false;
        foreach (var piece in ThenSplit().Split(text).Select(p => p.Trim(' ', ',', ';')).Where(p => p.Length > 0))
        {
            if (Parallel(piece, place) || any && (Amounted(piece, place) || Chosen(piece, place) || Each(piece, place) || Repeated(piece, place)))
            {
                any = true;
                continue;
            }

            foreach (var clause in AgentLed().IsMatch(piece) ? [piece] : Clauses.Actions(piece))
            {
                if (Clause(clause, place)) any = true;
                else if (!Remainder().IsMatch(clause)) (all, _) = (false, Missed(clause));
            }
        }

        if (!any) RemoveMissed(text);
        return any || all && false;
    }

    private readonly List<string> _missed = [];

    private bool Missed(string clause)
    {
        _missed.Add(clause);
        _plan.NotUnderstood.Add(literals.Unmask(clause));
        return true;
    }

    // The whole sentence is told instead.
    private void RemoveMissed(string text)
    {
        foreach (var clause in Clauses.Actions(text)) _plan.NotUnderstood.Remove(literals.Unmask(clause));
        _missed.Clear();
    }

    private bool Clause(string clause, List<PlanItem> into)
    {
        if (BackTo().Match(clause) is { Success: true } back)
        {
            into.Add(new Step("back", clause) { Has = { ["to"] = back.Groups[1].Value.Trim() } });
            return true;
        }

        if (BeforeIt().Match(clause) is { Success: true } before && _skills.Read(before.Groups[2].Value) is { } earlier)
        {
            Before(before.Groups[1].Value, earlier, into);
            return true;
        }

        if (LateCase().Match(clause) is { Success: true } late && into.LastOrDefault() is Step { Skill: "human" } && Chosen($"if {late.Groups[1].Value}, {late.Groups[2].Value}", into)) return true;
        if (OnlyIf().IsMatch(clause) && Trailing(clause, into)) return true;
        if (_skills.Read(Phrases.Active(clause)) is not { } step) return Trailing(clause, into);
        if (step.Skill is "webfetch" or "fileread" or "csvread" && WritesOf().IsMatch(clause) && _skills.Read(Source().Replace(clause, "it", 1)) is { } about && about.Skill is not ("webfetch" or "fileread" or "csvread"))
        {
            Add(step, into);
            step = about;
        }

        if (step.Skill is "email" or "slack" or "telegram" && ASummary().IsMatch(clause) && !into.Exists(i => i is Step { Skill: "summarise" or "write" or "work" or "agent" })) into.Add(new Step("summarise", "summarise it") { Model = step.Model });
        var isInto = IntoFile().Match(clause) is { Success: true } && step.Skill is "summarise" or "translate" or "work" or "improve" or "write";
        if (isInto)
        {
            Add(step, into);
            var target = literals.All(clause, "file")[^1];
            into.Add(new Step(target.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? "csvwrite" : "filewrite", "save it") { Has = { ["path"] = target, ["append"] = "" } });
            return true;
        }

        if (step.Skill is "summarise" or "translate" or "classify" or "extract" or "work" or "improve" or "critique" or "score" or "write" && literals.First(clause, "file") is { } file && FileStep(file, clause, into) is { } read) into.Add(read);
        if (step.Skill == "classify") _labels.AddRange(step.Labels.Except(_labels, StringComparer.OrdinalIgnoreCase));
        if (step.Skill == "filewrite" && step.Get("writes") == "yes") into.Add(new Step("write", step.Said) { Model = step.Model });
        Add(step, into);
        return true;
    }

    private void Add(Step step, List<PlanItem> into)
    {
        if (_skills.Parallel is { } parallel && into.LastOrDefault() is ForEach each) each.Parallel ??= parallel;
        into.Add(step);
    }

    // "summarise each article" is one action for each of several.
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
        var condition = Condition(match.Groups[3].Value);
        AddCase(into, match.Groups[2].Value.StartsWith('u') || match.Groups[2].Value.StartsWith('U') ? condition.Not() : condition, [step]);
        return true;
    }

    private int? ParallelOf(string text)
    {
        var modifiers = new Modifiers(literals, models);
        modifiers.Take(text);
        return modifiers.Parallel;
    }

    private static string Thing(string words)
    {
        var all = Words.Identifier(words).Split('_', StringSplitOptions.RemoveEmptyEntries).Where(w => !Determiner().IsMatch(w)).ToList();
        return all.Count == 0 ? "item" : Words.Identifier(Words.Singular(all[^1]));
    }

    private static string? Source(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static int? Most(string text) => Times().Match(text) is { Success: true } times ? Amounts.Whole(times.Groups.Values.Skip(1).First(g => g.Success).Value) : null;

    [GeneratedRegex(@"^for (?:each|every|all)(?: of)?(?: the| these| those)? (?<item>[\w -]{2,40}?)(?: (?:in|from|of|on) (?<source>.{1,80}))?:?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex EachHead();

    [GeneratedRegex(@"^(?:then )?(?:do )?(?:(?:these|the following|this|two things|three things|all of (?:this|these)|everything)? ?(?:in parallel|at the same time|simultaneously|concurrently|all at once|side by side))(?: do| run)?(?: the following| these)?:?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ParallelHead();

    [GeneratedRegex(@"^(?:and |but )?(?:on|in case of|upon|after) (?:an? |any )?(?:failures?|errors?)(?: of (?:it|that|this))?,?\s+(?=\w)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex OnFailure();

    [GeneratedRegex(@"^(?:use .{1,40}? to )?(?:summari[sz]e|condense|shorten|translate|classify|analy[sz]e|review|proofread|rewrite|explain|simplify|paraphrase|critique|describe)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex WritesOf();

    [GeneratedRegex(@"(?:the |this )?(?:page |file |article |website |site |document |text )?[\uE000-\uE1FF\uE400-\uE5FF]", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Source();

    [GeneratedRegex(@"\ban? (?:\w+ )?(?:summary|digest|recap|briefing)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ASummary();

    [GeneratedRegex(@"\b(?:into|as|to) (?:an? |one |the )?(?:single )?(?:file )?[\uE400-\uE5FF]$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex IntoFile();

    [GeneratedRegex(@"(\b(?:classify|sort|categori[sz]e|triage|decide)\b[^.\n]{5,160}?\bor (?:an? )?[\w-]+),\s+(?=[\w-]+ (?:ones? |requests? |messages? |tickets? )?(?:gets?|go(?:es)?|becomes?|should|must|needs?|(?:are|is) (?:sent|forwarded|posted|saved|stored|answered)))", RegexOptions.IgnoreCase, 500)]
    private static partial Regex LabelsEnd();

    [GeneratedRegex(@",? and only (?:if|when) ", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AndOnlyIf();

    [GeneratedRegex(@",? (?:and )?saved (?:as|to|in|into) (?=[\uE400-\uE5FF])", RegexOptions.IgnoreCase, 500)]
    private static partial Regex SavedAs();

    [GeneratedRegex(@"^((?!for each|for every|in parallel|if |when |otherwise|else|every |each |on |at )[^:\n]{3,60}):\s+(?=\S)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?:use|let|have|take|with|run)\b.{2,50}?\bfor (?:the |all |each )?([\w -]{3,40})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ModelFor();

    [GeneratedRegex(@"^for (?:each|every)(?: one)?(?: of (?:them|these))?\s*[:,]\s*", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ForEachBare();

    [GeneratedRegex(@"^(?:[\w -]{2,30}: )?((?:an? |the |some )?(?:new )?[a-z]+(?: [a-z]+)? (?:comes? in|arrives?|is received|gets submitted|is submitted|lands|shows up))\s*(?:,|->|→|:|and then|then)\s*", RegexOptions.IgnoreCase, 500)]
    private static partial Regex CameIn();

    [GeneratedRegex(@"^(?:and |but |then )?(?:if|when|in case) (.{2,150}?)(?: then)?:?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex IfHead();

    [GeneratedRegex(@"^(?:otherwise|else|if not|everything else|the rest)\b.{0,20}$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ElseHead();

    [GeneratedRegex(@"^repeat(?: (?:this|these|the following|the steps))?(?: (?:steps|until (.{2,120}?)))*(?:,? (?:up to|at most) .{1,20})?:?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex RepeatHead();

    [GeneratedRegex(@"^(?:for )?(?:everything else|(?:the )?rest(?: of (?:them|it))?|(?:all )?(?:the )?others?(?: ones?| [a-z]+s)?|anything else|any(?:thing)? other(?: \w+)?|all (?:the )?other \w+|whatever (?:else|is left)|(?:the )?remaining(?: ones| \w+)?|otherwise|or else|else|if not|in (?:all|any) other cases?|if none of (?:these|those|them)[^,]{0,20}|if it(?:'s| is) (?:neither|something else|anything else|none of these)|by default|default|failing that)\b\s*(?:->|=>|→|:|,|then|—|-)?\s*(.{2,400})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ElseLed();

    [GeneratedRegex(@"^(?:finally|lastly|at the end|in the end|when (?:all|everything)|after (?:all|that loop)|once (?:all|everything))\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Finally();

    [GeneratedRegex(@"\b(?:all|everything|combined?|together|them|list of|the results|both|these|those|overall|one report)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AllWord();

    [GeneratedRegex(@"\b(?:it|its|that one|each)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ItWord();

    [GeneratedRegex(@"\s*(?:->|→|=>|➡|⇒|>>|(?<=\w) > (?=[a-z]))\s*|,? and (?=(?:for each|for every|keep|repeat|if|in parallel)\b)|,\s+(?=(?:for each|for every|keep|repeat|in parallel|if)\b)|[,;]?\s+(?:and |but )?(?:then(?! it (?:is|was))|after that|afterwards?|after which|finally|lastly|followed by|subsequently|as a last step|once (?:that's|that is|it's|it is|this is) done)\b,?\s*|^(?:then|after that|afterwards?|next|finally|lastly|and|also|in the end|at the end|once (?:that's|that is|it's|it is|this is) (?:done|finished)|when (?:that's|that is|it's|it is) (?:done|finished)|as a last step),?\s+", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ThenSplit();

    [GeneratedRegex(@"^(?:(?:use|have|add|create|make(?: me)?|build(?: me)?|let|get|run|with|start with|i want|i need|set up|first|please)\s+)*(?:an?|the|one|another|my|our)\s+(?:[\w-]+ ){0,3}agents?\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AgentLed();

    [GeneratedRegex(@"^(?:it |they |we )?(?:should |must )?(?:go(?:es)?|jumps?|returns?|loops?|gets?|send it|take it|heads?)\s+back(?: to)?\s*(?:the )?(.{0,60}?)(?: step)?(?: again| and .*)?$|^(?:start (?:over|again|from the (?:start|beginning))|try (?:it )?again|redo (?:it|this)|repeat (?:it|this|the (?:step|draft))|(?:ask|do|write|draft|rewrite) (?:it )?again)$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex BackTo();

    [GeneratedRegex(@"^before (\w+ing\b[^,]{0,60}|(?:it|that|this|anything) (?:is|gets|goes) (?:\w+)[^,]{0,30}|(?:you |we |it )?\w+s? (?:it|that|anything|the \w+)[^,]{0,30}),\s*(.{3,300})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex BeforeIt();

    [GeneratedRegex(@"^(?:if|when) (nobody .{0,60}?|no (?:one|reply|answer|response).{0,50}?),? (.{3,200})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex LateCase();

    [GeneratedRegex(@"^(?!(?:find|check|see|ask|determine|decide|tell|verify|figure|detect|wait|know|judge|retry|try)\b).{3,300}?\s(?:unless|only if|only when|but only if|if)\s", RegexOptions.IgnoreCase, 500)]
    private static partial Regex OnlyIf();

    [GeneratedRegex(@"^(.{3,300}?),?\s+(?:but )?(?:only )?(if|when|unless|in case|whenever)\s+(.{2,200})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex TrailingIf();

    [GeneratedRegex(@"^(?:for )(?!each|every|all).{2,120}$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ForWhat();

    [GeneratedRegex(@"^(?:a|an|the|it|this|that|and|or|run|start|begin|please|workflow|should|must|do|then|to|is|be|for|each|so|with|in|on|at|all|i|want|need|would|like|you|we|have|make|build|create|of|total|when|by|me|my|us|max|most|using|use|,|\.|:|-| )*$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Remainder();

    [GeneratedRegex(@"^(?:thanks?|thank you|thx|cheers|ok(?:ay)?|great|nice|perfect|hello|hi|hey|that(?:'s| is) (?:it|all)|done|the end|steps?|here(?:'s| is| are) (?:the|my) .{0,30}|as follows|like this|the following|good|please|i hope .*|make sense|got it|bye)[!. ]*$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Chatter();

    [GeneratedRegex(@"(?:up to|at most|no more than|max(?:imum)?(?: of)?|but not more than|,)?\s*(?:(\d+|one|two|three|four|five|six|seven|eight|ten|twelve|twenty) (?:times|rounds?|iterations?|attempts|tries|loops|passes|cycles|x\b)(?: (?:at most|max(?:imum)?))?|(twice|thrice))", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Times();

    [GeneratedRegex(@"^(?:the|a|an|my|our|these|those|new|incoming|single|individual|of|all|each|every|them)$")]
    private static partial Regex Determiner();
}
