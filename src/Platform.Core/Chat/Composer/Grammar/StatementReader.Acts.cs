using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What one order does: which step it is, and what has to be made first.</summary>
internal sealed partial class StatementReader
{
    private bool Act(Phrase clause, List<PlanItem> into)
    {
        var any = false;
        IReadOnlyList<string> orders = Rewording.Of(clause.Text);
        if (orders.Count == 1 && orders[0] == clause.Text) orders = [.. _shaper.Orders(clause.Text).SelectMany(Rewording.Of)];
        if (orders.Count > 1 && orders.Select(_skills.Read).ToList() is var asked && asked.TrueForAll(s => s is { Skill: "human" }) && asked.Select(s => s!.Get("form")).Distinct().Count() == 1 && asked.Select(s => s!.Get("assign")).Distinct().Count() == asked.Count)
        {
            if (asked[0]!.Get("form") != "answer" && _literals.First(clause.Text, "file") is { } shown && FileStep(shown, clause.Text, into) is { } seen) into.Add(seen);
            into.Add(new Together(asked.ConvertAll(s => new List<PlanItem> { s! }))); // several who are asked the same need not wait for each other
            return true;
        }

        foreach (var order in orders)
        {
            if (One(order, into)) any = true;
            else if (orders.Count > 1) Missed(order);
        }

        return any;
    }

