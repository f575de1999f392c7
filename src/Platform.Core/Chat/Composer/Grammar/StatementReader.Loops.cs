using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What is done again, and what is done once for each of several.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form Bounds = new("""
        ,? but/and/or? for? at/no most/more than? # times/rounds/iterations/tries/attempts/cycles/loops/passes/x | ,? but/and/or? up to # times/rounds/iterations/tries/attempts/cycles/loops/passes | ,? but/and/or? not/no more than # times/rounds/iterations/tries/attempts |
        ,? with? a? max/maximum/limit of? # times/rounds/iterations/tries/attempts/cycles/loops? | ,? # times/rounds/iterations/tries/attempts/cycles/loops at most/max/maximum/tops | ,? # times/rounds/iterations/tries/attempts max/maximum/tops |
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
        // until C, S / while C, S
        if (phrase.Low(0) is "until" or "till" or "while" && phrase.Low(0) is var word && Ending(phrase.From(1)) is var (stop, go) && Lexicon.FormOf(phrase.Low(1)) != VerbForm.Ing)
        {
            var (until, body) = (phrase.To(stop + 1).From(1), phrase.From(go + 1));
            var bound = Bound(ref body);
            var items = Items(body, into);
            if (items.Count == 0) return false;
            var condition = Condition(until, items);
            into.Add(new Again(items, word == "while" ? condition.Not() : condition, bound));
            return true;
        }

        var isLed = LoopLead.Opens(phrase, out var lead) && !(phrase.Low(0) is "do" or "try" or "continue" && phrase.Find(0, "until", "times", "while", "till", "rounds") < 0);
        if (!isLed) return false;
        if (phrase.Low(0) == "keep" && Lexicon.FormOf(phrase.Low(lead)) != VerbForm.Ing && phrase.Low(1) != "going") return false;
        if (phrase.Low(0) is "loop" or "iterate" && phrase.Low(1) is "over" or "through" && phrase.Find(0, "until") < 0) return false;
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

        var again = head.Count == 0 ? null : Items(head, into);
        if (again is { Count: 0 }) again = null;
        var test = at < 0 ? null : Condition(loop.From(at + 1), [.. into, .. again ?? []]);
        if (test is not null && loop.Low(at) == "while") test = test.Not();
        into.Add(new Again(again, test, most) { Pause = pause, From = number });
        if (after.Count > 0) Statement(after, into);
        return true;
    }

    private static int? FromStep(ref Phrase head)
    {
        var at = head.Find(0, "step", "steps");
        if (at < 0 || at + 1 >= head.Count || !Lexicon.IsNumber(head[at + 1])) return null;
        var number = Amounts.Whole(head[at + 1].Text);
        head = head.To(0);
        return number;
    }

    private static readonly Form Only = new("and/but/or? give up after # times/rounds/iterations/tries/attempts | and/but/or? at most # times/rounds/tries/attempts/iterations | up to # times/rounds/tries/attempts | max/maximum of? # times/rounds/tries/attempts? | and/but/or? stop after # times/rounds/tries/attempts | # times/rounds/tries/attempts at most/max? | but/and? no/not more than # times/rounds/tries/attempts");

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

    private static readonly Form NoLonger = new(",? and/but? no/not longer than # * | ,? and/but? for at most # * | ,? and/but? at most for? # * | ,? and/but? max/maximum # * | ,? and/but? up to # * | ,? and/but? give up after # *");

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
        var at = clause.Find(1, "until", "till");
        if (at < 1 || clause.Low(0) is "wait" or "pause" or "sleep" or "hold" or "delay" || at + 1 >= clause.Count) return false;
        if (clause.Part(at + 1, clause.Count) is { Count: <= 3 } time && IsTime(time)) return false;
        var whole = clause;
        var most = Bound(ref whole);
        var pause = Pause(ref whole);
        most ??= Rounds(ref whole, pause);
        at = whole.Find(1, "until", "till");
        if (at < 1) return false;
        var items = Items(whole.To(at).Trimmed(), into);
        if (items.Count == 0) return false;
        var condition = Condition(whole.From(at + 1), [.. into, .. items]);
        if (items is [Step { Skill: "back" } goes]) into.Add(new Again(null, condition, most) { Pause = pause, From = Ordinal(goes.Get("to")) });
        else if (items.TrueForAll(i => i is Step { Skill: "score" or "critique" or "human" }) && into.Count > 0)
        {
            into.AddRange(items);
            into.Add(new Again(null, condition, most) { Pause = pause });
        }
        else into.Add(new Again(items, condition, most) { Pause = pause });
        return true;
    }

    // "the second": 1-based.
    private static int? Ordinal(string? step) => step is null ? null : Array.FindIndex(["first", "second", "third", "fourth", "fifth"], w => Phrase.Of(step).Has(w)) is >= 0 and var at ? at + 1 : null;

    private static readonly Form Often = new("twice | thrice | # times | another # times | for # rounds");

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

    private sealed record EachFound(string Item, Phrase? Source, Phrase Body);

    private static readonly Form EachLead = new("for each/every/all/any single? one? of? the/these/those/my/our/its? | with each/every of? the? | loop/go/iterate/run/step over/through/across each/every/all? of? the/these/my/our/a? list? of? | for the/these/those? each/every | per");

    private static readonly HashSet<string> NoItems = new(StringComparer.Ordinal)
    { "day", "days", "morning", "evening", "hour", "week", "month", "year", "minute", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "time", "times", "other", "case", "cases", "everything", "weekday", "night", "second", "quarter", "approval", "failure", "error", "run", "else", "both" };

    private static EachFound? EachHead(Phrase phrase)
    {
        if (!EachLead.Opens(phrase, out var lead) || phrase.Low(0) == "per") return null;
        var i = lead;
        if (!(Words.Verb(phrase.Low(i)) == phrase.Low(i) && (Lexicon.IsDeterminer(phrase.Low(i + 1)) || i + 1 < phrase.Count && phrase[i + 1].Kind == TokenKind.Literal))) // "for each write a reminder"
            while (i < phrase.Count && phrase[i].IsWord && !IsEachEnd(phrase, i, lead)) i++;
        var item = phrase.Part(lead, i);
        if (item.Count is 2 or 3 && i < phrase.Count && phrase[i].Text == "," && item.Low(0).EndsWith('s') && i + 1 < phrase.Count && phrase[i + 1].IsWord && Lexicon.OrderAt(phrase, i + 1) < 0)
        {
            // "the languages de, fr and es translate …": what is listed are the members
            var last = i;
            while (last < phrase.Count && (phrase[last].Text == "," || phrase.Low(last) == "and" || Lexicon.OrderAt(phrase, last) != last) && last - i < 16) last++;
            return new EachFound(item.Low(0), Phrase.Of($"of {item.From(1).Text}{phrase.Part(i, last).Text}".Replace(" and ", ", ", StringComparison.Ordinal)), phrase.From(last));
        }

        if (item.Count == 0 && phrase.Low(lead) is not ("," or ":")) item = Phrase.Of("item");
        if (item.Count > 4 || item.Count > 0 && NoItems.Contains(item.Low(item.Count - 1)) || item.Has("else")) return null;
        Phrase? source = null;
        if (i < phrase.Count && phrase[i].Kind == TokenKind.Literal && item.Count > 0)
        {
            var end = i;
            while (end < phrase.Count && (phrase[end].Kind == TokenKind.Literal || phrase[end].Text == "," || phrase.Low(end) == "and") && Lexicon.OrderAt(phrase, end) != end) end++;
            source = phrase.Part(i, end);
            i = end;
        }
        else if (phrase.Low(i) is "in" or "from" or "of" or "on" or "inside" or "within" or "with" or "that" or "which" or "whose" or "where")
        {
            var from = i + 1;
            var end = from;
            while (end < phrase.Count && phrase[end].Text is not ("," or ":" or "->") && phrase.Low(end) is not ("do" or "then") && !(end > from && (Lexicon.OrderAt(phrase, end) == end && !Lexicon.IsDeterminer(phrase.Low(end - 1))))) end++;
            source = phrase.Part(i, end);
            i = end;
        }

        while (i < phrase.Count && (phrase[i].Kind == TokenKind.Mark || phrase.Low(i) is "do" or "then" or "we" or "you" or "i" or "and")) i++;
        return new EachFound(item.Count == 0 ? "item" : item.Text, source, phrase.From(i));
    }

    private static bool IsEachEnd(Phrase phrase, int at, int lead) =>
        Lexicon.IsPreposition(phrase.Low(at)) || phrase.Low(at) is "do" or "then" or "that" or "which" or "whose" or "where" or "and" || at > lead && Lexicon.OrderAt(phrase, at) == at || at > lead && Lexicon.PredicateAt(phrase, at) > at;

    private bool Each(Phrase phrase, List<PlanItem> into)
    {
        if (EachHead(phrase) is not { } head || head.Body.Count == 0) return false;
        var loop = Opened(head, phrase, into);
        Fill(loop, head.Body, into);
        return true;
    }

    // What the members are called of the loop that is being read.
    private string? _item;

    // Reads what is done for each; what speaks of all of them stands behind.
    private void Fill(ForEach loop, Phrase body, List<PlanItem> into)
    {
        var rest = body;
        var isInside = true;
        (var outer, _item) = (_item, loop.Item);
        into.Add(loop);
        while (rest.Count > 0)
        {
            if (Closing.Opens(rest, out var over) && over < rest.Count && loop.Body.Count > 0)
            {
                Statement(rest.From(over), into);
                break;
            }

            if (Cutter.Control.At(rest, 0) > 0 || AtOnceIn(rest))
            {
                Statement(rest, isInside ? loop.Body : into);
                break;
            }

            var clause = Cutter.Next(rest);
            if (isInside && loop.Body.Count > 0 && Collective.In(Phrase.Of(new Modifiers(_literals, _models).Take(clause.First.Text))) is not null && !(clause.First.Low(1) == "it") && !clause.First.Has("each") && !(clause.First.Has("for") && clause.First.Has("it"))) isInside = false;
            var place = isInside ? loop.Body : into;
            if (loop.Body.Count == 0 && clause.First.Trimmed() is { Count: > 0 }) Clause(clause.First, place);
            else Clause(clause.First, place);
            if (clause.How == Join.Finally) isInside = false;
            rest = clause.Carried.Length > 0 ? Phrase.Of($"{clause.Carried} {clause.Rest.Text}") : clause.Rest;
            while (Lead.Opens(rest, out var lead) && lead < rest.Count && Beside.At(rest, 0) < 0) rest = rest.From(lead);
        }

        _item = outer;
        if (loop.Body.Count == 0) into.Remove(loop);
        else if (into.IndexOf(loop) is > 0 and var at && into[at - 1] is Step { Skill: "filelist" } && loop.Body[0] is not Step { Skill: "fileread" or "csvread" or "transcribe" or "hash" }) loop.Body.Insert(0, new Step("fileread", "read the file") { Has = { ["path"] = "" } });
    }

    private static readonly List<string> Sounds = [".mp3", ".wav", ".m4a", ".ogg", ".flac", ".opus", ".aac", ".webm"];

    // A loop over what was named: a file, a folder, listed things; else what there is.
    private ForEach Opened(EachFound head, Phrase phrase, List<PlanItem> into)
    {
        var modifiers = new Modifiers(_literals, _models);
        modifiers.Take(phrase.Text);
        var item = Thing(head.Item);
        var source = head.Source?.Text ?? "";
        var listed = head.Source is null ? null : _literals.All(source, "url").Concat(_literals.All(source, "mail")).ToList();
        if (listed is { Count: > 1 }) _plan.Inputs.Add(new PlanInput(Words.Identifier(Words.Plural(item)), "array", string.Join(',', listed)));
        else if (head.Source is { } list && !list.HasLiterals && list.Low(0) == "of" && list.Find(0, ",") > 0) _plan.Inputs.Add(new PlanInput(Words.Identifier(Words.Plural(item)), "array", string.Join(',', list.From(1).Text.Split([",", " and "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))));
        else if (_literals.First(source, "file") is { } file && FileStep(file, source, into) is { } read)
        {
            into.Add(read);
            if (read.Skill == "fileread" && item is not ("paragraph" or "sentence" or "section" or "chunk" or "word")) into.Add(Listed(file, item));
        }
        else if (head.Source is { } site && _literals.All(source, "url") is [var url] && !url.Contains('{', StringComparison.Ordinal) && site.Low(0) is "on" or "at" or "in" or "from" or "of" && !Before(into).Any(s => s.Get("url") == url))
        {
            // members of a page: of an API they are its JSON, else somebody has to find them
            into.Add(new Step("webfetch", $"fetch {source}") { Has = { ["url"] = url } });
            into.Add(url.Contains("api", StringComparison.OrdinalIgnoreCase) || url.Contains(".json", StringComparison.OrdinalIgnoreCase) ? new Step("json", $"take the {item}") { Has = { ["path"] = "$[*]" } } : new Step("work", $"list the {Words.Plural(item)} of the page, one a line"));
        }
        else if (Words.Singular(item) == "file" && head.Source is { } folder && folder.Has("folder", "directory")) into.Add(_skills.Read($"list the files {folder.Text}") ?? new Step("filelist", "list the files"));
        else if (head.Source is { } data && data.Has("database", "table", "db")) into.Add(_skills.Read($"query {data.From(1).Text}") ?? new Step("sql", data.Text));
        var loop = new ForEach(item, head.Source is { Count: > 1 } s && s.Low(0) is "in" or "from" or "of" or "on" ? s.From(1).Text : null, []) { Parallel = modifiers.Parallel };
        if (into.LastOrDefault() is Step { Skill: "fileread" } whole && whole.Get("path") is { } path && path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) into.Add(Listed(path, item));
        if (head.Source?.Low(0) is "with" or "that" or "which" or "whose" or "where" && into.LastOrDefault() is Step { Skill: "webfetch" or "http" }) into.Add(new Step("json", $"take the {item}") { Has = { ["path"] = "$[*]" } });
        if (head.Source is { } with && with.Low(0) is "with" or "that" or "which" or "whose" or "where" && into.Count > 0)
        {
            var what = with.From(with.Low(1) is "a" or "an" && with.Find(2, "of") > 0 ? 2 : 1);
            if (what.Find(0, "of") is > 0 and var of && with.Low(0) == "with") what = Phrase.Of($"{what.To(of).Text} is {what.From(of + 1).Text}");
            var only = Condition(what, []);
            if (only.Test is Test.Number or Test.Text or Test.Contains && only.Subject.Length > 0) into.Add(new Step("filter", phrase.Text) { Only = only });
            else Missed(with);
        }

        return loop;
    }

    private static string Thing(string words)
    {
        var all = Words.Identifier(words).Split('_', StringSplitOptions.RemoveEmptyEntries).Where(w => !Lexicon.IsDeterminer(w) && w is not ("new" or "incoming" or "single" or "individual" or "of" or "them" or "file" or "following")).ToList();
        return all.Count == 0 ? words.Contains("file", StringComparison.OrdinalIgnoreCase) ? "file" : "item" : Words.Identifier(Words.Singular(all[^1]));
    }

    // What is in a file, as a list: the members of a JSON text, else its lines.
    private static Step Listed(string file, string noun) => file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        ? new Step("json", $"take the {noun}") { Has = { ["path"] = "$[*]" } }
        : new Step("split", $"take the {noun}") { Has = { ["by"] = "line" } };

    private Step? FileStep(string file, string source, List<PlanItem> into)
    {
        bool Ends(params string[] kinds) => Array.Exists(kinds, k => file.EndsWith(k, StringComparison.OrdinalIgnoreCase));
        if (Before(into).Any(s => s.Skill is "csvread" or "fileread" or "filewrite" or "csvwrite" or "transcribe" && s.Get("path") == file) || Ends(".py", ".js")) return null;
        if (Ends(".db", ".sqlite", ".sqlite3")) return new Step("sql", "query it") { Has = { ["file"] = file } };
        if (Sounds.Exists(s => Ends(s))) return new Step("transcribe", "transcribe it") { Has = { ["path"] = file } };
        return new Step(Ends(".csv", ".tsv") ? "csvread" : "fileread", source) { Has = { ["path"] = file } };
    }

    // "Summarise each article", "write a guide per city", "post it for every row of a.csv"
    private bool EachWithin(Phrase clause, List<PlanItem> into)
    {
        for (var i = 1; i < clause.Count; i++)
        {
            var low = clause.Low(i);
            if (low == "for" && clause.Low(i + 1) is "each" or "every" || low == "per" && clause[i].Start > 0 && i + 1 < clause.Count && clause[i + 1].IsWord && !NoItems.Contains(clause.Low(i + 1)) && clause.Low(i + 1) is not ("cent" or "run" or "person") && !clause.Has("total", "totals", "average", "averages", "sum", "sums", "count", "counts", "number", "mean", "compute", "calculate"))
            {
                var head = low == "per" ? new EachFound(clause.Low(i + 1), i + 2 < clause.Count && clause.Low(i + 2) is "in" or "of" or "from" ? clause.From(i + 2) : null, clause.To(i)) : EachHead(Phrase.Of($"{clause.From(i).Text}, x")) is { } found ? found with { Body = clause.To(i) } : null;
                if (head is null || NoItems.Contains(Words.Singular(head.Item.Split(' ')[^1]))) continue;
                if (into.LastOrDefault() is ForEach open && open.Item == Thing(head.Item))
                {
                    Clause(clause.To(i), open.Body);
                    return true;
                }

                var loop = Opened(head, clause, into);
                Fill(loop, head.Body, into);
                return true;
            }

            if (low is "each" && i == clause.Count - 1 && clause.Low(i - 1) is "from" or "of" or "in" or "for" && i > 1 && Before(into).LastOrDefault() is { Skill: "filelist" or "csvread" or "sql" or "split" or "json" or "websearch" } list)
            {
                var all = new EachFound(list.Skill == "filelist" ? "file" : "item", null, Phrase.Of($"{clause.To(i).Text} it"));
                Fill(Opened(all, clause, into), all.Body, into);
                return true;
            }

            if (low is "each" or "every" && i == 1 && i + 1 < clause.Count && Lexicon.Lemma(clause.Low(0)) is "log" or "record" or "save" or "store" or "append" or "note" or "archive" && Before(into).Any() && !Before(into).Any(s => s.Skill is "filelist" or "csvread" or "sql" or "split"))
            {
                Clause(Phrase.Of($"{clause.To(i).Text} it {clause.From(i + 2).Text}"), into); // "log every email", where a run has one
                return true;
            }

            if (low is not ("each" or "every") || i > 4 || clause.Low(i - 1) is "to" or "by" or "at" or "in" or "from" or "for" or "between" || clause.Low(0) is "ask" or "wait" or "notify" or "tell" || NoItems.Contains(clause.Low(i + 1))) continue;
            if (Lexicon.Lemma(clause.Low(0)) is null && i > 1) continue;
            var at = i + 1;
            if (clause.Low(at) == "of") at++;
            while (Lexicon.IsDeterminer(clause.Low(at)) || clause.Low(at) is "single" or "new" or "open" or "one") at++;
            var isNamed = at < clause.Count && clause[at].IsWord && !Lexicon.IsPreposition(clause.Low(at)) && !Lexicon.IsPronoun(clause.Low(at));
            var item = isNamed ? clause.Low(at) : "item";
            var behind = isNamed ? at + 1 : Math.Min(at, clause.Count);
            if (!isNamed && clause.Low(at) is "them" or "one" or "these" or "those") behind = at + 1;
            Phrase? source = null;
            if (clause.Low(behind) is "in" or "of" or "from" or "on" or "at" && behind + 1 < clause.Count && (clause[behind + 1].Kind == TokenKind.Literal || clause.Low(behind + 1) is "the" or "my" or "our" && clause.Low(behind + 2) is "list" or "file" or "folder" or "table" or "database" or "table"))
            {
                var end = clause[behind + 1].Kind == TokenKind.Literal ? behind + 2 : behind + 3;
                source = clause.Part(behind, end);
                behind = end;
            }

            if (clause[behind < clause.Count ? behind : clause.Count - 1].Text == ":" && clause.From(behind).Any(t => t.Kind == TokenKind.Literal))
            {
                source = clause.From(behind + 1);
                behind = clause.Count;
            }

            var verb = Lexicon.Lemma(clause.Low(0)) ?? clause.Low(0);
            if (verb is "save" or "store" or "write" && _literals.All(clause.Text, "file").Count > 1) return false;
            var one = verb is "read" or "load" or "open" && into.LastOrDefault() is Step { Skill: "filelist" } ? "read the file" : $"{clause.To(i).Text} it {clause.From(behind).Text}";
            if (verb is "read" or "take" or "get" or "load" or "go" && source is not null && clause.From(behind).Count == 0)
            {
                _ = Opened(new EachFound(item, source, clause.To(0)), clause, into);
                return true;
            }

            var each = new EachFound(item, source, Phrase.Of(one));
            Fill(Opened(each, clause, into), each.Body, into);
            return true;
        }

        return false;
    }
}
