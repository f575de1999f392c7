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
            else if (found.Count > 0) found[^1] = (found[^1].Item1, found[^1].Item2, $"{found[^1].Item3}, {piece}".TrimStart(',', ' '));
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
                if (!rest.StartsWith(form, StringComparison.OrdinalIgnoreCase) || rest.Length > form.Length && char.IsLetterOrDigit(rest[form.Length])) continue;
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
                if (OtherLead().IsMatch(rest) || rest.Length == 0 && (start == 0 || !piece.StartsWith("for ", StringComparison.OrdinalIgnoreCase) && !piece.StartsWith("if ", StringComparison.OrdinalIgnoreCase))) return null;
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
        var condition = SoWord().IsMatch(said) && place.LastOrDefault() is Step { Skill: "work" or "extract" } asked && AskedWhether().Match(asked.Said) is { Success: true } whether && place.Remove(asked) ? Condition(whether.Groups[1].Value, place) : Condition(said, place);
        if (then.Count > 0 && then.TrueForAll(i => i is Step { Skill: "improve" or "write" or "work" }) && condition.Test is Test.Number or Test.Judge or Test.Length && Rounds().IsMatch(parts[0]) && Most(parts[0]) is { } rounds)
        {
            place.Add(new Again(then, (isNot ? condition.Not() : condition).Not(), rounds));
            return true;
        }

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
        if (other.Count == 0 && then.OfType<Step>().LastOrDefault(s => s.Skill is "slack" or "telegram" or "email") is { } told && literals.First(parts[1], "quote") is { } instead)
        {
            var same = new Step(told.Skill, parts[1]);
            foreach (var (key, value) in told.Has) same.Has[key] = value;
            same.Has["text"] = instead;
            other = [same];
        }

        if (other.Count == 0) _plan.NotUnderstood.Add(literals.Unmask(parts[1]));
        fork.Else.AddRange(other);
        fork.HasElse = true;
        return true;
    }

    // Where the condition ends: at a comma, at "then" or a colon, or where an order begins.
    private static (string Said, string Body)? Cut(string rest)
    {
        var order = Clauses.OrderAt(rest);
        if (ConditionEnd().Match(rest) is { Success: true } end && end.Index > 1 && end.Index + end.Length < rest.Length && (order < 3 || end.Index < order))
            return (rest[..end.Index], rest[(end.Index + end.Length)..]);
        return order > 2 ? (rest[..order], rest[order..]) : null;
    }

    // "Orders over 500 euros need approval", "anything above $100 goes to Anna".
    private bool Amounted(string text, List<PlanItem> into)
    {
        if (BareAmount().IsMatch(text) && into.LastOrDefault() is Step { Skill: "score" } or Fork) text = $"score {text}";
        if (AmountLed().Match(text) is not { Success: true } match || Conditions.ReadAmount(match.Groups["op"].Value, match.Groups["n"].Value) is not { } limit) return false;
        var ways = RestCut().Split(match.Groups["rest"].Value, 2);
        var then = Body(ways[0]);
        if (then.Count == 0) return false;
        if (match.Groups["s"].Value is "score" || ScoredWord().IsMatch(text)) limit = limit with { Subject = "score" };
        AddCase(Place(text, into), limit with { Said = literals.Unmask(text) }, then);
        if (ways.Length > 1 && LastFork(Place(text, into)) is { } fork && Body(ways[1]) is { Count: > 0 } rest)
        {
            fork.Else.AddRange(rest);
            fork.HasElse = true;
        }

        return true;
    }

    // "Orders from outside the EU go to Anna": what they are is a condition.
    private bool Qualified(string text, List<PlanItem> into)
    {
        if (QualifiedLed().Match(text) is not { Success: true } match || Words.Verb(match.Groups["s"].Value) is not null) return false;
        var then = Body(Phrases.Active(match.Groups["rest"].Value));
        if (then.Count == 0) return false;
        var what = match.Groups["q"].Value;
        var said = RelativeLed().IsMatch(what) ? $"the {Words.Singular(match.Groups["s"].Value)} is one {what}" : $"the {Words.Singular(match.Groups["s"].Value)} is {what}";
        AddCase(Place(text, into), new Condition(Test.Judge, "", "==", "", literals.Unmask(said)), then);
        return true;
    }

    [GeneratedRegex(@"^(?:all |any |every )?(?<s>[a-z]{3,}s) (?<q>(?:from|with|about|containing|mentioning|concerning|that|which|who|without|in|marked|written)\b.{3,60}?) (?<rest>(?:should|must|go|are (?:sent|forwarded|routed|saved|stored|posted|mailed|emailed|handled|answered)|get|need)\b.{3,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex QualifiedLed();

    [GeneratedRegex(@"^(?:that|which|who)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RelativeLed();

    // "Depending on the category, send billing to X, technical to Y"
    private bool DependingOn(string text, List<PlanItem> into)
    {
        if (Depending().Match(text) is not { Success: true } match) return false;
        var rest = match.Groups[2].Value;
        if (_labels.Count == 0 && _skills.Read($"classify it by {match.Groups[1].Value}") is { Skill: "classify" } sort && Labels(rest, sort) is { Count: > 1 } labels)
        {
            into.Add(new Step("classify", "sort it") { Labels = labels, Has = { ["by"] = sort.Get("by") ?? Words.Identifier(match.Groups[1].Value.Split(' ')[^1]) } });
            _labels.AddRange(labels);
        }

        if (Labelled(rest, into) || IfLed().IsMatch(rest) && Chosen(rest, into)) return true;
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

    // The categories that the ways of a choice name: "if it's positive …, if negative …".
    private static List<string> Labels(string ways, Step sort) => sort.Get("by") == "sentiment" ? sort.Labels : [.. WayLabel().Matches(ways).Select(m => m.Groups[1].Value.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    // What happens after a refusal belongs to the approval, though a step stands between them.
    private static void ToApproval(List<PlanItem> items, Condition when)
    {
        if (when.Test != Test.Approved || when.Sign != "!=" || items.LastOrDefault() is Step { Skill: "human" } or Fork) return;
        var asked = items.FindLastIndex(i => i is Step { Skill: "human" } s && s.Get("form") != "answer");
        if (asked < 0 || items.Skip(asked).Any(i => i is Fork or Again)) return;
        var after = items.Skip(asked + 1).ToList();
        items.RemoveRange(asked + 1, after.Count);
        items.Add(new Fork([new Case(when.Not() with { Said = "approved" }, after)]));
    }

    // Choices of one question are the ways of one fork; the more particular one is asked first.
    private static void AddCase(List<PlanItem> items, Condition when, List<PlanItem> then)
    {
        ToApproval(items, when);
        if (when is { Test: Test.Text, Subject: "language", Sign: "!=" })
            foreach (var step in Steps(then).Where(s => s.Skill == "translate" && s.Get("language") is null or "")) step.Has["language"] = when.Value;
        if (when is { Test: Test.Number, Subject: "status" } && items.LastOrDefault() is Step { Skill: "webfetch" } page)
            items[^1] = new Step("http", page.Said) { Has = { ["url"] = page.Get("url") ?? "", ["method"] = "GET" }, Attempts = page.Attempts, Timeout = page.Timeout, Pause = page.Pause };
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
            var bounded = match.Groups["until"].Value;
            var after = UntilEnd().Match(bounded) is { Success: true } cut ? bounded[(cut.Index + cut.Length)..] : Clauses.OrderAt(bounded) is > 2 and var order ? bounded[order..] : "";
            if (after.Length > 0) bounded = bounded[..^after.Length];
            var until = Times().Replace(bounded, "").Trim(' ', ',', '(', ')');
            until = OrEnd().Replace(ThenEnd().Replace(until, ""), "");
            if (NoCondition().IsMatch(until)) return false;
            var pieces = ThenSplit().Split(head).Where(x => x.Trim().Length > 0).ToList();
            if (pieces.Count > 1)
            {
                foreach (var piece in pieces[..^1]) Sequence(piece, into);
                head = pieces[^1];
            }

            var pause = Pausing().Match(head) is { Success: true } paused ? Amounts.Duration(paused.Value) : null;
            if (pause is not null) head = Pausing().Replace(head, "").Trim(' ', ',');
            var body = Repeats(head);
            var condition = until.Length < 2 ? null : Condition(until, [.. into, .. body ?? []]);
            if (condition is not null && match.Groups["word"].Value.StartsWith("while", StringComparison.OrdinalIgnoreCase)) condition = condition.Not();
            into.Add(new Again(body, condition, Most(after.Length > 0 ? text[..^after.Length] : text) ?? Most(text)) { Pause = pause, From = StepNumber().Match(head) is { Success: true } n ? Amounts.Whole(n.Groups[1].Value) : null });
            if (after.Length > 0 && !Sequence(after, into)) _plan.NotUnderstood.Add(literals.Unmask(after));
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

    [GeneratedRegex(@"\s*;\s*|,\s+(?:and |but |while |whereas )?|\s+(?:and|while|whereas|but)\s+(?=(?:for |the |everything|all |anything|others?\b|rest\b)?)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LabelCut();

    [GeneratedRegex(@"^(?:and |but |then )?(?:(?:for|on|in case of|if it(?:'s| is)|when it(?:'s| is)|if|when|whenever it(?:'s| is)|send|route|forward|pass)\s+)?(?:(?:the|all|any|a|an|only|those|every|each)\s+)*(?=\S)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LabelLead();

    [GeneratedRegex(@"^\s+(?:ones?|e-?mails?|messages?|tickets?|requests?|issues?|items?|questions?|cases?|reports?|things|stuff|mails?|feedback|leads?|reviews?|comments?|complaints?|inquir(?:y|ies)|category|posts?|invoices?|documents?|articles?|orders?|claims?|texts?)(?=[\s,:]|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LabelNoun();

    [GeneratedRegex(@"^\s*(?:,? ?(?:of|with an? (?:amount|value|total)|that are|which are|if|when (?:it is|they are)|for))?\s*(over|above|more than|greater than|exceeding|bigger than|larger than|higher than|at least|under|below|less than|up to|at most|smaller than|>=|<=|>|<)\s*[$€£]?\s*(\d[\d,]*(?:\.\d+)?k?)\s*(?:dollars|usd|euros?|eur|bucks|€|pounds)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OverAmount();

    [GeneratedRegex(@"^(?:and|or|/)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OtherLead();

    [GeneratedRegex(@"^(?:and |but |then |now )*(?:only )?(if|when|whenever|in case|unless|once)\s+(?:that )?(.{4,480})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IfLed();

    [GeneratedRegex(@"[,;.]?\s+(?:and |or )?(?:otherwise|or else|else|if not|if it(?:'s| is| does|'s)? ?n[o']t|in any other case)\b,?:?\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ElseCut();

    [GeneratedRegex(@"^(?:so|yes|that is so|that's the case|this is the case|it (?:is|does|was|has))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SoWord();

    [GeneratedRegex(@"^(?:find out|check|see|decide|determine|figure out|verify|detect)\b.{0,20}?\b(?:if|whether)\s+(.{3,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AskedWhether();

    [GeneratedRegex(@"^(?:more|less|over|above|below|under|at least|at most|greater)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MoreThan();

    [GeneratedRegex(@",\s+(?=(?:more than|less than|over|above|below|under|at least|at most|greater than) [$€£]?\d)|[,;]\s+(?:and |but )?if (?!not\b)|\s+(?:and|but) if (?!not\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NextIf();

    [GeneratedRegex(@",\s*then\s+|\s+then,?\s+|:\s+|\s*(?:->|→|=>)\s*|,\s+(?!and |or )|\s+(?=it (?:goes|should|must|gets)\b|go(?:es)? back\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ConditionEnd();

    [GeneratedRegex(@"^(?:for |all |any |every |each )?(?<s>[a-z]+(?: [a-z]+)?)(?: that (?:is|are)| which (?:is|are)| with an? (?:amount|value|total|score|rating|grade|price)(?: of)?| of| costing| worth| scoring| scored| graded| rated| priced)? (?<op>over|above|more than|greater than|exceeding|bigger than|larger than|higher than|at least|under|below|less than|up to|at most)\s*[$€£]?\s*(?<n>\d[\d,]*(?:\.\d+)?k?)\s*(?:dollars|usd|euros?|eur|bucks)?,?\s+(?<rest>(?:needs?|requires?|must|should|goes?|gets?|are|is|becomes?|have|has|ask|sends?|wait|will|can|want|trigger|call for|post|email|notify|write|open|create|escalate)\b.{3,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AmountLed();

    [GeneratedRegex(@"\b(?:scor|grad|rat)(?:e|ed|ing)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ScoredWord();

    [GeneratedRegex(@"[,;]\s+(?:and |but )?(?:the |all )?(?:rest|others?|everything else|otherwise|else)\b[ :,]*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RestCut();

    [GeneratedRegex(@"^(?:over|above|more than|at least|under|below|less than|up to|at most) \d", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BareAmount();

    [GeneratedRegex(@"^(?:then |and )?(?:depending on|based on|according to|by|switch on|(?:route|sort|classify|split|handle|process|triage|assign|dispatch|treat)(?: [\w ]{2,24}?)? (?:by|based on|depending on|according to))\s+(?:the |its |their |that )?([\w ]{3,30}?)\s*[,:]\s*(.{5,400})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Depending();

    [GeneratedRegex(@"\s*[,;]\s*(?:and |or )?|\s+and\s+(?=\S+ (?:to|->|:))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex DependingCut();

    [GeneratedRegex(@"^(?!.*\b(?:wait|pause|sleep|hold)\b.{0,20}until)(?<body>.{0,300}?)[,;]?\s*\(?\b(?<word>until|till|while(?! (?:you|doing|that)))\b\s+(?<until>.{2,160})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RepeatUntil();

    [GeneratedRegex(@"^(?:and |then )?(?:repeat|loop|do|redo|iterate|run|go over|try)\b.{0,80}\b(?:times|rounds?|iterations?|twice|thrice|x|passes)\b|^(?:for )?(?:\d+|two|three|four|five) (?:rounds|iterations|passes)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RepeatTimes();

    [GeneratedRegex(@",? ?pausing \w+ \w+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Pausing();

    [GeneratedRegex(@"\b(?:at most|up to|max(?:imum)?(?: of)?|no more than|\d+|two|three|four|five) (?:\w+ )?(?:rounds?|times|iterations?|tries|attempts)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Rounds();

    [GeneratedRegex(@"\bif (?:it(?:'s| is) |the \w+ is |they are )?([a-z]+)\b|(?:^|[,;]\s*)(?:and |for )?([a-z]+)(?: (?:ones |priority )?(?:goes|go|becomes?|is|are|gets?|to|means|->)\b|:)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WayLabel();

    [GeneratedRegex(@"[,;]?\s+(?:and )?then,?\s+|,\s+and (?=[a-z]+ )|;\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex UntilEnd();

    [GeneratedRegex(@"[,;]?\s*(?:and )?(?:then)?[,;]?\s*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ThenEnd();

    // A time is no condition: "approved by Nina until Thursday" gives her so long.
    [GeneratedRegex(@"^(?:next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+)?$|^(?:tomorrow|tonight|noon|midnight|then|\d{1,2}(?::\d\d)? ?(?:am|pm)?)(?: .{0,20})?$|^[\uEE00-\uEFFF]$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NoCondition();

    [GeneratedRegex(@"[,;]?\s*(?:\bor\b|,|\band\b|\bbut\b)\s*(?:up to|at most|until|after|no more than|max(?:imum)?|a maximum of|stop after|give up after)?\s*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OrEnd();

    [GeneratedRegex(@"^(?:and |then |, |try )?(?:repeat|loop(?: over| back| through)?|keep(?: on)?|continue|redo|go on|iterate(?: on)?|do|try)\b\s*(?:to |asking (?=[\uE000-\uE1FF]|(?:the |an? )?(?:api|server|endpoint|url|page)\b))?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RepeatLead();

    [GeneratedRegex(@"^(?:it|this|that|these(?: steps)?|those(?: steps)?|them|all|everything|going|trying|doing (?:this|that|it|so)|iterating|looping|the (?:above|loop|process|whole thing|last (?:two |three )?steps?|steps?|two steps|cycle)|steps? .*|again|so|both|from .*|and|back.*|to .*|over and over|with (?:the )?feedback|the last.*)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SameAgain();

    [GeneratedRegex(@"\bsteps? (\d{1,2})|\bfrom step (\d{1,2})", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex StepNumber();
}