    private bool One(string order, List<PlanItem> into, bool isMade = false)
    {
        var phrase = Phrase.Of(order);
        if (phrase.Count == 0) return false;
        if (Tallied(phrase, into) || Rows(phrase, into) || Apart(phrase, into) || Filtered(phrase, into) || OwnFiles(phrase, into) || Asked(phrase, into) || Spread(phrase, into) || !isMade && (Derived(phrase, into) || Sifted(phrase, into))) return true;
        if (Top(phrase) is { } some && phrase.Has("results", "hits", "result") && Before(into).LastOrDefault() is { Skill: "websearch" } search && Phrase.Of(some) is var best && Amounts.Whole(best.Low(1)) is { } most) search.Has["count"] = Amounts.Plain(Math.Clamp(most, 1, 20));
        if (Hit(phrase, into) || GivenFile(phrase, into) || Counted(phrase, into) || ValueAt(phrase, into) || Picked(phrase, into)) return true;
        Recalled(phrase, into);
        order = There(Phrase.Of(Now(Enclosed(phrase, into)?.Text ?? order, into)), into);
        phrase = Phrase.Of(order);
        var verb = Lexicon.Lemma(phrase.Low(0)) ?? phrase.Low(0);
        if (verb == "look" && phrase.Low(1) is "it" or "this" or "that" && phrase.Low(2) == "up" && phrase.Low(3) is "in" or "from" && _plan.Inputs.Count > 0 && _literals.First(order, "file") is { } book && FileStep(book, order, into) is { } looked_up)
        {
            into.Add(looked_up);
            into.Add(new Step("work", $"find the {_plan.Inputs[^1].Name.Replace('_', ' ')} in the {(looked_up.Skill == "csvread" ? "rows" : "text")}")); // "I type a name: look it up in members.csv"
            return true;
        }

        if (verb == "look" && phrase.Low(1) == "up" && phrase.Count > 2 && phrase[phrase.Count - 1].IsLiteral("url") && phrase.Low(phrase.Count - 2) is "at" or "on" or "from" or "up") order = $"fetch {phrase[phrase.Count - 1].Text}";
        if (verb is "look" or "find" or "gather" or "get" or "collect" && LookedUp(phrase, verb, into) is { } looked) order = looked;
        phrase = Phrase.Of(order);
        if (verb is "put" or "bring" or "pack" or "gather" or "collect" or "pull" or "turn" or "compile" && !phrase.HasLiterals && phrase.Has("everything", "all", "them", "both", "together") && phrase.Has("together", "one", "into")) order = $"combine {phrase.From(1).Text}";
        if (verb == "ask" && phrase.Any(t => t.IsLiteral("mail")) && phrase.Has("by", "via", "email", "mail"))
        {
            var about = phrase.Find(1, "for", "to", "whether", "if", "about");
            var mail = Enumerable.Range(0, phrase.Count).First(k => phrase[k].IsLiteral("mail"));
            if (about > 0) into.Add(new Step("write", $"write a mail that asks {phrase.Part(about, Math.Max(about + 1, Enumerable.Range(about, phrase.Count - about).FirstOrDefault(k => phrase.Low(k) is "by" or "at" or "via" || phrase[k].Kind == TokenKind.Literal, phrase.Count))).Text}"));
            order = $"email it to {phrase[mail].Text}";
            phrase = Phrase.Of(order);
            verb = "email";
        }

        if (verb == "send" && !phrase.HasLiterals && !phrase.Has("slack", "telegram") && Note(phrase, into) is not null && Before(into).Any(s => s.Skill == "email")) order = $"{order} by email";
        if (verb == "send" && !phrase.Has("slack", "telegram") && phrase.Find(2, "to") is > 1 and var toWhom && toWhom + 1 < phrase.Count && People.IsName(phrase[toWhom + 1]) && !phrase.Any(t => t.IsLiteral("mail") || t.IsLiteral("channel") || t.IsLiteral("url"))) order = $"email {phrase.From(1).Text}"; // "send it to Karl"
        if (verb == "send" && !phrase.HasLiterals && phrase.Has("it", "them") && !phrase.Has("slack", "telegram", "email", "mail") && Before(into).LastOrDefault(IsWriting) is { } written && HasMail(written.Said)) order = $"email {phrase.From(1).Text}";
        if (verb is "convert" or "turn" && phrase.Find(1, "into", "to") is > 1 and var asText && phrase.From(asText).Has("text", "words", "writing", "transcript") && (_literals.First(order, "file") is { } sound ? Sounds.Exists(s => sound.EndsWith(s, StringComparison.OrdinalIgnoreCase)) : phrase.To(asText).Has("recording", "recordings", "audio", "voicemail", "podcast"))) order = $"transcribe {order[(order.IndexOf(' ', StringComparison.Ordinal) + 1)..]}";
        phrase = Phrase.Of(order);
        if ((verb is "answer" or "research" or "check" || phrase.Find(2, "using", "with") is > 1 and var tool && phrase.From(tool).Has("web") && !phrase.Has("agent", "agents", "bot") && verb is not ("search" or "look" or "google" or "use" or "fetch" or "get" or "let" or "have" or "ask") && phrase.Low(phrase.Find(tool, "search") + 1) is not ("for" or "about" or "on" or "of")) && phrase.Has("web") && phrase.Has("search", "searching")) order = $"an agent that {order}";
        if ((verb is "read" or "receive" or "accept" || verb is "open" && !phrase.Has("issue", "ticket")) && !phrase.HasLiterals && !Before(into).Any() && phrase.Count <= 5 && Lexicon.IsDeterminer(phrase.Low(1)) && !phrase.Has("csv", "file", "files", "folder", "database", "table", "of", "in", "from", "page", "site", "website", "memory", "web", "each", "every") && Inputs.Noun(phrase.From(1).Text) is { } read_it)
        {
            if (!_plan.Inputs.Exists(i => i.Name == read_it)) _plan.Inputs.Add(new PlanInput(read_it, Inputs.TypeOf(phrase.From(1).Text, read_it))); // what is read comes from outside
            return _taken = true;
        }

        if (verb is "compute" or "calculate" or "count" or "sum" or "total" or "average" or "determine" && _literals.First(order, "file") is { } table && Path.GetExtension(table).ToLowerInvariant() is ".csv" or ".tsv" && _literals.First(order, "quote") is null && phrase.Has("in", "of", "from") && !phrase.Has("to", "into", "as", "save", "python", "javascript") && FileStep(table, order, into) is { } column)
        {
            into.Add(column);
            into.Add(new Step("work", Unfiled(phrase).Bare.Text));
            return true;
        }

        if (verb is "log" or "record" or "note" or "archive" && phrase.Any(t => t.IsLiteral("file")) && phrase.Find(1, "in", "into", "to") is > 1 and var place && place + 1 < phrase.Count && phrase[place + 1].IsLiteral("file")) order = $"append {phrase.Part(1, place).Text} {phrase.From(place + 2).Text} to {phrase[place + 1].Text}";
        if (!Before(into).Any() && !phrase.HasLiterals && AnyPage.In(phrase) is var (page, pageEnd) && page is > 0 and <= 2 && verb is not ("write" or "create" or "make" or "build" or "design" or "generate") && (pageEnd == phrase.Count || !phrase[pageEnd].IsWord || Lexicon.IsPreposition(phrase.Low(pageEnd)) || phrase.Low(pageEnd) is "and" or "i" or "that"))
        {
            if (!_plan.Inputs.Exists(i => i.Name == "url")) _plan.Inputs.Add(new PlanInput("url", "string"));
            into.Add(new Step("webfetch", "fetch the page"));
            if (verb is "fetch" or "read" or "get" or "load" or "open" or "download" or "take" && pageEnd == phrase.Count) return true;
            order = $"{phrase.To(page).Text} the page {phrase.From(pageEnd).Text}".Trim();
            phrase = Phrase.Of(order);
        }

        if (verb is "classify" or "categorise" or "categorize" or "label" or "tag" or "rate" or "score" or "translate" && into.LastOrDefault() is not ForEach && _item is null && phrase.Find(1, "in", "from", "of") is > 1 and <= 4 and var within && within + 1 < phrase.Count && phrase[within + 1].IsLiteral("file") && Path.GetExtension(_literals.Value(phrase[within + 1].Text[0])).ToLowerInvariant() is ".csv" or ".tsv" && phrase.Low(within - 1).EndsWith('s'))
        {
            Statement(Phrase.Of($"for each {Words.Singular(phrase.Low(within - 1))} in {phrase[within + 1].Text}, {phrase[0].Text} it {phrase.From(within + 2).Text}"), into); // "classify reviews in a.csv"
            return true;
        }

        if (verb is "summarise" or "summarize" or "collect" or "read" or "get" or "fetch" or "gather" && !phrase.HasLiterals && !Before(into).Any() && _plan.Inputs.Count == 0 && phrase.Find(1, "news", "headlines") is > 0 and <= 4 and var news)
        {
            var topic = phrase.Part(1, Enumerable.Range(news + 1, phrase.Count - news - 1).FirstOrDefault(k => phrase.Low(k) is "in" or "as" or "with" or "and" or "to", phrase.Count));
            into.Add(new Step("websearch", $"search the web for {topic.Text}") { Has = { ["query"] = _literals.Unmask(topic.Text) } });
            if (verb is not ("summarise" or "summarize")) return true;
        }

        if (verb == "remind" && !phrase.HasLiterals && !phrase.Has("slack", "telegram", "email", "mail") && phrase.Find(1, "to", "that", "about", "of") is > 1 and <= 4 and var remind)
        {
            var text = _literals.Unmask(phrase.From(phrase.Low(remind) is "to" or "that" ? remind + 1 : remind).Text);
            into.Add(new Step("email", phrase.Text) { Has = { ["text"] = $"Reminder: {text}." } }); // nothing says how, so by mail, to an address that is given
            return true;
        }

        if (verb is "write" or "put" or "store" or "save" or "dump" or "output" or "export" && (phrase.Count == 2 || phrase.Count == 3 && phrase.Low(1) is "to" or "into" or "in" or "as") && phrase[phrase.Count - 1].IsLiteral("file") && Before(into).Any()) (order, verb) = ($"save it to {phrase[phrase.Count - 1].Text}", "save"); // "GET …, write to a.json"
        if (verb is "keep" && Best.At(phrase, 1) > 0) order = $"pick {phrase.From(1).Text}";
        if (verb == "look" && phrase.Low(1) == "at" && (_heads.Count < 2 || _isDecided) && !phrase.HasLiterals && !Before(into).Any() && phrase.Count <= 7 && Inputs.Noun(phrase.From(2).Text) is { } looked_at)
        {
            if (!_plan.Inputs.Exists(i => i.Name == looked_at)) _plan.Inputs.Add(new PlanInput(looked_at, "string")); // what is looked at is given
            return _taken = true;
        }

        if (verb is "throw" or "discard" or "ignore" or "drop" or "trash" or "bin" && !phrase.HasLiterals && phrase.Count <= 4 || phrase.Count == 1 && phrase.Low(0) is "skip" or "stop" or "quit")
        {
            into.Add(new Step("stop", order));
            return true;
        }

        if (phrase.Low(0) is "read" or "open" or "load" && phrase.Low(1) is "it" or "them" && phrase.Count == 2 && _item is "file" or "document") order = "read the file";
        var worked = IsWork(verb) || verb is "check" or "pull" or "pick" or "process" or "look" or "scan" or "inspect" && phrase.Has("for", "whether", "out") ? About(order, into) : order;
        var read = MadeAnew(phrase, into) ?? Linked(phrase) ?? Said(phrase, into) ?? Further(phrase, into) ?? Calculated(phrase) ?? Chosen(phrase) ?? Queried(phrase, verb, into) ?? Requested(phrase) ?? Released(phrase) ?? _skills.Read(worked) ?? Nominal(phrase) ?? (_isChain && phrase.Count <= 4 && !phrase.HasLiterals ? new Step("write", $"write the {phrase.Text}") : null);
        if (_heads.Count > 1 && verb is "detect" or "identify" or "determine" or "find" or "check" or "classify" or "sort" or "recognise" or "recognize" && phrase.Has("language") && _heads.All(IsTongue)) read = new Step("classify", worked) { Labels = [.. _heads, "other"], Has = { ["by"] = "language" } };
        if (_heads.Count > 1 && read is not { Skill: "classify", Labels.Count: > 1 } && verb is "decide" or "check" or "judge" or "determine" or "see" or "find" && phrase.Has("whether", "if") && phrase.Has([.. _heads])) read = new Step("classify", $"{phrase.To(Math.Max(1, phrase.Find(1, "whether", "if"))).Text} it") { Labels = [.. _heads], Has = { ["by"] = "category" } };
        if (_heads.Count > 0 && read is not { Skill: "classify" } && Told(phrase, verb) is { } sorted) read = sorted;
        read = Graded(phrase, verb) ?? read;
        if (read is { Skill: "score" } && _heads.Count > 1 && _heads.All(h => h is "positive" or "negative" or "neutral" or "mixed")) read = new Step("classify", worked) { Labels = [.. _heads.Append("neutral").Distinct()], Has = { ["by"] = "sentiment" } };
        if (_heads.Count > 1 && verb is "sort" or "classify" or "categorise" or "categorize" or "triage" or "label" or "group" or "prioritise" or "prioritize" or "split" or "look" or "route" && (read is null or { Skill: "work" } || read.Get("guessed") is not null)) read = new Step("classify", worked) { Labels = [.. _heads], Has = { ["by"] = phrase.Find(1, "urgency", "priority", "severity", "topic", "department", "intent", "language", "importance", "complexity", "difficulty") is > 0 and var measure ? phrase.Low(measure) : "category" } };
        if (read is null or { Skill: "work" } && Unplaced(phrase, verb, into) is { } unplaced) read = unplaced;
        if (read is null && verb is "keep" or "filter" && Before(into).Any() && phrase.Count > 2 && !phrase.HasLiterals) read = new Step("work", order);
        if (read is null && verb == "use" && phrase.Low(1) is "it" or "them" or "that" && phrase.Low(2) is "in" or "for" or "to") read = new Step("work", order);
        if (read is { Skill: "filewrite" or "csvwrite" } && !Writes.Contains(verb) && !Before(into).Any() && _literals.All(order, "file") is [var only] && phrase.Find(1, "in", "of", "from") is > 0 and var inside && inside + 1 < phrase.Count && phrase[inside + 1].IsLiteral("file") && FileStep(only, order, into) is { } given)
        {
            into.Add(given); // nothing is there yet to write: what is done "in a.txt" is done with what stands in it
            read = new Step("work", phrase.Without(inside, inside + 2).Text);
        }

        if (read is { Skill: "fileread" or "csvread" } looked_in && verb is "check" or "verify" or "review" or "inspect" or "scan" or "examine" && Enumerable.Range(2, Math.Max(0, phrase.Count - 3)).FirstOrDefault(k => phrase.Low(k) is "in" or "of" && phrase[k + 1].IsLiteral("file")) is > 1 and var inFile)
        {
            into.Add(looked_in); // "check the spelling in a.txt" reads it and checks it
            read = new Step("work", $"{phrase.To(inFile).Text} of the text {phrase.From(inFile + 2).Text}".Trim());
        }

        if (read is { Skill: "human" } && _literals.First(order, "file") is { } shown && phrase.Has("approve", "approval", "review", "check", "look", "read", "proofread", "edit", "confirm", "sign") && FileStep(shown, order, into) is { } seen) into.Add(seen); // who approves a file sees it
        read ??= Sent(phrase, verb, into);
        if (read is null or { Skill: "work" } && Informed(phrase, verb, into)) return true;
        if (read is not { } step) return false;
        if (IsWriting(step) && verb == "write" && phrase.Low(1) is "him" or "her" or "them" or "me" or "us" && phrase.Low(phrase.Count - 1) is "mail" or "email" or "e-mail" && !phrase.HasLiterals)
        {
            into.Add(step);
            return One("email it", into, isMade: true);
        }

        if (step.Skill == "filelist" && verb is "read" or "load" or "open" && !phrase.Has("each", "every"))
        {
            into.Add(step);
            Fill(new ForEach("file", null, []), Phrase.Of("read the file"), into); // "read all files in ./docs and answer from them"
            return true;
        }

        if ((!ReferenceEquals(worked, order) || IsWriting(step) || step.Skill is "code" or "slack" or "telegram" or "email" or "issue" or "http") && step.Get("text")?.Contains("://", StringComparison.Ordinal) != true) Sources(order, step, into);
        if (step.Skill == "http" && (step.Get("method") ?? "GET") == "GET" && _literals.All(order, "url").Count > 1) step = new Step("webfetch", order) { Attempts = step.Attempts, Timeout = step.Timeout };
        if (step.Skill is "webfetch" or "fileread" or "csvread" && _literals.All(order, "url").Count + _literals.All(order, "file").Count > 1)
        {
            Sources(order, step, into, isRead: true);
            return true;
        }

        if (_skills.Parallel is { } parallel && (into.LastOrDefault() as ForEach ?? Around(into)) is { } each) each.Parallel ??= parallel;
        if ((step.Skill is "slack" or "telegram" or "email" || step.Skill == "http" && verb == "send" && phrase.Has("sms", "text", "message", "notification", "push")) && step.Get("text") is null && Note(phrase, into) is { } note) into.Add(new Step("write", note) { Model = step.Model, Has = { ["sent"] = "yes" } });
        else if (IsUnanswered(verb, phrase, step, into)) into.Add(new Step("write", $"write a reply {(phrase.Find(2, "with", "in", "using", "from") is > 1 and var how && phrase.From(how) is { HasLiterals: false } said && !said.Has("email", "mail", "slack", "telegram") ? said.Text : "")}".Trim()) { Model = step.Model, Has = { ["reply"] = "yes" } });
        else if (step.Skill is "email" or "slack" or "telegram" && HasSummary(phrase) && !Before(into).Any(s => s.Skill == "summarise" || Phrase.Of(s.Said).Has("summary", "digest", "recap", "briefing"))) into.Add(new Step("summarise", "summarise it") { Model = step.Model });
        if (step.Skill == "filewrite" && step.Get("writes") == "yes") into.Add(new Step("write", step.Said) { Model = step.Model });
        if (step is { Skill: "classify", Labels: ["urgent", "normal"] } && _told.Has("high", "critical", "low")) step = step with { Labels = [.. Levels.Where(l => l is "high" or "medium" or "low" || _told.Has(l))] }; // "by urgency, and if it is high, …"
        if (step.Skill == "classify")
            foreach (var noun in Enumerable.Range(1, Math.Max(0, phrase.Count - 1)).Where(k => phrase[k].IsWord && phrase.Low(k).Length > 3).Select(k => Words.Singular(phrase.Low(k))).Where(n => !_labels.Contains(n) && !step.Labels.Contains(n))) _sorted.Add(noun);
        foreach (var options in step.Skill == "human" ? step.Has.Values.Where(v => v.StartsWith("one of ", StringComparison.Ordinal)).ToList() : []) _labels.AddRange(options["one of ".Length..].Split('|').Except(_labels, StringComparer.OrdinalIgnoreCase));
        if (step.Skill == "classify" || step is { Skill: "human", Labels.Count: > 1 }) _labels.AddRange(step.Labels.Except(_labels, StringComparer.OrdinalIgnoreCase));
        if (step.Skill is "email" or "slack" or "telegram" && _literals.All(order, "channel").Distinct().ToList() is { Count: > 1 } rooms && step.Skill == "slack")
        {
            foreach (var room in rooms)
            {
                var one = new Step("slack", step.Said) { Model = step.Model };
                foreach (var (key, value) in step.Has) one.Has[key] = value;
                one.Has["channel"] = $"#{room.TrimStart('#', '@')}";
                into.Add(one);
            }

            return true;
        }

        if (step.Skill == "agent" && into.LastOrDefault() is Step { Skill: "agent" } mate && mate.Get("name") is { } same && same == step.Get("name"))
        {
            into[^1] = Joined(mate, step);
            return true;
        }

        if (step.Skill is "slack" or "email" or "telegram" or "issue" or "http" or "sql" or "filewrite" or "csvwrite" or "workflow" or "forget" && IsConditional(phrase)) return false; // what acts under a condition that was not read is left out
        if (step.Skill is "slack" or "email" or "telegram" or "issue") step.Has["about"] = Told(phrase);
        if (step.Skill is "slack" or "email" or "telegram") Worded(phrase, step);
        if (step.Skill is "slack" or "email" or "telegram" && step.Get("text") is null && step.Get("about") is "the same" or "the same text" or "the same message" or "the same thing" && Before(into).LastOrDefault(s => s.Skill is "slack" or "email" or "telegram") is { } like)
        {
            if (like.Get("text") is { } words) step.Has["text"] = words;
            else step.Has["about"] = like.Get("about") ?? "it";
        }

        if (step.Skill is "slack" or "email" or "telegram" && step.Get("about") is "failures" or "any failures" or "all failures" or "errors" or "any errors" or "problems" && into.Count > 0)
        {
            foreach (var list in into[^1] is Together { Ways: var ways } ? ways : [into]) AddCase(list, new Condition(Test.Failed, "", "==", "", "it fails"), [step with { }]);
            return true;
        }

        if (step.Skill is "slack" or "email" or "telegram" && Top(phrase) is { } top) into.Add(new Step("work", $"give the {top}"));
        if (step.Skill is "filewrite" or "csvwrite" && _literals.All(order, "file").Distinct().ToList() is { Count: > 1 } files && files.TrueForAll(f => f == step.Get("path") || Path.GetExtension(f) == Path.GetExtension(step.Get("path"))) && phrase.Has("as", "to", "into", "in") && step.Get("content") is null)
        {
            for (var i = 0; i < files.Count; i++) into.Add(new Step(step.Skill, step.Said) { Has = { ["path"] = files[i], ["append"] = step.Get("append") ?? "", ["nth"] = $"{i + 1}/{files.Count}" } });
            return true;
        }

        if (step.Skill == "human" && into.LastOrDefault() is Step { Skill: "human" } looks && looks.Get("form") == "answer" && looks.Get("assign") == step.Get("assign") && Lexicon.Lemma(Phrase.Of(looks.Get("question") ?? "").Low(0)) is "read" or "look" or "see" or "get" or "receive" or "study") into.RemoveAt(into.Count - 1); // who reads it and then answers is asked once
        if (step.Skill == "agent" && Target(Phrase.Of(step.Said)) is { } kept) step = step with { Said = Without(Phrase.Of(step.Said), kept) }; // the file is written by a step of its own
        into.Add(step);
        if ((IsWriting(step) || step.Skill is "code" or "split" or "regex" or "json") && Target(phrase) is { } target) into.Add(SaveTo(target));
        return true;
    }

