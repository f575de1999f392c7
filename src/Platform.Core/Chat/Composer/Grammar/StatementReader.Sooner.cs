using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What stands before something that was said already: "before the call, the engineer has to approve" is asked in front of the call.</summary>
internal sealed partial class StatementReader
{
    private static readonly HashSet<string> Outward = ["slack", "telegram", "email", "http", "issue", "filewrite", "csvwrite", "sql", "workflow"];

    // How a deed is called by a noun: "the call" and "the request" are an HTTP request.
    private static readonly Dictionary<string, string[]> Nouned = new(StringComparer.Ordinal)
    {
        ["call"] = ["http", "webfetch", "workflow"],
        ["request"] = ["http", "webfetch"],
        ["post"] = ["slack", "telegram", "http"],
        ["message"] = ["slack", "telegram", "email"],
        ["mail"] = ["email"],
        ["email"] = ["email"],
        ["send"] = ["email", "slack", "telegram", "http"],
        ["publish"] = ["http", "slack", "telegram", "filewrite", "email"],
        ["save"] = ["filewrite", "csvwrite", "sql"],
        ["write"] = ["filewrite", "csvwrite", "sql"],
        ["sub-workflow"] = ["workflow"],
        ["workflow"] = ["workflow"],
    };

    // "Before X, S": S is done in front of X where X was said, else before it.
    private bool Sooner(Phrase moment, Phrase rest, List<PlanItem> into)
    {
        var order = Lexicon.FormOf(moment.Low(0)) == VerbForm.Ing ? $"{Lexicon.Lemma(moment.Low(0))} {moment.From(1).Text}" : Gone(moment);
        var deed = Deed(moment, order, into);
        if (order is null && deed is null) return false;
        if (deed is null && !Before(into).Any() && _plan.Inputs.Count == 0 && Lexicon.IsDeterminer(moment.Low(0)) && Enumerable.Range(2, Math.Max(0, Math.Min(3, moment.Count - 2))).FirstOrDefault(k => Lexicon.IsBe(moment.Low(k)) || moment.Low(k) is "goes" or "gets") is > 1 and var verb && Inputs.Noun(moment.To(verb).Text) is { } given)
            _plan.Inputs.Add(new PlanInput(given, "string")); // "before the newsletter is sent": it is given, for nothing here makes it
        var earlier = Items(rest, into);
        if (earlier.Count == 0) return false;
        if (deed is var (list, at))
        {
            list.InsertRange(at, earlier);
            return true;
        }

        into.AddRange(earlier);
        if ((order!.Contains(' ', StringComparison.Ordinal) || order is "send" or "publish" or "post") && !moment.Has("something", "anything", "things") && !Phrase.Of(order).Has("something", "anything", "things")) Clause(Phrase.Of(order), into);
        return true;
    }

    // "Ask Ann before the call", "Ann has to approve it before posting", where the call stands already.
    private bool SoonerBehind(Phrase head, Phrase moment, string? order, List<PlanItem> into)
    {
        if (Deed(moment, order, into) is not var (list, at)) return false;
        var earlier = Items(head, into);
        if (!PlanReader.Steps(earlier).Any(s => s.Skill == "human")) return false;
        if (earlier is [Step asked] && asked.Get("what") is null or "" or "it" && list[at] is Step sent && !Before(list.GetRange(0, at)).Any() && Object(Phrase.Of(sent.Said)) is { } thing) Shown(asked, thing); // "post the text to #a, but ask me before posting": about the text
        list.InsertRange(at, earlier);
        return _taken = true;
    }

