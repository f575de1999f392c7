using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Choices and repetitions.</summary>
internal sealed partial class PlanReader
{
    // "Bugs become a GitHub issue", "urgent -> page Anna", once categories are known.
    private bool Labelled(string text, List<PlanItem> into)
    {
        if (_labels.Count == 0) return false;
        var pieces = LabelPieces(text);
        if (pieces.Count == 0) return false;
        var place = into.LastOrDefault() is ForEach { Body: { } body } && body.Exists(i => i is Step { Skill: "classify" } or Fork) ? body : into;
        foreach (var (label, amount, rest) in pieces)
        {
            var then = Body(rest);
            if (then.Count == 0)
            {
                _plan.NotUnderstood.Add(literals.Unmask($"{label}: {rest}"));
                continue;
            }

            if (label is null)
            {
                if (LastFork(place) is not { } fork) continue;
                fork.Else.AddRange(then);
                fork.HasElse = true;
                continue;
            }

            AddCase(place, new Condition(Test.Label, "", "==", label, label) { And = amount }, then);
        }

        return true;
    }

    private List<(string? Label, Condition? Amount, string Body)> LabelPieces(string text)
    {
        var found = new List<(string?, Condition?, string)>();
        foreach (var part in LabelCut().Split(text))
        {
            var piece = part.Trim(' ', ',', ';');
            if (piece.Length == 0) continue;
            if (LabelOf(piece) is { } led) found.Add(led);
            else if (found.Count > 0 && ElseLed().Match(piece) is { Success: true } other) found.Add((null, null, other.Groups[1].Value));
            else if (found.Count > 0) found[^1] = (found[^1].Item1, found[^1].Item2, $"{found[^1].Item3}, {piece}");
            else return [];
        }

        return found;
    }

    private (string?, Condition?, string)? LabelOf(string piece)
    {
        var start = LabelLead().Match(piece).Length;
        foreach (var label in _labels.OrderByDescending(l => l.Length))
        {
            foreach (var form in new[] { label, Words.Plural(label), Words.Singular(label) }.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                var rest = piece[start..];
                if (!rest.StartsWith(form, StringComparison.OrdinalIgnoreCase) || rest.Length == form.Length || char.IsLetterOrDigit(rest[form.Length])) continue;
                rest = rest[form.Length..];
                if (LabelNoun().Match(rest) is { Success: true } noun) rest = rest[noun.Length..];
                Condition? amount = null;
                if (OverAmount().Match(rest) is { Success: true } over && Conditions.ReadAmount(over.Groups[1].Value, over.Groups[2].Value) is { } limit)
                {
                    amount = limit;
                    rest = rest[over.Length..];
                }

                rest = rest.TrimStart(' ', ',', ':', '-', '>', '=', '→', '–', '—');
                if (rest.StartsWith("then ", StringComparison.OrdinalIgnoreCase)) rest = rest[5..];
                if (rest.Length == 0 || OtherLead().IsMatch(rest)) return null;
                return (label, amount, rest);
            }
        }

        return null;
    }