    private static readonly Form AnyPage = new("a/any/the? given? web/website/internet page/article/site | a/any website/webpage/url/link | a/any/the page/article from/at/on/of a/the? url/link/address/web/internet | an/any article from/on the web/internet");

    private static readonly HashSet<string> Writes = ["write", "save", "store", "put", "append", "add", "export", "log", "record", "output", "dump", "create", "generate", "make", "copy", "note", "print", "draft", "compose", "produce", "keep", "insert", "place", "download", "collect", "remember"];

    private static readonly Form Best = new("only? the? best/top/worst/first/last/most/highest # | only? the? # best/top/most/highest/worst/cheapest");

    // "Decide whether it is urgent", where what follows begins with "urgent tickets": the two ways are categories.
    private Step? Told(Phrase phrase, string verb)
    {
        (phrase, verb) = AgentClauses.Deed(phrase, verb);
        var asks = verb is "decide" or "check" or "judge" or "determine" or "see" or "find" or "assess" or "verify" or "tell" && phrase.Has("whether", "if");
        var looks = verb is "check" or "moderate" or "screen" or "scan" or "review" or "inspect" or "assess" or "analyse" or "analyze" && phrase.Has("for");
        var named = _heads.Where(h => phrase.Any(t => t.IsWord && t.Low.Length > 3 && (t.Low == h || looks && t.Low.Length > 4 && h.StartsWith(t.Low[..(t.Low.Length - 1)][..Math.Min(5, t.Low.Length - 1)], StringComparison.Ordinal)))).ToList();
        if (!asks && !looks || named.Count == 0 || looks && _heads.Count < 2) return null;
        List<string> labels = _heads.Count == 1 ? [_heads[0], $"not {_heads[0]}"] : [.. _heads];
        var whether = phrase.Find(1, "whether", "if");
        var what = whether > 0 ? phrase.From(whether + 1) : phrase;
        if (whether > 0 && what.Find(0, "is", "are") is > 0 and var either && Parted(what.From(either + 1)) is { Count: > 1 } said && said.TrueForAll(l => l.Split(' ').Length <= 2)) labels = said;
        var about = whether > 0 && what.Find(0, "is", "are") is > 0 and var be && !Lexicon.IsPronoun(what.Low(0)) ? what.To(be).Text : "it";
        return new Step("classify", $"sort {about}") { Labels = labels, Has = { ["by"] = "category" } };
    }

