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
        var sentences = Clauses.Sentences(LabelsEnd().Replace(new Rewording(literals, models, _plan).Of(text), "$1. "));
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

        foreach (var (noun, use) in _plan.ModelsFor)
        {
            var named = Named(_plan.Items, noun);
            foreach (var step in named) step.Model = use;
            if (named.Count == 0) _plan.Later.Add(($"use {use} for {noun}", $"{use} for {noun}"));
        }

        return _plan;
    }

    // The steps that a noun speaks of: "the translation" is what translates.
    private static List<Step> Named(List<PlanItem> items, string noun)
    {
        var stems = noun.ToLowerInvariant().Split(' ').Where(w => w.Length > 3).Select(w => w[..Math.Min(5, w.Length - 1)]).ToList();
        return [.. Steps(items).Where(s => s.Skill is not ("webfetch" or "fileread" or "csvread" or "filewrite" or "csvwrite" or "slack" or "email" or "telegram" or "human" or "wait") && $"{s.Skill} {s.Said} {s.Get("name")}".ToLowerInvariant().Split(' ').Any(w => stems.Exists(t => w.StartsWith(t, StringComparison.Ordinal))))];
    }

    /// <summary>All steps, in branches and loops too.</summary>
    public static IEnumerable<Step> Steps(IEnumerable<PlanItem> items) => items.SelectMany(i => i switch
    {
        Step step => [step],
        ForEach each => Steps(each.Body),
        Together together => together.Ways.SelectMany(Steps),
        Again { Body: { } body } => Steps(body),
        Fork fork => fork.Cases.SelectMany(c => Steps(c.Then)).Concat(Steps(fork.Else)),
        _ => Enumerable.Empty<Step>(),
    });

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
            AddCase(_plan.Items, Condition(choice.Groups[1].Value, _plan.Items), then);
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
            var until = repeat.Groups[1].Success ? Condition(Times().Replace(repeat.Groups[1].Value, ""), body) : null;
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
        if (name is not null) _plan.Name = literals.Unmask(name).Trim('"');
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
        if (Wished(sentence, into)) return;
        var count = into.Count;
        if (!Statement(text, into) && into.Count == count && !isSetting && !(isNew && ForWhat().IsMatch(text))) Postpone(text, sentence);
    }

    // "It should be friendly and never longer than 3 sentences" is told to whoever writes; "I want to be able to edit it" is a field of the form.
    private static bool Wished(string text, List<PlanItem> into)
    {
        if (MayEdit().IsMatch(text) && Steps(into).LastOrDefault(s => s.Skill == "human") is { } asked)
        {
            asked.Has["form"] = "edit";
            return true;
        }

        if (WishLed().Match(text) is not { Success: true } wish || text.Any(Literals.IsLiteral) || Words.Verb(wish.Groups["next"].Value) is not null || Steps(into).LastOrDefault(s => s.Skill is "write" or "summarise" or "improve" or "work" or "agent" or "translate" or "critique") is not { } writes) return false;
        writes.Has["wish"] = $"{writes.Get("wish")} {text}.".Trim();
        return true;
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
        if (_plan.Items.Count == 0 && Heading().Match(text) is { Success: true } head && new Conditions(literals, _labels).LabelIn(head.Value) is null && (Clauses.BeginsWithVerb(text[head.Length..]) || EachLed().IsMatch(text[head.Length..])) && (Clauses.VerbAt(head.Value, 0) < 0 || Titles().IsMatch(head.Value)))
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

        return Labelled(text, into) || Chosen(text, into) || Amounted(text, into) || DependingOn(text, into) || Qualified(text, into) || Repeated(text, into) || Each(text, into) || Sequence(text, into);
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

    // A number that "it" is speaks of what the condition before it spoke of.
    private string? _subject;
    private string? _feature;

    private Condition Condition(string text, List<PlanItem> behind)
    {
        var read = new Conditions(literals, _labels).Read(text, Steps(behind).Any(s => s.Skill == "human" && s.Get("form") != "answer"));
        if (read is { Test: Test.Number, Subject.Length: 0 } && _subject is not null) read = read with { Subject = _subject, And = read.And is { Test: Test.Number, Subject.Length: 0 } and ? and with { Subject = _subject } : read.And };
        if (read is { Test: Test.Number, Subject.Length: > 0 }) _subject = read.Subject;
        if (read is { Test: Test.Text }) _feature = read.Subject;
        if (read.Test == Test.Judge && _feature is not null && ItIs().Match(text) is { Success: true } it) return read with { Test = Test.Text, Subject = _feature, Sign = it.Groups[1].Success ? "!=" : "==", Value = it.Groups[2].Value };
        return read;
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

    [GeneratedRegex(@"^for (?:each|every|all)(?: of)?(?: the| these| those)? (?<item>[\w -]{2,40}?)(?: (?:in|from|of|on) (?<source>.{1,80}))?:?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EachHead();

    [GeneratedRegex(@"^(?:then )?(?:do )?(?:(?:these|the following|this|two things|three things|all of (?:this|these)|everything)? ?(?:in parallel|parallel(?:ly)?|at the same time|simultaneously|concurrently|all at once|side by side))(?: do| run)?(?: the following| these)?:?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ParallelHead();

    [GeneratedRegex(@"^(?:and |but )?(?:on|in case of|upon|after) (?:an? |any )?(?:failures?|errors?)(?: of (?:it|that|this))?,?\s+(?=\w)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OnFailure();

    [GeneratedRegex(@"(\b(?:classify|sort|categori[sz]e|triage|decide)\b[^.\n]{5,160}?\bor (?:an? )?[\w-]+),\s+(?=[\w-]+ (?:ones? |requests? |messages? |tickets? )?(?:gets?|go(?:es)?|becomes?|should|must|needs?|(?:are|is) (?:sent|forwarded|posted|saved|stored|answered)))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LabelsEnd();

    [GeneratedRegex(@",? and only (?:if|when) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AndOnlyIf();

    [GeneratedRegex(@",? (?:and )?saved (?:as|to|in|into) (?=[\uE400-\uE5FF])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SavedAs();

    [GeneratedRegex(@"^((?!for each|for every|in parallel|if |when |run |start |started |trigger |triggered |listen |give back |return |do the following |otherwise|else|every |each |on |at )[^:\n]{3,60}):\s+(?=\S)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?:it|this|that)(?:'s| is| are) (not )?([a-z]+)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ItIs();

    [GeneratedRegex(@"^(?:i|we|you|he|she|they|the \w+|[A-Z][a-z]+)(?:'d| would)? (?:want to be able to|should be able to|must be able to|can|may|is allowed to|are allowed to|like to be able to) (?:edit|change|correct|adjust|modify)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MayEdit();

    [GeneratedRegex(@"^(?:it|they|this|the (?:text|summary|answer|reply|report|article|post|e-?mail|mail|message|translation|draft|story|poem|letter|result|output|tone|style|title|essay|newsletter|review|brief)s?|answers?|replies) (?:should|must|may|has to|have to|needs? to|shall|can)(?:n't| not| never| always| only)* (?:be|have|contain|sound|use|include|mention|exceed|stay|follow|start|end|fit|read)\b ?(?<next>[a-z]*)|^keep (?:it|them|the \w+) (?:short|brief|friendly|simple|polite|formal|concise|under|below|within|to)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WishLed();

    [GeneratedRegex(@"^(?:for (?:each|every)|it |in parallel)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EachLed();

    [GeneratedRegex(@"^(?:prepare|plan|handle|process|grade|onboard|manage|automate|organi[sz]e|do|run|review)\b[\w ,'-]*:\s*$|^(?:i|we)(?:'d| would)? (?:like|want|need)\b|^give me\b|^(?:make|build|create|write)(?: me)? an? [\w -]{0,30}(?:bot|chatbot|assistant|app|tool|agent|system|process|job)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Titles();

    [GeneratedRegex(@"^(?:use|let|have|take|with|run)\b.{2,50}?\bfor (?:the |all |each )?([\w -]{3,40})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ModelFor();

    [GeneratedRegex(@"^for (?:each|every)(?: one)?(?: of (?:them|these))?\s*[:,]\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ForEachBare();

    [GeneratedRegex(@"^(?:[\w -]{2,30}: )?((?:an? |the |some )?(?:new )?[a-z]+(?: [a-z]+)? (?:comes? in|arrives?|is received|gets submitted|is submitted|lands|shows up))\s*(?:,|->|→|:|and then|then)\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CameIn();

    [GeneratedRegex(@"^(?:and |but |then )?(?:if|when|in case) (.{2,150}?)(?: then)?:?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IfHead();

    [GeneratedRegex(@"^(?:otherwise|else|if not|everything else|the rest)\b.{0,20}$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ElseHead();

    [GeneratedRegex(@"^repeat(?: (?:this|these|the following|the steps))?(?: (?:steps|until (.{2,120}?)))*(?:,? (?:up to|at most) .{1,20})?:?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RepeatHead();

    [GeneratedRegex(@"^(?:for )?(?:everything else|(?:the )?rest(?: of (?:them|it))?|(?:all )?(?:the )?others?(?: ones?| [a-z]+s)?|anything else|any(?:thing)? other(?: \w+)?|all (?:the )?other \w+|whatever (?:else|is left)|(?:the )?remaining(?: ones| \w+)?|otherwise|or else|else|if not|in (?:all|any) other cases?|if none of (?:these|those|them)[^,]{0,20}|if it(?:'s| is) (?:neither|something else|anything else|none of these)|by default|default|failing that)\b\s*(?:->|=>|→|:|,|then|—|-)?\s*(.{2,400})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ElseLed();

    [GeneratedRegex(@"^(?:finally|lastly|at the end|in the end|when (?:all|everything)|after (?:all|that loop)|once (?:all|everything))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Finally();

    [GeneratedRegex(@"\b(?:all|everything|combined?|together|them|list of|the results|both|these|those|overall|one report)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AllWord();

    [GeneratedRegex(@"\b(?:it|its|that one|each)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ItWord();

    [GeneratedRegex(@"^(?:for )(?!each|every|all).{2,120}$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ForWhat();

    [GeneratedRegex(@"^(?:a|an|the|it|this|that|and|or|run|start|begin|please|workflow|should|must|do|then|to|is|be|for|each|so|with|in|on|at|all|i|want|need|would|like|you|we|have|make|build|create|of|total|when|by|me|my|us|max|most|using|use|,|\.|:|-| )*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Remainder();

    [GeneratedRegex(@"^(?:thanks?|thank you|thx|cheers|ok(?:ay)?|great|nice|perfect|hello|hi|hey|that(?:'s| is) (?:it|all)|done|the end|steps?|here(?:'s| is| are) (?:the|my) .{0,30}|as follows|like this|the following|good|please|i hope .*|make sense|got it|bye)[!. ]*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Chatter();

    [GeneratedRegex(@"(?:up to|at most|no more than|max(?:imum)?(?: of)?|but not more than|,)?\s*(?:(\d+|one|two|three|four|five|six|seven|eight|ten|twelve|twenty) (?:times|rounds?|iterations?|attempts|tries|loops|passes|cycles|x\b)(?: (?:at most|max(?:imum)?))?|(twice|thrice))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Times();

    [GeneratedRegex(@"^(?:the|a|an|my|our|these|those|new|incoming|single|individual|of|all|each|every|them)$")]
    private static partial Regex Determiner();
}