    // "If it is approved, send it, otherwise ..."
    private bool Chosen(string text, List<PlanItem> into)
    {
        if (IfLed().Match(text) is not { Success: true } match) return false;
        var isNot = match.Groups[1].Value.StartsWith("unless", StringComparison.OrdinalIgnoreCase);
        var rest = match.Groups[2].Value;
        if (Cut(rest) is not var (said, body)) return false;
        var place = Place(text, into);
        var parts = ElseCut().Split(body, 2);
        var later = NextIf().Match(parts[0]);
        var then = Body(later.Success ? parts[0][..later.Index] : parts[0]);
        var condition = SoWord().IsMatch(said) && place.LastOrDefault() is Step { Skill: "work" or "extract" } asked && AskedWhether().Match(asked.Said) is { Success: true } whether && place.Remove(asked) ? Condition(whether.Groups[1].Value) : Condition(said);
        if (then.Count == 0)
        {
            if (parts.Length < 2 && !later.Success) return false;
            _plan.NotUnderstood.Add(literals.Unmask(later.Success ? parts[0][..later.Index] : parts[0]));
        }

        AddCase(place, isNot ? condition.Not() : condition, then);
        if (later.Success && MoreThan().Match(parts[0][later.Index..].TrimStart(' ', ',')) is { Success: true } && condition.Test is Test.Number)
        {
            if (!Chosen($"if {condition.Subject.Replace('_', ' ')} is {parts[0][later.Index..].TrimStart(' ', ',')}", place)) _plan.NotUnderstood.Add(literals.Unmask(parts[0][later.Index..]));
        }
        else if (later.Success && !Chosen(parts[0][later.Index..].TrimStart(' ', ',', ';').Replace("and if", "if", StringComparison.OrdinalIgnoreCase).Replace("but if", "if", StringComparison.OrdinalIgnoreCase), place)) _plan.NotUnderstood.Add(literals.Unmask(parts[0][later.Index..]));
        if (parts.Length < 2 || LastFork(place) is not { } fork) return true;
        var other = Body(parts[1]);
        if (other.Count == 0) _plan.NotUnderstood.Add(literals.Unmask(parts[1]));
        fork.Else.AddRange(other);
        fork.HasElse = true;
        return true;
    }

    // Where the condition ends: at a comma, at "then" or a colon, or where an action begins.
    private static (string Said, string Body)? Cut(string rest)
    {
        if (ConditionEnd().Match(rest) is { Success: true } comma && Clauses.VerbAt(rest, Math.Min(rest.Length, FirstWord().Match(rest).Length)) is > 2 and var early && early < comma.Index && AmountBefore().IsMatch(rest[..early])) return (rest[..early], rest[early..]);
        if (ConditionEnd().Match(rest) is { Success: true } end && end.Index > 1 && end.Index + end.Length < rest.Length)
        {
            var after = rest[(end.Index + end.Length)..];
            return (rest[..end.Index], after);
        }

        var verb = Clauses.VerbAt(rest, Math.Min(rest.Length, FirstWord().Match(rest).Length));
        return verb > 2 ? (rest[..verb], rest[verb..]) : null;
    }

    // "Orders over 500 euros need approval", "anything above $100 goes to Anna".
    private bool Amounted(string text, List<PlanItem> into)
    {
        if (BareAmount().IsMatch(text) && into.LastOrDefault() is Step { Skill: "score" } or Fork) text = $"score {text}";
        if (AmountLed().Match(text) is not { Success: true } match || Conditions.ReadAmount(match.Groups["op"].Value, match.Groups["n"].Value) is not { } limit) return false;
        var ways = RestCut().Split(match.Groups["rest"].Value, 2);
        var then = Body(ways[0]);
        if (then.Count == 0) return false;
        if (match.Groups["s"].Value is "score") limit = limit with { Subject = "score" };
        AddCase(Place(text, into), limit with { Said = literals.Unmask(text) }, then);
        if (ways.Length > 1 && LastFork(Place(text, into)) is { } fork && Body(ways[1]) is { Count: > 0 } rest)
        {
            fork.Else.AddRange(rest);
            fork.HasElse = true;
        }

        return true;
    }

    // "Depending on the category, send billing to X, technical to Y"
    private bool DependingOn(string text, List<PlanItem> into)
    {
        if (Depending().Match(text) is not { Success: true } match) return false;
        var rest = match.Groups[2].Value;
        if (Labelled(rest, into)) return true;
        var any = false;
        foreach (var part in DependingCut().Split(rest).Select(p => p.Trim(' ', ',')).Where(p => p.Length > 0))
        {
            var verb = Clauses.BeginsWithVerb(part) ? part : $"send {part}";
            if (new Conditions(literals, _labels).LabelIn(part) is not { } label || Body(verb) is not { Count: > 0 } then) continue;
            AddCase(into, new Condition(Test.Label, "", "==", label, label), then);
            any = true;
        }

        return any;
    }