    // "Assess the risk as low, medium or high": what is listed at the end are categories.
    private Step? Graded(Phrase phrase, string verb)
    {
        (phrase, verb) = AgentClauses.Deed(phrase, verb);
        var modifiers = new Modifiers(_literals, _models);
        phrase = Phrase.Of(modifiers.Take(phrase.Text)).Trimmed();
        if (verb is not ("assess" or "rate" or "grade" or "evaluate" or "mark" or "flag" or "rank" or "judge" or "score" or "label" or "tag" or "treat" or "estimate" or "decide" or "determine") || phrase.HasLiterals) return null;
        var at = phrase.Find(2, "as");
        if (at < 0 && phrase.Has("how", "which", "what")) at = phrase.Find(2, ":"); // "judge how urgent it is: emergency, soon or routine"
        if (at < 0 || phrase.Find(at, "or") < 0) return null;
        var labels = WritingSkills.Unshared(Parted(phrase.From(phrase.Low(at + 1) is "either" or "a" or "an" ? at + 2 : at + 1)));
        if (labels.Count < 2 || !labels.TrueForAll(l => l.Split(' ').Length <= 2 && !l.Any(char.IsDigit))) return null;
        if (phrase.Low(1) == "how") return new Step("classify", phrase.To(at).Text) { Labels = labels, Model = modifiers.Model, Has = { ["by"] = phrase.Low(2) is "urgent" ? "urgency" : verb is "rate" or "grade" or "rank" ? "rating" : "category", ["measure"] = _literals.Unmask(phrase.To(at).Text.TrimEnd(' ', ',', ':')) } };
        var noun = phrase.Low(Lexicon.IsDeterminer(phrase.Low(1)) ? 2 : 1);
        var step = new Step("classify", phrase.To(at).Text) { Labels = labels, Has = { ["by"] = Lexicon.IsPronoun(noun) || verb is "tag" or "label" or "mark" or "flag" or "treat" ? "category" : Words.Identifier(noun) } };
        modifiers.Give(step);
        return step;
    }