    // "Ask me before posting": in front of the step that posts, where one was said; else of what is said here, and about that.
    private bool AskedBefore(Phrase head, Phrase rest, List<PlanItem> into)
    {
        var (moment, behind) = Cutter.Next(rest) is var clause && clause.Carried.Length == 0 ? (clause.First, clause.Rest) : (rest, rest.From(rest.Count));
        if (head.Low(0) == "ask" && head.Count > 2 && People.IsPerson(head.From(1))) head = Phrase.Of($"{head.Text} to approve it"); // "ask Ann and Bob"
        var place = into.Count == 0 && _behind is not null ? _behind : into;
        if (SoonerBehind(head, moment, moment.Text, place))
        {
            if (behind.Count > 0) Statement(behind, into);
            return true;
        }

        if (Before(into).Any() || Object(moment) is not { } thing || Items(head) is not [Step { Skill: "human" } asked] || asked.Get("what") is not (null or "" or "it")) return false;
        into.Add(Shown(asked, thing));
        Statement(rest, into);
        return true;
    }

    // Whoever is asked sees the thing.
    private Step Shown(Step asked, string thing)
    {
        if (_skills.Read($"ask somebody to approve {thing}") is { Skill: "human" } shown && shown.Get("what") is { Length: > 0 } what) asked.Has["what"] = what;
        return asked;
    }

    // "… before it is posted to #a": what happens behind it.
    private static Phrase? Preceded(Phrase moment) => (Lexicon.FormOf(moment.Low(0)) == VerbForm.Ing ? $"{Lexicon.Lemma(moment.Low(0))} {moment.From(1).Text}" : Gone(moment)) is { } order ? Phrase.Of(order) : null;

    private static readonly Form First = new("first | beforehand | before that | in advance | up front | upfront | prior to that | before this happens");

    private static readonly Form Hold = new("nothing | no | none | do not | don't | never | not");

    // "…, but the cook has to approve it first": what is asked stands in front of what was just sent.
    private bool AskedOf(Phrase clause, List<PlanItem> into)
    {
        var end = Enumerable.Range(1, Math.Max(0, clause.Count - 1)).FirstOrDefault(k => First.At(clause, k) == clause.Count);
        if (end < 2 || into.LastOrDefault() is not Step { Skill: var last } || !Outward.Contains(last)) return false;
        var earlier = Items(clause.To(end), into);
        if (earlier.Count == 0 || !earlier.TrueForAll(i => PlanReader.Steps([i]).All(s => s.Skill == "human"))) return false;
        var at = into.Count;
        while (at > 0 && into[at - 1] is Step { Skill: var skill } && Outward.Contains(skill)) at--;
        into.InsertRange(at, earlier);
        return true;
    }

    // "Nothing may be posted to #a until Ann has approved it": Ann approves it, then it is posted.
    private bool Withheld(Phrase phrase, List<PlanItem> into)
    {
        var till = phrase.Find(2, "until", "unless", "before", "without");
        if (till > 4 && phrase.Low(till) is "without" && phrase.Low(till - 1) is "never" or "not" && phrase.Find(1, ",", "but") is > 2 and var but && but >= till - 3) return NeverWithout(phrase.To(but), phrase.From(till + 1), into);
        if (till < 0 || phrase.To(till).Has(",", "if", "when", "but", ":")) return false;
        if (till < 2 || till + 2 > phrase.Count || !(Hold.Opens(phrase, out var hold) || phrase.To(till).Has("not", "mustn't", "can't", "cannot", "shouldn't", "never"))) return false;
        var verb = Enumerable.Range(Math.Max(1, hold), Math.Max(0, till - Math.Max(1, hold))).FirstOrDefault(k => Lexicon.FormOf(phrase.Low(k)) is VerbForm.Past or VerbForm.Plain && !Lexicon.IsModal(phrase.Low(k)) && !Lexicon.IsBe(phrase.Low(k)) || phrase.Low(k) is "sent" or "go" or "goes" or "leaves" or "leave");
        if (verb == 0) return false;
        var said = phrase.From(till + 1);
        var word = phrase.Low(till) is "without" ? "after" : "once";
        var who = Approval(said, word) ?? (phrase.Low(till) == "without" && _shaper.Orders($"it needs {said.Text}") is [var ask, ..] && _skills.Read(ask) is { Skill: "human" } asked ? asked : null);
        if (who is null) return false;
        var lemma = Lexicon.Lemma(phrase.Low(verb)) ?? "send";
        var order = Phrase.Of($"{(lemma is "go" or "leave" ? "send" : lemma)} it {phrase.Part(verb + 1, till).Text.Replace("anything", "", StringComparison.Ordinal)}".Trim());
        var place = into.Count == 0 && _behind is not null ? _behind : into;
        if (Deed(Phrase.Of(lemma), order.HasLiterals ? null : order.Text, place) is var (list, at))
        {
            if (!list.Take(at).Concat(PlanReader.Steps(into)).Any(i => i is Step { Skill: "human" } s && s.Get("assign") == who.Get("assign"))) list.Insert(at, who);
            return _taken = true;
        }

        into.Add(who);
        Clause(order, into);
        return true;
    }