    // Choices of one question are the ways of one fork; the more particular one is asked first.
    private static void AddCase(List<PlanItem> items, Condition when, List<PlanItem> then)
    {
        if (items.LastOrDefault() is Fork { HasElse: false } fork && fork.Cases.TrueForAll(c => IsSame(c.When, when)))
        {
            var plain = when.And is null ? -1 : fork.Cases.FindIndex(c => c.When.And is null && c.When.Value == when.Value);
            if (plain >= 0) fork.Cases.Insert(plain, new Case(when, then));
            else fork.Cases.Add(new Case(when, then));
            return;
        }

        items.Add(new Fork([new Case(when, then)]));
    }

    private static bool IsSame(Condition a, Condition b) =>
        a.Test == b.Test && a.Test is Test.Label or Test.Approved or Test.Number or Test.Text or Test.Contains && (a.Test is Test.Label or Test.Approved || a.Subject == b.Subject)
        || a.Test is Test.Approved or Test.Late && b.Test is Test.Approved or Test.Late
        || a.Test is Test.Label && b.Test is Test.Number || a.Test is Test.Number && b.Test is Test.Label;

    private bool Repeated(string text, List<PlanItem> into)
    {
        if (RepeatUntil().Match(text) is { Success: true } match)
        {
            var head = Times().Replace(match.Groups["body"].Value, "").Trim(' ', ',', '(', ')');
            var until = Times().Replace(match.Groups["until"].Value, "").Trim(' ', ',', '(', ')');
            until = OrEnd().Replace(until, "");
            var pieces = ThenSplit().Split(head).Where(x => x.Trim().Length > 0).ToList();
            if (pieces.Count > 1)
            {
                foreach (var piece in pieces[..^1]) Sequence(piece, into);
                head = pieces[^1];
            }

            var condition = until.Length < 2 ? null : Condition(until);
            if (condition is not null && match.Groups["word"].Value.StartsWith("while", StringComparison.OrdinalIgnoreCase)) condition = condition.Not();
            into.Add(new Again(Repeats(head), condition, Most(text)) { From = StepNumber().Match(head) is { Success: true } n ? Amounts.Whole(n.Groups[1].Value) : null });
            return true;
        }

        if (RepeatTimes().IsMatch(text) && Most(text) is { } most)
        {
            var head = Times().Replace(text, "").Trim(' ', ',');
            into.Add(new Again(Repeats(head), null, most) { From = StepNumber().Match(head) is { Success: true } n ? Amounts.Whole(n.Groups[1].Value) : null });
            return true;
        }

        return false;
    }

    private List<PlanItem>? Repeats(string head)
    {
        var action = RepeatLead().Replace(head, "").Trim(' ', ',', ':');
        if (action.Length == 0 || SameAgain().IsMatch(action)) return null;
        var items = new List<PlanItem>();
        Sequence(action, items);
        return items.Count == 0 ? null : items;
    }

    private bool Each(string text, List<PlanItem> into)
    {
        var match = ForEachLed().Match(text);
        if (!match.Success) match = GoThrough().Match(text);
        if (match.Success)
        {
            var (noun, rest) = (match.Groups["item"].Value, match.Groups["rest"].Value);
            if (noun.Length == 0) return false;
            if (Words.Verb(noun.Split(' ')[0]) is not null && noun.Split(' ')[0] is var verbal) (noun, rest) = ("item", text[(text.IndexOf(verbal, StringComparison.OrdinalIgnoreCase))..]);
            return AddEach(into, noun, match.Groups["source"].Value, rest, text);
        }

        if (EachBehind().Match(text) is { Success: true } behind && Clauses.BeginsWithVerb(behind.Groups["rest"].Value) && !behind.Groups["rest"].Value.Contains("approval", StringComparison.OrdinalIgnoreCase))
            return AddEach(into, behind.Groups["item"].Value, behind.Groups["source"].Value, behind.Groups["rest"].Value, text);
        if (VerbEach().Match(text) is { Success: true } verb && Clauses.BeginsWithVerb(text) && !Day().IsMatch(verb.Groups["item"].Value))
            return AddEach(into, verb.Groups["item"].Value, verb.Groups["source"].Value, $"{verb.Groups["verb"].Value} it {verb.Groups["rest"].Value}", text);
        return false;
    }