    private static bool IsConditional(Phrase phrase)
    {
        for (var i = 1; i < phrase.Count; i++)
            if (phrase.Low(i) is "unless" or "otherwise" or "provided" || phrase.Low(i) is "if" && phrase.Low(i + 1) is not ("possible" or "needed" or "any" or "necessary") && phrase.Low(0) is not ("ask" or "tell") || phrase.Low(i) is "only" && phrase.Low(i + 1) is "if" or "after" or "when" or "with" || phrase.Low(i) is "never" or "without" && phrase.From(i).Has("approval", "permission", "consent", "ok")) return true;
        return false;
    }

    private bool _isChain;

    private static Step Joined(Step first, Step second)
    {
        var joined = new Step("agent", $"{first.Said} and {second.Said}") { Tools = [.. first.Tools.Union(second.Tools)], Model = first.Model ?? second.Model, Attempts = first.Attempts, Timeout = first.Timeout, Cache = first.Cache, GoesOn = first.GoesOn };
        foreach (var (key, value) in first.Has) joined.Has[key] = value;
        return joined;
    }

    // What is told, without the verb and without to whom: "the summary" of "send the summary to the customer".
    private static string Told(Phrase phrase)
    {
        var end = 1;
        if (phrase.Low(1) is "me" or "us" or "him" or "her" or "them" && (Lexicon.IsDeterminer(phrase.Low(2)) || phrase.Low(2) is "both" or "all")) phrase = phrase.Without(1, 2); // "mail me the totals"
        while (end < phrase.Count && !(phrase.Low(end) is "to" or "via" or "by" or "on" or "in" or "into" or "through" or "at" or "using" or "as" && end > 1) && phrase[end].Kind != TokenKind.Literal) end++;
        return phrase.Part(1, end).Text is { Length: > 0 } told && !People.IsPerson(phrase.Part(1, end)) ? told : "it";
    }