    // "Buy it via POST …, but never without my approval": the approval stands before what is done.
    private bool NeverWithout(Phrase deed, Phrase consent, List<PlanItem> into)
    {
        if (_shaper.Orders($"it needs {consent.Text}") is not [var ask, ..] || _skills.Read(ask) is not { Skill: "human" } asked) return false;
        var items = Items(deed, into);
        if (items.Count == 0) return false;
        if (FirstOutward(items) is var (list, at)) list.Insert(at, asked);
        else return false;
        into.AddRange(items);
        return true;
    }

    private static (List<PlanItem> List, int At)? FirstOutward(List<PlanItem> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is Step step && Outward.Contains(step.Skill)) return (items, i);
            foreach (var way in items[i] is Fork fork ? fork.Cases.Select(c => c.Then).Append(fork.Else) : items[i] is ForEach each ? [each.Body] : [])
                if (FirstOutward(way) is { } found) return found;
        }

        return null;
    }

    // Where the step stands that a later word speaks of: the last one that was said with that verb or noun, in a branch too.
    private (List<PlanItem> List, int At)? Deed(Phrase moment, string? order, List<PlanItem> items)
    {
        if (moment.Count > 8) return null;
        var places = moment.Tokens.Where(t => t.Kind == TokenKind.Literal).Select(t => _literals.Value(t.Text[0])).ToList();
        if (places.Count > 1) return null;
        var words = moment.Tokens.Where(t => t.IsWord).Select(t => Lexicon.Lemma(t.Low) ?? Words.Singular(t.Low)).Append(order?.Split(' ')[0] ?? "").Where(w => w.Length > 2 && !Lexicon.IsDeterminer(w) && !Lexicon.IsPronoun(w)).ToHashSet(StringComparer.Ordinal);
        var isAny = moment.Has("it", "this", "that", "anything") && moment.Has("happens", "done", "happen", "executed", "run", "runs") || moment.Count == 1 && moment.Has("that", "this");
        var isFirst = moment.Has("anything", "everything", "something"); // of several the first waits, and all that is behind it
        for (var k = 0; k < items.Count; k++)
        {
            var i = isFirst ? k : items.Count - 1 - k;
            if (items[i] is Step step && (isAny ? Outward.Contains(step.Skill) : IsDeed(step, words)) && places.TrueForAll(step.Has.ContainsValue)) return (items, i);
            var inner = items[i] switch
            {
                Fork fork => fork.Cases.Select(c => c.Then).Append(fork.Else),
                ForEach each => [each.Body],
                Together together => together.Ways,
                _ => [],
            };
            foreach (var way in inner)
                if (Deed(moment, order, way) is { } found) return found;
        }

        return null;
    }

    private static bool IsDeed(Step step, HashSet<string> words)
    {
        if (step.Skill is "human" or "wait") return false;
        var said = Phrase.Of(step.Said);
        return words.Contains(Lexicon.Lemma(said.Low(0)) ?? said.Low(0)) || words.Any(w => Nouned.GetValueOrDefault(w)?.Contains(step.Skill) == true) || Outward.Contains(step.Skill) && said.Tokens.Any(t => t.IsWord && t.Low.Length > 4 && words.Contains(Lexicon.Lemma(t.Low) ?? Words.Singular(t.Low)));
    }
}