    private bool AddEach(List<PlanItem> into, string noun, string source, string rest, string text)
    {
        if (Day().IsMatch(noun)) return false;
        var first = Clauses.Actions(source) is { Count: > 0 } && literals.First(source, "file") is { } file ? FileStep(file, source, into) : null;
        if (first is not null) into.Add(first);
        var loop = new ForEach(Thing(noun), Source(source), []) { Parallel = ParallelOf(text) };
        var modifiers = new Modifiers(literals, models);
        var body = modifiers.Parallel is null && ParallelOf(rest) is not null ? WithoutParallel(rest) : rest;
        var parts = FinallySplit().Split(body, 2);
        foreach (var part in EachSplit().Split(parts[0]).Where(p => p.Trim().Length > 0))
            if (!Statement(part.Trim(' ', ','), loop.Body)) _plan.NotUnderstood.Add(literals.Unmask(part));
        if (loop.Body.Count == 0) return false;
        var whole = new List<PlanItem>();
        while (loop.Body.Count > 1 && loop.Body[^1] is Step { Skill: "csvwrite" or "filewrite" or "slack" or "email" or "telegram" or "summarise" or "write" or "sql" } last && AllWord().IsMatch(last.Said))
        {
            whole.Insert(0, last);
            loop.Body.RemoveAt(loop.Body.Count - 1);
        }

        into.Add(loop);
        into.AddRange(whole);
        if (parts.Length > 1 && !Sequence(parts[1], into)) _plan.NotUnderstood.Add(literals.Unmask(parts[1]));
        return true;
    }

    private string WithoutParallel(string text) => new Modifiers(literals, models) is var m && m.Take(text) is var rest && m.Model is null && m.Attempts is null && m.Timeout is null ? rest : text;

    private static Step? FileStep(string file, string source, List<PlanItem> into) =>
        into.Exists(i => i is Step { Skill: "csvread" or "fileread" } s && s.Get("path") == file) ? null
        : new Step(file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? "csvread" : "fileread", source) { Has = { ["path"] = file } };