    private static bool HasMail(string said) => Phrase.Of(said).Has("email", "e-mail", "mail", "letter", "invitation", "reply", "replies", "answer", "offer", "greeting", "reminder", "newsletter", "message", "invoice", "emails", "mails", "letters", "response", "apology", "confirmation");

    private static bool HasSummary(Phrase phrase)
    {
        for (var i = 1; i < phrase.Count; i++)
            if (phrase.Low(i) is "summary" or "digest" or "recap" or "briefing" && (phrase.Low(i - 1) is "a" or "an" || phrase.Low(i - 2) is "a" or "an")) return true;
        return false;
    }

    // What has no verb names an action by a noun: "an approval by treasury", "a German translation".
    private Step? Nominal(Phrase phrase)
    {
        if (phrase.Count > 14 || Lexicon.OrderAt(phrase, 0, isFirst: true) == 0 && Lexicon.FormOf(phrase.Low(0)) == VerbForm.Plain) return null;
        var order = Nominals.Order(phrase.Text);
        return order == phrase.Text || Lexicon.Lemma(order.Split(' ')[0]) is null ? null : _skills.Read(order);
    }

    // One verb and several things that are each a step: two workflows, two searches.
    private bool Spread(Phrase phrase, List<PlanItem> into)
    {
        if (phrase.Find(1, "and") < 0) return false;
        var verb = Lexicon.Lemma(phrase.Low(0));
        var quotes = _literals.All(phrase.Text, "quote").Count;
        if (verb is "search" or "google" && quotes > 1 || verb is "run" or "call" or "start" && phrase.Has("workflow", "workflows") && phrase.Text.Split("workflow").Length > 2)
        {
            var parts = Distributed(phrase);
            if (parts.Count < 2) return false;
            foreach (var part in parts) One(part, into);
            return true;
        }

        return false;
    }

