using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What is done again, and what is done once for each of several.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form Bounds = new("""
        ,? but/and/or? for? at/no the? most/more than? # times/rounds/iterations/tries/attempts/cycles/loops/passes/x | ,? but/and/or? up to # times/rounds/iterations/tries/attempts/cycles/loops/passes | ,? but/and/or? not/no more than # times/rounds/iterations/tries/attempts |
        ,? with? a? max/maximum/limit of? # times/rounds/iterations/tries/attempts/cycles/loops? | ,? # times/rounds/iterations/tries/attempts/cycles/loops at the? most/max/maximum/tops | ,? # times/rounds/iterations/tries/attempts max/maximum/tops |
        ,? and/or/but? give/stop/quit up? after # times/rounds/iterations/tries/attempts/cycles/loops | ,? or # times/rounds/iterations/tries/attempts are/have? been? used/reached/over? up? | ,? or after # times/rounds/iterations/tries/attempts | ( max/maximum of? # times/rounds/tries? ) |
        ( at most # times/rounds/tries/attempts? ) | ( up to # times/rounds/tries/attempts? ) | ,? # times in total | ,? but/and? at most # times | ,? but/and? at most twice/thrice/once | ,? for # rounds/iterations/times | ,? only? # tries/rounds/times/attempts | ,? at most # | twice | thrice
        """);

    // Takes a bound of rounds out of the phrase.
    private static int? Bound(ref Phrase phrase)
    {
        for (var i = 0; i < phrase.Count; i++)
        {
            if (Bounds.At(phrase, i) is not (> 0 and var end)) continue;
            var number = phrase.Part(i, end);
            for (var k = 0; k < number.Count; k++)
            {
                if (!Lexicon.IsNumber(number[k]) || Amounts.Whole(number[k].Text) is not { } most) continue;
                if (end == i + 1 && phrase[i].Low is not ("twice" or "thrice")) break;
                if (number.Low(number.Count - 1) is var last && Lexicon.IsNumber(number[number.Count - 1]) && last is not ("twice" or "thrice" or "once") && end < phrase.Count && phrase[end].IsWord && phrase.Low(end) is not ("then" or "and")) break; // "at most 3 sentences"
                phrase = i == 0 ? phrase.From(end) : end >= phrase.Count ? phrase.To(i) : phrase.Without(i, end);
                return most;
            }
        }

        return null;
    }

    private static readonly Form LoopLead = new("repeat | loop | keep on? | continue | redo | do this/that/it/so/them? | go on | iterate on? | try | again | keep going");

    private static readonly Form Repeated = new("it | this | that | these steps? | those steps? | them | all of? it/this/that? | everything | the above | the loop | the process | the whole thing/process | the last # steps? | the steps? | both | again | over and over again? | so | doing so/it/this/that | going | trying | iterating | looping | back | with feedback | with the feedback | and repeat | until then");

    private bool Loop(Phrase phrase, List<PlanItem> into)
    {
        if (phrase.Low(0) == "as" && phrase.Low(1) == "long" && phrase.Low(2) == "as" && phrase.Count > 5) phrase = Phrase.Of($"while {phrase.From(3).Text}");

        // until C, S / while C, S
        if (phrase.Low(0) is "until" or "till" or "while" && phrase.Low(0) is var word && Ending(phrase.From(1)) is var (stop, go) && Lexicon.FormOf(phrase.Low(1)) != VerbForm.Ing)
        {
            var (until, body) = (phrase.To(stop + 1).From(1), phrase.From(go + 1));
            var bound = Bound(ref body);
            var items = Items(body, into);
            if (items.Count == 0) return false;
            var condition = Condition(until, [.. into, .. items]);
            into.Add(new Again(items.TrueForAll(i => i is Step { Skill: "back" }) ? null : items, word == "while" ? condition.Not() : condition, bound));
            return true;
        }

        var isLed = LoopLead.Opens(phrase, out var lead) && !(phrase.Low(0) is "do" or "try" or "continue" && phrase.Find(0, "until", "times", "while", "till", "rounds") < 0);
        if (!isLed) return false;
        if (phrase.Low(0) == "keep" && Lexicon.FormOf(phrase.Low(lead)) != VerbForm.Ing && phrase.Low(1) != "going") return false;
        if (phrase.Low(0) is "loop" or "iterate" && phrase.Low(1) is "over" or "through" && phrase.Find(0, "until") < 0) return false;
        if (phrase.Find(1, "until", "till") is > 0 and <= 3 and var till && phrase.Find(till + 2, ":") is > 0 and < 12 and var colon && colon + 1 < phrase.Count) return Loop(Phrase.Of($"until {phrase.Part(till + 1, colon).Text}, {phrase.From(colon + 1).Text}"), into); // "do this until she agrees: …"

        // the part of the sentence that belongs to the loop
        var ends = UntilEnd(phrase);
        var (loop, after) = (phrase.To(ends), phrase.From(ends).Trimmed());
        var most = Bound(ref loop);
        if (after.Count > 0 && BoundOnly(after) is { } further)
        {
            most ??= further.Most;
            after = further.Behind;
        }

        var pause = Pause(ref loop);
        most ??= Rounds(ref loop, pause);
        var at = loop.Find(0, "until", "till", "while");
        if (at < 0 && most is null) return false;
        var head = (at < 0 ? loop : loop.To(at)).From(Math.Min(lead, at < 0 ? loop.Count : at)).Trimmed();
        var number = FromStep(ref head);
        while (head.Count > 0 && Repeated.Opens(head, out var same)) head = head.From(same).Trimmed();
        if (head.Low(0) == "asking" && (head.HasLiterals || head.Has("api", "server"))) head = Phrase.Of($"call {head.From(1).Text}");
        if (Lexicon.FormOf(head.Low(0)) == VerbForm.Ing) head = Phrase.Of($"{Lexicon.Lemma(head.Low(0))} {head.From(1).Text}");
        if (head.Low(1) == "and" && Lexicon.FormOf(head.Low(2)) == VerbForm.Ing && head.Count > 3) head = Phrase.Of($"{head.Low(0)} {head.From(3).Text} and {Lexicon.Lemma(head.Low(2))} it");
        for (var i = 1; i < head.Count; i++) // "sending and checking"
            if (head.Low(i - 1) is "and" or "," && Lexicon.FormOf(head.Low(i)) == VerbForm.Ing && Words.Verb(head.Low(i)) is { } lemma) head = Phrase.Of($"{head.To(i).Text} {lemma} {head.From(i + 1).Text}");
        if (head.Low(0) is "the" && head.Count == 2 && Lexicon.FormOf(head.Low(1)) == VerbForm.Ing && into.FindIndex(i => i is Step s && string.Equals(Lexicon.Lemma(s.Said.Split(' ')[0]), Lexicon.Lemma(head.Low(1)), StringComparison.OrdinalIgnoreCase)) is >= 0 and var written)
        {
            // "the writing": the step that writes
            number ??= written + 1;
            head = head.To(0);
        }

        if (Doers(head, into) is > 0 and var doers) (number, head) = (doers, head.To(0));
        if (phrase.Low(0) is "try" && at < 0 && head.Count == 0 && most is { } tries && into.LastOrDefault() is Step { Skill: "http" or "webfetch" or "workflow" or "code" or "email" or "sql" } tried)
        {
            (tried.Attempts, tried.Pause) = (Math.Clamp(tries, 1, 100), pause); // a step that is tried again is no loop
            if (after.Count > 0 && !(GivenUp.Opens(after, out var first) && first > 1) && !Alarms.Contains(Lexicon.Lemma(Shaper.Bare(after).Low(0)) ?? ""))
            {
                Statement(after, into); // what follows when it worked: nobody gave up, and nobody is told
                return true;
            }

            while (after.Count > 0 && GivenUp.Opens(after, out var given)) after = after.From(given).Trimmed();
            return after.Count == 0 || If(Phrase.Of($"if it fails, {after.Text}"), into) || Left(after);
        }

        var again = head.Count == 0 ? null : Items(head, into);
        if (again is { Count: 0 }) again = null;
        var test = at < 0 ? null : Condition(loop.From(at + 1), [.. into, .. again ?? []]);
        if (test is not null && loop.Low(at) == "while") test = test.Not();
        into.Add(new Again(again, test, most) { Pause = pause, From = number });
        if (after.Count > 0) Statement(after, into);
        return true;
    }

    // "Loop |coder and reviewer|": from the first of them that was spoken of; 1-based.
    private static int Doers(Phrase head, List<PlanItem> into)
    {
        var names = StatementReader.Parted(head).ConvertAll(n => Phrase.Of(n).Tokens.Where(t => t.IsWord && !Lexicon.IsDeterminer(t.Low) && t.Low is not ("agent" or "agents" or "step" or "steps" or "between" or "through" or "over")).Select(t => t.Low).LastOrDefault() ?? "");
        var places = names.ConvertAll(n => into.FindIndex(i => i is Step step && Phrase.Of((step.Get("name") ?? "").ToLowerInvariant()).Has(n)));
        return names.Count is > 0 and < 4 && places.TrueForAll(p => p >= 0) ? places.Min() + 1 : 0;
    }

    private static readonly Form GivenUp = new("and/then? give up after that/this? | after that/this | then | and");

    // What is done when all tries were in vain.
    private static readonly HashSet<string> Alarms = ["alert", "notify", "tell", "warn", "page", "inform", "email", "mail", "post", "message", "ask", "open", "create", "use", "fall", "report"];

    private static int? FromStep(ref Phrase head)
    {
        var at = head.Find(0, "step", "steps");
        if (at < 0 || at + 1 >= head.Count || !Lexicon.IsNumber(head[at + 1])) return null;
        var number = Amounts.Whole(head[at + 1].Text);
        head = head.To(0);
        return number;
    }

    private static readonly Form Only = new("and/but/or? give up after # times/rounds/iterations/tries/attempts | and/but/or? at most # times/rounds/tries/attempts/iterations | up to # times/rounds/tries/attempts | max/maximum of? # times/rounds/tries/attempts? | and/but/or? stop after # times/rounds/tries/attempts | # times/rounds/tries/attempts at most/max? | but/and? no/not more than # times/rounds/tries/attempts | after # times/rounds/tries/attempts/versions/iterations/rejections/refusals/failures ,? it? stop/stops/quit/give/gives/end/ends up? anyway?");

    private static (int Most, Phrase Behind)? BoundOnly(Phrase after)
    {
        if (!Only.Opens(after, out var length)) return null;
        for (var i = 0; i < length; i++)
            if (Lexicon.IsNumber(after[i]) && Amounts.Whole(after[i].Text) is { } most) return (most, after.From(length).Trimmed());
        return null;
    }

    // Where the loop's part ends: at a bound of its own it goes on; at "then" or where another order begins behind "until" it ends.
    private static int UntilEnd(Phrase phrase)
    {
        var until = phrase.Find(0, "until", "till", "while");
        if (until < 0 && phrase.Low(0) == "repeat" && phrase.Find(1, ":") is > 0 and <= 6) return phrase.Count; // "repeat three times: …" owns what stands behind
        for (var i = Math.Max(1, until + 2); i < phrase.Count; i++)
        {
            if (until < 0 && i < 2) continue;
            if (phrase.Low(i) is "then" or ";" or "->" or "finally" or "afterwards") return i;
            if (phrase.Low(i) is "," or "and" && Lexicon.OrderAt(phrase, phrase.Low(i + 1) is "and" or "then" ? i + 2 : i + 1) >= 0 && until >= 0 && phrase.Low(i + 1) is not ("give" or "stop")) return i;
        }

        return phrase.Count;
    }

    private static readonly Form Pausing = new(",? and? wait/waiting/pause/pausing/with/sleeping/sleep for? a/an? * in? between/after/before * * *? | ,? and? waiting/pausing/sleeping for? # * in? between? the/each/every/two? polls/tries/calls/attempts/checks/rounds/requests? | ,? with # * pauses/between/pause | ,? every # * | ,? every minute/hour/second/day | ,? once a/per/every minute/hour/day | ,? each minute/hour/second");

    private static readonly Form NoLonger = new(",? and/but? no/not longer than # * | ,? and/but? for at most # * | ,? and/but? at most for? # * | ,? and/but? max/maximum # * | ,? and/but? up to # * | ,? and/but? give up after # * | ,? and/but? for? # * at most/max | ,? and/but? for? at? most? half an hour at? most? | ,? and/but? for? an hour at most/max");

    // "… every 30 seconds …, no longer than 10 minutes": as many rounds as fit.
    private int? Rounds(ref Phrase phrase, string? pause)
    {
        for (var i = 1; i < phrase.Count; i++)
        {
            if (NoLonger.At(phrase, i) is not (> 0 and var end) || Amounts.Duration(phrase.Part(i, end).Text) is not { } most) continue;
            var rounds = (int)Math.Clamp(Math.Ceiling(Amounts.Seconds(most) / Math.Max(1, Amounts.Seconds(pause ?? "10s"))), 1, 10_000);
            _plan.Remarks.Add($"It tries {rounds} times, as many as fit into {phrase.Part(i, end).Text.Trim(' ', ',')}.");
            phrase = end >= phrase.Count ? phrase.To(i) : phrase.Without(i, end);
            return rounds;
        }

        return null;
    }

    private static readonly Form GivesUp = new("""
        ,/;? and/but/or? it? should/must/please? gives/give up after # tries/times/attempts/rounds/polls/checks | ,/;? and/but/or? it? should? stops/stop trying/asking/polling/checking after # tries/times/attempts/rounds? |
        ,/;? and/but? after # failed/unsuccessful/fruitless? tries/times/attempts/rounds/polls/checks ,? it? should? give/gives/stop/stops/quit/quits up/trying | ,/;? and/but? after # failed/unsuccessful/fruitless/vain tries/times/attempts/rounds/checks |
        ,/;? and/but? if it/that/this/nothing/the? *? is/'s/has/was still? not/never? *? after # tries/times/attempts/rounds/polls/checks | ,/;? and/but? if it/that still? never/isn't/hasn't/doesn't/didn't *? *? after/within/in # tries/times/attempts/rounds/polls/checks | ,/;? and/but? if/when # tries/times/attempts/rounds are/were used/not up/over/enough
        """);

    // "… until it is up. Give up after 40 tries and then mail me": what is done when the rounds are used up.
    private bool Spent(Phrase phrase, List<PlanItem> into)
    {
        if (GivesUp.In(phrase) is not var (at, end)) return false;
        var rest = phrase.From(end).Trimmed();
        while (rest.Low(0) is "and" or "then") rest = rest.From(1).Trimmed();
        var head = phrase.To(at).Trimmed();
        if (rest.Count == 0 || rest.Low(0) is "if" or "when" or "otherwise" or "with" || head.Count == 0 && !into.Exists(i => i is Again) || head.Count > 0 && head.Find(0, "until", "till", "while", "poll", "again", "repeat", "every") < 0) return false;
        if (head.Count > 0) Statement(head, into);
        var most = Enumerable.Range(at, end - at).Select(i => Lexicon.IsNumber(phrase[i]) ? Amounts.Whole(phrase[i].Text) : null).FirstOrDefault(n => n is not null);
        var loop = into.FindLastIndex(i => i is Again { Until: not null });
        var items = Items(rest, into);
        if (items.Count == 0) return Left(rest);
        if (loop < 0) into.AddRange(items);
        else into[loop] = ((Again)into[loop]) with { Most = most ?? ((Again)into[loop]).Most, Spent = items };
        return true;
    }

    // How long it waits between two rounds.
    private static string? Pause(ref Phrase phrase)
    {
        for (var i = 1; i < phrase.Count; i++)
        {
            if (Pausing.At(phrase, i) is not (> 0 and var end)) continue;
            var text = phrase.Part(i, end).Text;
            if (Amounts.Duration(text) is not { } span && (Every(text) is not { } unit || (span = unit) is null)) continue;
            phrase = phrase.Without(i, end);
            return span;
        }

        return null;
    }

    private static string? Every(string text) => text.Contains("minute", StringComparison.OrdinalIgnoreCase) ? "1m" : text.Contains("hour", StringComparison.OrdinalIgnoreCase) ? "1h" : text.Contains("second", StringComparison.OrdinalIgnoreCase) ? "1s" : text.Contains("day", StringComparison.OrdinalIgnoreCase) ? "1d" : null;

    // "Rewrite it until the score is above 8": said behind the clause.
    private bool UntilBehind(Phrase clause, List<PlanItem> into)
    {
        var isWhile = false;
        if (AsLong.In(clause, 1) is var (lasts, on) && on < clause.Count) (clause, isWhile) = (Phrase.Of($"{clause.To(lasts).Text} until {clause.From(on).Text}"), true);
        var at = clause.Find(1, "until", "till");
        if (at < 1 || clause.Low(0) is "wait" or "pause" or "sleep" or "hold" or "delay" || at + 1 >= clause.Count) return false;
        if (clause.Part(at + 1, clause.Count) is { Count: <= 3 } time && IsTime(time)) return false;
        var whole = clause;
        var most = Bound(ref whole);
        if (most is null && AtMost.In(whole, at) is var (few, over) && over == whole.Count && Amounts.Duration(whole.From(few).Text) is null)
            (most, whole) = (Enumerable.Range(few, over - few).Select(k => Amounts.Whole(whole[k].Text)).FirstOrDefault(n => n is not null), whole.To(few)); // "ten ideas at most"
        var pause = Pause(ref whole);
        most ??= Rounds(ref whole, pause);
        at = whole.Find(1, "until", "till");
        if (at < 1) return false;
        var items = Items(whole.To(at).Trimmed(), into);
        if (items.Count == 0) return false;
        var condition = Condition(whole.From(at + 1), [.. into, .. items]);
        if (isWhile) condition = condition.Not();
        if (condition.Test == Test.Number && items.TrueForAll(i => i is Step { Skill: "improve" or "write" }) && into.LastOrDefault() is Step { Skill: "agent" or "critique" or "work" } reviewer && Judging.Contains(Lexicon.Lemma(Phrase.Of(reviewer.Said.Split(" that ")[^1]).Low(0)) ?? ""))
            into[^1] = new Step("score", reviewer.Get("name") is { Length: > 0 } who && !who.Contains(' ') ? $"{reviewer.Said}{Shaper.AsThe}{who}" : reviewer.Said) { Model = reviewer.Model, Has = { ["most"] = Amounts.Of(condition.Value) > 10 ? "100" : "10" } }; // whoever reviews it gives the score
        if (items is [Step { Skill: "back" } goes]) into.Add(new Again(null, condition, most) { Pause = pause, From = Ordinal(goes.Get("to")) });
        else if (items.TrueForAll(i => i is Step { Skill: "score" or "critique" or "human" } || IsReviewer(i)) && into.Count > 0)
        {
            into.AddRange(items);
            into.Add(new Again(null, condition, most) { Pause = pause });
        }
        else into.Add(new Again(items, condition, most) { Pause = pause });
        return true;
    }

    // "A critic reviews it until the critic is happy": whoever wrote it does it again, not the critic alone.
    private static bool IsReviewer(PlanItem item) => item is Step { Skill: "agent" or "work" } step && VerbKinds.Reviewing.Contains(Lexicon.Lemma(Phrase.Of(step.Said.Split(" that ")[^1]).Low(0)) ?? "");

    private static readonly Form AsLong = new("as long as | while there/it/that");

    private static readonly Form AtMost = new(", # * at the? most/max/maximum/tops | , at most # * | , no more than # *");

    private static readonly HashSet<string> Judging = [.. VerbKinds.Reviewing, "rate", "read"];

    // "the second": 1-based.
    private static int? Ordinal(string? step) => step is null ? null : Array.FindIndex(["first", "second", "third", "fourth", "fifth"], w => Phrase.Of(step).Has(w)) is >= 0 and var at ? at + 1 : null;

    private static readonly Form Often = new("twice | thrice | # times | another # times | for # rounds | # retries/tries/attempts");

    // "Refine it twice"
    private bool TimesBehind(Phrase clause, List<PlanItem> into)
    {
        if (Lexicon.Lemma(clause.Low(0)) is not ("refine" or "improve" or "polish" or "revise" or "rewrite" or "edit" or "correct" or "shorten" or "critique") || clause.Has("until", "till", "while")) return false;
        for (var i = 2; i < clause.Count; i++)
        {
            if (Often.At(clause, i) != clause.Count || Enumerable.Range(i, clause.Count - i).Select(k => Amounts.Whole(clause[k].Text)).FirstOrDefault(n => n is not null) is not { } most) continue;
            var items = Items(clause.To(i), into);
            if (items.Count == 0) return false;
            into.Add(new Again(items, null, most));
            return true;
        }

        return false;
    }

    private static bool IsTime(Phrase time) => time.Any(t => t.IsLiteral("date")) || time.Has("tomorrow", "tonight", "noon", "midnight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "am", "pm", "morning", "evening") || time.Count == 1 && time[0].Kind == TokenKind.Number;
}