    [GeneratedRegex(@"\s*;\s*|,\s+(?:and |but |while |whereas )?|\s+(?:and|while|whereas|but)\s+(?=(?:for |the |everything|all |anything|others?\b|rest\b)?)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex LabelCut();

    [GeneratedRegex(@"^(?:and |but |then )?(?:(?:for|on|in case of|if it(?:'s| is)|when it(?:'s| is)|if|when|whenever it(?:'s| is)|send|route|forward|pass)\s+)?(?:(?:the|all|any|a|an|only|those|every|each)\s+)*(?=\S)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex LabelLead();

    [GeneratedRegex(@"^\s+(?:ones?|e-?mails?|messages?|tickets?|requests?|issues?|items?|questions?|cases?|reports?|things|stuff|mails?|feedback|leads?|reviews?|comments?|complaints?|inquir(?:y|ies)|category|posts?|invoices?|documents?|articles?)(?=[\s,:])", RegexOptions.IgnoreCase, 500)]
    private static partial Regex LabelNoun();

    [GeneratedRegex(@"^\s*(?:,? ?(?:of|with an? (?:amount|value|total)|that are|which are|if|when (?:it is|they are)|for))?\s*(over|above|more than|greater than|exceeding|bigger than|larger than|higher than|at least|under|below|less than|up to|at most|smaller than|>=|<=|>|<)\s*[$€£]?\s*(\d[\d,]*(?:\.\d+)?k?)\s*(?:dollars|usd|euros?|eur|bucks|€|pounds)?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex OverAmount();

    [GeneratedRegex(@"^(?:and|or|/)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex OtherLead();

    [GeneratedRegex(@"^(?:and |but |then |now )?(if|when|whenever|in case|unless|once)\s+(?:that )?(.{4,480})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex IfLed();

    [GeneratedRegex(@"[,;.]?\s+(?:and |or )?(?:otherwise|or else|else|if not|if it(?:'s| is| does|'s)? ?n[o']t|in any other case)\b,?:?\s*", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ElseCut();

    [GeneratedRegex(@"^(?:so|yes|that is so|that's the case|this is the case|it (?:is|does|was|has))$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex SoWord();

    [GeneratedRegex(@"^(?:find out|check|see|decide|determine|figure out|verify|detect)\b.{0,20}?\b(?:if|whether)\s+(.{3,200})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AskedWhether();

    [GeneratedRegex(@"^(?:more|less|over|above|below|under|at least|at most|greater)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex MoreThan();

    [GeneratedRegex(@",\s+(?=(?:more than|less than|over|above|below|under|at least|at most|greater than) [$€£]?\d)|[,;]\s+(?:and |but )?if (?!not\b)|\s+(?:and|but) if ", RegexOptions.IgnoreCase, 500)]
    private static partial Regex NextIf();

    [GeneratedRegex(@",\s*then\s+|\s+then,?\s+|:\s+|\s*(?:->|→|=>)\s*|,\s+(?!and |or )|\s+(?=it (?:goes|should|must|gets)\b|go(?:es)? back\b)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ConditionEnd();

    [GeneratedRegex(@"^\S+\s+")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"^(?:for |all |any |every |each )?(?<s>[a-z]+(?: [a-z]+)?)(?: that (?:is|are)| which (?:is|are)| with an? (?:amount|value|total)(?: of)?| of| costing| worth)? (?<op>over|above|more than|greater than|exceeding|bigger than|larger than|higher than|at least|under|below|less than|up to|at most)\s*[$€£]?\s*(?<n>\d[\d,]*(?:\.\d+)?k?)\s*(?:dollars|usd|euros?|eur|bucks)?,?\s+(?<rest>(?:needs?|requires?|must|should|goes?|gets?|are|is|becomes?|have|has|ask|send|wait|will|can|want|trigger|call for)\b.{3,300})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AmountLed();

    [GeneratedRegex(@"[,;]\s+(?:and |but )?(?:the |all )?(?:rest|others?|everything else|otherwise|else)\b[ :,]*", RegexOptions.IgnoreCase, 500)]
    private static partial Regex RestCut();

    [GeneratedRegex(@"(?:\d\s*(?:k|%|euros?|eur|dollars?|usd|bucks|pounds|points?)?|[\uE600-\uE7FF])\s*$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AmountBefore();

    [GeneratedRegex(@"^(?:over|above|more than|at least|under|below|less than|up to|at most) \d", RegexOptions.IgnoreCase, 500)]
    private static partial Regex BareAmount();

    [GeneratedRegex(@"^(?:then |and )?(?:depending on|based on|according to|by|switch on|route (?:it |them )?(?:by|based on|depending on))\s+(?:the |its |their |that )?([\w ]{3,30}?)\s*[,:]\s*(.{5,400})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Depending();

    [GeneratedRegex(@"\s*[,;]\s*(?:and |or )?|\s+and\s+(?=\S+ (?:to|->|:))", RegexOptions.IgnoreCase, 500)]
    private static partial Regex DependingCut();

    [GeneratedRegex(@"^(?!.*\b(?:wait|pause|sleep|hold)\b.{0,20}until)(?<body>.{0,300}?)[,;]?\s*\(?\b(?<word>until|till|while(?! (?:you|doing|that)))\b\s+(?<until>.{2,160})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex RepeatUntil();

    [GeneratedRegex(@"^(?:and |then )?(?:repeat|loop|do|redo|iterate|run|go over|try)\b.{0,80}\b(?:times|rounds?|iterations?|twice|thrice|x|passes)\b|^(?:for )?(?:\d+|two|three|four|five) (?:rounds|iterations|passes)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex RepeatTimes();

    [GeneratedRegex(@"[,;]?\s*(?:\bor\b|,|\band\b|\bbut\b)\s*(?:up to|at most|until|after|no more than|max(?:imum)?|a maximum of|stop after|give up after)?\s*$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex OrEnd();

    [GeneratedRegex(@"^(?:and |then |, |try )?(?:repeat|loop(?: over| back| through)?|keep(?: on)?|continue|redo|go on|iterate(?: on)?|do|try)\b\s*(?:to )?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex RepeatLead();

    [GeneratedRegex(@"^(?:it|this|that|these(?: steps)?|those(?: steps)?|them|all|everything|going|trying|doing (?:this|that|it|so)|iterating|looping|the (?:above|loop|process|whole thing|last (?:two |three )?steps?|steps?|two steps|cycle)|steps? .*|again|so|both|from .*|and|back.*|to .*|over and over|with (?:the )?feedback|the last.*)?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex SameAgain();

    [GeneratedRegex(@"\bsteps? (\d{1,2})|\bfrom step (\d{1,2})", RegexOptions.IgnoreCase, 500)]
    private static partial Regex StepNumber();

    [GeneratedRegex(@"^(?:and |then )?(?:for|with) (?:each|every|all|any)(?: single)?(?: of)?(?: the| these| those| my| our)? (?<item>[\w-]+(?: [\w-]+)?(?: [\w-]+)?)(?: (?:in|from|of|on|inside|within) (?<source>(?:the |a |an |my |our |this |that )?[^,:]{1,60}?))?(?:,|:| do\b:?| then\b)\s*(?<rest>.{3,440})$|^(?:and |then )?for (?:each|every) (?:of the |of these )?(?<item>[\w-]+)(?: (?:in|from|of) (?<source>(?:the |a |an |my )?[\w\uE000-\uEFFF-]+(?: file| list| folder)?))? (?<rest>.{3,440})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ForEachLed();

    [GeneratedRegex(@"^(?:and |then )?(?:loop|iterate|go|run|step|walk|map|work) (?:over|through|across) (?:all |each |every |the |these |my |our |of |a list of |list of )*(?<item>[\w-]+(?: [\w-]+)?)(?: (?:in|from|of) (?<source>[^,:]{1,60}?))?(?:,| and|:| to)\s+(?<rest>.{3,440})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex GoThrough();

    [GeneratedRegex(@"^(?<rest>.{3,300}?),? for (?:each|every)(?: one)?(?: of)?(?: the| these| those)? (?<item>[\w-]+(?: [\w-]+)?)(?: (?:in|from|of|on) (?<source>.{1,60}))?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex EachBehind();

    [GeneratedRegex(@"^(?<verb>[\w-]+) (?:each|every|all of the|each of the|every single|all the|all) (?<item>[\w-]+)(?: (?:in|from|of|on) (?<source>(?:the |a |my )?[\w\uE000-\uEFFF-]+(?: file| list)?))?(?<rest>\b.{0,300})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex VerbEach();

    [GeneratedRegex(@"^(?:day|days|morning|evening|hour|week|month|year|minute|monday|tuesday|wednesday|thursday|friday|saturday|sunday|time|other|case|cases|results?|everything|this|that|of|them|it|summaries|translations|replies|three|two|four|steps?|nodes?|\d+)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Day();

    [GeneratedRegex(@"[,;]?\s+(?:and )?(?:finally|at the end|in the end|when (?:all|everything) (?:is|are) done|once (?:all|everything) (?:is|are) done)\b,?\s*", RegexOptions.IgnoreCase, 500)]
    private static partial Regex FinallySplit();

    [GeneratedRegex(@"[,;]\s+(?=if\b)|\s+and (?=if\b)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex EachSplit();
}