    private static readonly Dictionary<string, string> Makes = new(StringComparer.Ordinal)
    {
        ["summary"] = "summarise",
        ["digest"] = "summarise",
        ["recap"] = "summarise",
        ["overview"] = "summarise",
        ["synopsis"] = "summarise",
        ["translation"] = "translate",
        ["transcript"] = "transcribe",
        ["transcription"] = "transcribe",
        ["hash"] = "hash",
        ["checksum"] = "hash",
        ["comparison"] = "compare",
        ["analysis"] = "analyse",
        ["critique"] = "critique",
        ["explanation"] = "explain",
    };

    /// <summary>Whether something is named that a step makes: "a translation service".</summary>
    public static bool IsMade(Phrase phrase) => phrase.Any(t => Makes.ContainsKey(t.Low) || Makes.ContainsKey(Words.Singular(t.Low)));

    // "Send a summary of the page to Bob": the summary is made first.
    private bool Derived(Phrase phrase, List<PlanItem> into)
    {
        if (!(phrase.Low(0) == "ask" && phrase.Any(t => t.IsLiteral("file") || t.IsLiteral("url"))) && Lexicon.Lemma(phrase.Low(0)) is not ("send" or "post" or "email" or "mail" or "publish" or "save" or "store" or "write" or "put" or "share" or "forward" or "tell" or "give" or "get" or "message" or "push" or "upload" or "deliver" or "announce" or "append" or "slack" or "notify" or "e-mail" or "make" or "create" or "produce" or "prepare" or "text" or "telegram" or "log" or "record")) return false;
        if (Second(phrase) is > 0 and var second && One(phrase.To(second).Text, into, isMade: true)) return One($"{phrase[0].Text} {phrase.From(second + 1).Text}", into);
        for (var i = 1; i < phrase.Count; i++)
        {
            if (!Makes.TryGetValue(phrase.Low(i), out var verb) || !(phrase.Low(i + 1) is "of" or "from" or "for" or "about" or "between" || phrase.Low(i + 1) is "in" or "into" && IsTongue(phrase.Low(i + 2))) && !IsTongue(phrase.Low(i - 1)) && !IsUnmade(phrase, i, into)) continue;
            var start = i;
            while (start > 1 && phrase[start - 1].IsWord && !Lexicon.IsPreposition(phrase.Low(start - 1)) && !Lexicon.IsDeterminer(phrase.Low(start))) start--;
            if (Before(into).Any(s => s.Skill == verb || s.Skill == "summarise" && verb == "summarise" || s.Said.Contains(phrase.Low(i), StringComparison.OrdinalIgnoreCase)) && phrase.Low(start) is "the" && !phrase.From(i).HasLiterals) return false;
            var end = i + 1;
            var of = "it";
            var tail = "";
            if (phrase.Low(end) is "in" or "into" && IsTongue(phrase.Low(end + 1)))
            {
                tail = $"into {phrase[end + 1].Text}";
                end += 2;
            }

            if (phrase.Low(end) is "of" or "from" or "for" or "about" or "between")
            {
                var from = end + 1;
                end = from;
                while (end < phrase.Count && (end == from || !(phrase.Low(end) is "to" or "on" or "in" or "into" or "by" or "via" or "as" or "at" or "with" or "using" or "through") && phrase[end].Text is not ("," or ":"))) end++;
                of = phrase.Part(from, end).Text;
            }

            var how = string.Join(' ', Enumerable.Range(start, i - start).Select(k => phrase[k].Text).Where(w => !Lexicon.IsDeterminer(w.ToLowerInvariant())));
            if (verb is not ("summarise" or "translate" or "transcribe" or "hash") && (how.Length > 0 || !Before(into).Any() && !Lexicon.IsDeterminer(Phrase.Of(of).Low(0)) && of != "it") && Lexicon.Lemma(phrase.Low(0)) is "write" or "make" or "create" or "produce" or "prepare") return false; // "write a market analysis of scooters" is a text of its own, with nothing to be read
            if (verb == "translate" && tail.Length == 0 && how.Length > 0) (tail, how) = ($"into {how.Split(' ')[^1]}", "");
            var rest = $"{phrase.To(start).Text} the {phrase.Low(i)} {phrase.From(end).Text}";
            var made = verb == "hash" && end < phrase.Count && phrase.Low(end) == "with" ? $"{verb} {of} {phrase.From(end).Text}" : $"{verb} {of} {tail} {(how.Length > 0 && verb == "summarise" ? $"({how})" : "")}";
            if (!One(string.Join(' ', made.Split(' ', StringSplitOptions.RemoveEmptyEntries)), into, isMade: true)) return false;
            if (Lexicon.Lemma(phrase.Low(0)) is "make" or "create" or "produce" or "prepare" or "write" or "get" or "give" && !phrase.From(end).HasLiterals && !phrase.From(end).Has("slack", "telegram", "email", "mail", "file")) return true;
            return One(string.Join(' ', rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)), into, isMade: true);
        }

        return false;
    }

    // "Transcribe it and mail the summary": nobody has made one yet.
    private bool IsUnmade(Phrase phrase, int noun, List<PlanItem> into) =>
        (Makes[phrase.Low(noun)] == "summarise" || Makes[phrase.Low(noun)] is "compare" or "analyse" && phrase.Low(noun - 1) is "a" or "an") && Lexicon.IsDeterminer(phrase.Low(noun - 1)) && (phrase.HasLiterals || phrase.Low(1) is "me" or "us" || phrase.Low(noun + 1) is "to") && phrase.Low(0) != "ask" && Before(into).LastOrDefault() is { Skill: "transcribe" or "fileread" or "csvread" or "webfetch" } && !Before(into).Any(s => IsWriting(s) || s.Said.Contains(phrase.Low(noun), StringComparison.OrdinalIgnoreCase)) && !_plan.Inputs.Exists(i => i.Name == phrase.Low(noun));

    private static bool IsWork(string verb) => verb is "summarise" or "summarize" or "condense" or "shorten" or "translate" or "classify" or "categorise" or "categorize" or "sort" or "analyse" or "analyze" or "review" or "proofread" or "rewrite" or "explain" or "simplify" or "paraphrase" or "critique" or "describe" or "compare" or "split" or "embed" or "extract" or "find" or "count"
        or "write" or "draft" or "compose" or "create" or "generate" or "improve" or "polish" or "answer" or "evaluate" or "score" or "rate" or "grade" or "merge" or "combine" or "distill" or "distil" or "boil" or "clean" or "dedupe" or "rank" or "filter" or "prepare" or "produce" or "make" or "correct" or "validate" or "convert" or "turn" or "outline" or "tag" or "label" or "triage" or "detect" or "identify" or "fix" or "edit" or "revise" or "mark" or "highlight" or "anonymise" or "anonymize" or "redact" or "replace";
}
