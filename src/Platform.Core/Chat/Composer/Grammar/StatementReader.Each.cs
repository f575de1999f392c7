using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What is done once for each of several.</summary>
internal sealed partial class StatementReader
{
    private sealed record EachFound(string Item, Phrase? Source, Phrase Body, Phrase? Whose = null);

    private static readonly Form EachLead = new("for each/every/all/any single? one? of? the/these/those/my/our/its? | with each/every of? the? | loop/go/iterate/run/step over/through/across each/every/all? of? the/these/my/our/a? list? of? | for the/these/those? each/every | per");

    private static readonly HashSet<string> NoItems = new(StringComparer.Ordinal)
    { "day", "days", "morning", "evening", "hour", "week", "month", "year", "minute", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "time", "times", "other", "case", "cases", "everything", "weekday", "night", "second", "quarter", "approval", "failure", "error", "run", "else", "both" };

    private static EachFound? EachHead(Phrase phrase)
    {
        if (!EachLead.Opens(phrase, out var lead) || phrase.Low(0) == "per") return null;
        var i = lead;
        if (!(Words.Verb(phrase.Low(i)) == phrase.Low(i) && (Lexicon.IsDeterminer(phrase.Low(i + 1)) || i + 1 < phrase.Count && phrase[i + 1].Kind == TokenKind.Literal)) && !(phrase.Low(i) is "call" or "fetch" or "get" or "request" && i + 1 < phrase.Count && phrase[i + 1].IsLiteral("url"))) // "for each write a reminder"
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
        if (item.Count > 4 || item.Count > 0 && NoItems.Contains(item.Low(item.Count - 1)) && !(phrase.Low(i) is "in" or "of" or "from" && i + 1 < phrase.Count && phrase[i + 1].IsLiteral("file")) || item.Has("else")) return null;
        Phrase? source = null, whose = null;
        if (i < phrase.Count && phrase[i].Kind == TokenKind.Literal && item.Count > 0)
        {
            var end = i;
            while (end < phrase.Count && (phrase[end].Kind == TokenKind.Literal || phrase[end].Text == "," || phrase.Low(end) == "and") && Lexicon.OrderAt(phrase, end) != end) end++;
            source = phrase.Part(i, end);
            i = end;
            if (phrase.Low(i) is "with" or "that" or "which" or "whose" or "where" && EndOf(phrase, i + 1) is var stop && stop < phrase.Count) (whose, i) = (phrase.Part(i, stop), stop);
        }
        else if (phrase.Low(i) is "over" or "above" or "below" or "under" && i + 2 < phrase.Count && Lexicon.IsNumber(phrase[i + 1]))
        {
            var end = i + (phrase.Low(i + 2) is "euro" or "euros" or "dollar" or "dollars" or "usd" or "eur" or "pounds" or "bucks" ? 3 : 2);
            whose = Phrase.Of($"with amount {phrase.Part(i, end).Text}");
            i = end;
        }
        else if (phrase.Low(i) is "in" or "from" or "of" or "on" or "inside" or "within" or "with" or "that" or "which" or "whose" or "where")
        {
            var end = EndOf(phrase, i + 1);
            source = phrase.Part(i, end);
            if (source.Find(1, "whose", "where", "which", "that", "with") is > 1 and var who && source.To(who).HasLiterals) (source, whose) = (source.To(who), source.From(who)); // "in a.csv whose status is open"
            i = end;
        }

        while (i < phrase.Count && (phrase[i].Kind == TokenKind.Mark || phrase.Low(i) is "do" or "then" or "we" or "you" or "i" or "and")) i++;
        return new EachFound(item.Count == 0 ? "item" : item.Text, source, phrase.From(i), whose);
    }

    // Where what is said of the members ends and what is done begins.
    private static int EndOf(Phrase phrase, int from)
    {
        var end = from;
        while (end < phrase.Count && phrase[end].Text is not ("," or ":" or "->") && phrase.Low(end) is not ("do" or "then") && !(end > from && (Lexicon.OrderAt(phrase, end) == end && !Lexicon.IsDeterminer(phrase.Low(end - 1))))) end++;
        return end;
    }

    private static bool IsEachEnd(Phrase phrase, int at, int lead) =>
        Lexicon.IsPreposition(phrase.Low(at)) || phrase.Low(at) is "do" or "then" or "that" or "which" or "whose" or "where" or "and" || phrase.Low(at) is "over" or "above" or "below" or "under" && at + 1 < phrase.Count && Lexicon.IsNumber(phrase[at + 1]) || at > lead && Lexicon.OrderAt(phrase, at) == at || at > lead && Lexicon.PredicateAt(phrase, at) > at;

    private bool Each(Phrase phrase, List<PlanItem> into)
    {
        if (EachHead(phrase) is not { } head || head.Body.Count == 0) return false;
        if (TalliedEach(head, into)) return true;
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
            if (rest.Trimmed() is var behind && Closing.Opens(behind, out var over) && over < behind.Count && loop.Body.Count > 0)
            {
                Statement(behind.From(over), into);
                break;
            }

            var clause = Cutter.Next(rest);
            isInside &= loop.Body.Count == 0 || Shortlisted(clause.First, loop.Body) is null;
            if (loop.Body.Count > 0 && isInside && SomeOf(rest.Trimmed(), into)) break;
            if (Cutter.Control.At(rest, 0) > 0 || AtOnceIn(rest))
            {
                Statement(rest, isInside ? loop.Body : into);
                break;
            }

            if (isInside && loop.Body.Count > 0 && (IsTally(clause.First) || IsOfAll(clause.First) || IsOfWhole(clause.First, loop.Item) || Collective.In(Phrase.Of(new Modifiers(_literals, _models).Take(clause.First.Text))) is not null && !(clause.First.Low(1) == "it") && !clause.First.Has("each") && !(clause.First.Has("for") && clause.First.Has("it")))) isInside = false;
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

    private static readonly Form OfThemAll = new("the whole/entire/complete/full | all of them/it | everything/all/it together | into/to/as/in a? one/single text/document/report/article/book/file/whole | makes/make it/them one | over it/them all");

    // "Polish the whole": what was made of all of them, and once; "translate the whole article" is of one.
    private static bool IsOfWhole(Phrase clause, string item) => OfThemAll.In(clause) is var (_, end) && Words.Singular(clause.Low(end)) != item && !clause.Has("each", "every");

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
        else if (_literals.First(source, "file") is { } file && FileStep(file, Folders.Is(file) ? $"{head.Item} {source}" : source, into) is { } read)
        {
            into.Add(read);
            if (read.Skill == "fileread" && item is not ("paragraph" or "sentence" or "section" or "chunk" or "word" or "chapter" or "page" or "scene")) into.Add(Listed(file, item));
        }
        else if (head.Source is { } site && _literals.All(source, "url") is [var url] && !url.Contains('{', StringComparison.Ordinal) && site.Low(0) is "on" or "at" or "in" or "from" or "of" && !Before(into).Any(s => s.Get("url") == url))
        {
            // members of a page: of an API they are its JSON, else somebody has to find them
            into.Add(new Step("webfetch", $"fetch {source}") { Has = { ["url"] = url } });
            into.Add(url.Contains("api", StringComparison.OrdinalIgnoreCase) || url.Contains(".json", StringComparison.OrdinalIgnoreCase) ? new Step("json", $"take the {item}") { Has = { ["path"] = "$[*]" } } : new Step("work", $"list the {Words.Plural(item)} of the page, one a line"));
        }
        else if (head.Source is { } folder && folder.Has("folder", "directory"))
        {
            var files = _skills.Read($"list the files {folder.Text}") ?? new Step("filelist", "list the files");
            if (files.Get("pattern") is { Length: > 1 } pattern && Folders.Is(pattern[..^1])) files.Has["pattern"] = Folders.Pattern(pattern[..^1], head.Item);
            into.Add(files);
        }
        else if (head.Source is { } data && data.Has("database", "table", "db")) into.Add(_skills.Read($"query {data.From(1).Text}") ?? new Step("sql", data.Text));
        var loop = new ForEach(item, head.Source is { Count: > 1 } s && s.Low(0) is "in" or "from" or "of" or "on" ? s.From(1).Text : null, []) { Parallel = modifiers.Parallel };
        if (into.LastOrDefault() is Step { Skill: "fileread" } whole && whole.Get("path") is { } path && path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) into.Add(Listed(path, item));
        var kept = head.Whose ?? head.Source;
        if (kept?.Low(0) is "with" or "that" or "which" or "whose" or "where" && into.LastOrDefault() is Step { Skill: "webfetch" or "http" }) into.Add(new Step("json", $"take the {item}") { Has = { ["path"] = "$[*]" } });
        if (kept is { } with && with.Low(0) is "with" or "that" or "which" or "whose" or "where" && into.Count > 0)
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
        if (Folders.Is(file)) return new Step("filelist", source) { Has = { ["pattern"] = Folders.Pattern(file, source) } };
        if (Ends(".db", ".sqlite", ".sqlite3")) return new Step("sql", "query it") { Has = { ["file"] = file } };
        if (Sounds.Exists(s => Ends(s))) return new Step("transcribe", "transcribe it") { Has = { ["path"] = file } };
        return new Step(Ends(".csv", ".tsv") ? "csvread" : "fileread", source) { Has = { ["path"] = file } };
    }

    private static readonly Form Asks = new("that/which? the/a/our/my? user/users/customer/customers/visitor/visitors/people/someone/somebody/i/we/they/students/parents/employees ask/asks/send/sends/enter/enters/type/types/give/gives/submit/submits/write/writes/get/receive us/me? | that/which comes/is/arrives in/asked/sent/entered?");

    // "Summarise each article", "write a guide per city", "post it for every row of a.csv"
    private bool EachWithin(Phrase clause, List<PlanItem> into)
    {
        for (var i = 1; i < clause.Count; i++)
        {
            var low = clause.Low(i);
            if (low == "for" && i + 2 >= clause.Count && clause.To(i).Find(1, "with") > 0) continue; // "a list of tasks with an owner for each"
            if (low == "for" && clause.Low(i + 1) is "each" or "every" || low == "per" && clause[i].Start > 0 && i + 1 < clause.Count && clause[i + 1].IsWord && !NoItems.Contains(clause.Low(i + 1)) && clause.Low(i + 1) is not ("cent" or "run" or "person") && !clause.Has("total", "totals", "average", "averages", "sum", "sums", "count", "counts", "number", "mean", "compute", "calculate"))
            {
                var head = low == "per" ? new EachFound(clause.Low(i + 1), i + 2 < clause.Count && clause.Low(i + 2) is "in" or "of" or "from" ? clause.From(i + 2) : null, clause.To(i)) : EachHead(Phrase.Of($"{clause.From(i).Text}, x")) is { } found ? found with { Body = clause.To(i) } : null;
                if (head is null || head.Source is not { HasLiterals: true } && NoItems.Contains(Words.Singular(head.Item.Split(' ')[^1]))) continue;
                if (into.LastOrDefault() is ForEach open && open.Item == Thing(head.Item))
                {
                    Clause(clause.To(i), open.Body);
                    return true;
                }

                var loop = Opened(head, clause, into);
                Fill(loop, head.Body, into);
                return true;
            }

            if (low is "each" or "every" && clause.Low(i - 1) is "from" or "of" or "in" or "for" && i > 1 && IsEachOne(clause.From(i), out var atOnce) && Before(into).LastOrDefault() is { Skill: "filelist" or "csvread" or "sql" or "split" or "json" or "websearch" } list)
            {
                var all = new EachFound(list.Skill == "filelist" ? "file" : "item", null, Phrase.Of($"{clause.To(i).Text} it"));
                var loop = Opened(all, clause, into);
                loop.Parallel ??= atOnce;
                Fill(loop, all.Body, into);
                return true;
            }

            if (low is "each" or "every" && i == 1 && i + 1 < clause.Count && Lexicon.Lemma(clause.Low(0)) is "log" or "record" or "save" or "store" or "append" or "note" or "archive" && Before(into).Any() && !Before(into).Any(s => s.Skill is "filelist" or "csvread" or "sql" or "split"))
            {
                Clause(Phrase.Of($"{clause.To(i).Text} it {clause.From(i + 2).Text}"), into); // "log every email", where a run has one
                return true;
            }

            if (low is "each" or "every" && OwnFiles(clause, into)) return true;
            if (low is "each" or "every" && i + 2 < clause.Count && (clause.Low(i + 1).EndsWith("'s", StringComparison.Ordinal) || clause.Low(i + 1).EndsWith("’s", StringComparison.Ordinal)) && !Before(into).Any())
            {
                Clause(Phrase.Of($"{clause.To(i).Text} the {clause.From(i + 2).Text}"), into); // "every parent's question": a run has one
                return true;
            }

            if (low is "each" or "every" && i <= 2 && Asks.At(clause, i + 2) is > 0 and var comes && !Before(into).Any() && !clause.HasLiterals)
            {
                Clause(Phrase.Of($"{clause.To(i).Text} the {clause[i + 1].Text} {clause.From(comes).Text}"), into); // "every question the user asks": a run has one
                return true;
            }

            if (low is "each" or "every" && (clause.Low(i + 1) is "incoming" or "new" or "inbound" || Lexicon.Lemma(clause.Low(0)) is "classify" or "categorise" or "categorize" or "triage" && !clause.Part(i + 1, i + 5).Has("in", "of", "from", "row", "line") && !_plan.Inputs.Exists(p => p.Type == "array") || _plan.Triggers.Exists(t => t.Kind == "webhook") && _plan.Inputs.Count > 0 && !_plan.Inputs.Exists(p => p.Type == "array")) && i is > 0 and <= 4 && into.Count == 0 && !Before(into).Any() && !clause.HasLiterals)
            {
                Clause(Phrase.Of($"{clause.To(i).Text} the {clause.From(i + 1).Text}"), into); // of what comes in, each run has one
                return true;
            }

            if (low is "each" or "every" && clause.Low(i - 1) == "to" && i + 2 == clause.Count && Lexicon.Lemma(clause.Low(0)) is "send" or "email" or "mail" or "write" && !clause.HasLiterals && Before(into).LastOrDefault() is { Skill: "csvread" or "sql" or "json" or "split" })
            {
                var member = new EachFound(clause.Low(i + 1), null, clause.To(i - 1));
                Fill(Opened(member, clause, into), member.Body, into); // "send a reminder to each customer", where the customers were read
                return true;
            }

            if (low is not ("each" or "every") || i > (clause.To(i).Has("agent") ? 9 : 4) || clause.Low(i - 1) is "to" or "by" or "at" or "in" or "from" or "for" or "between" || clause.Low(0) is "ask" or "wait" or "notify" or "tell" || NoItems.Contains(clause.Low(i + 1))) continue;
            if (Lexicon.Lemma(clause.Low(0)) is null && i > 1 && !(Lexicon.FormOf(clause.Low(i - 1)) == VerbForm.Third && (People.IsMachine(clause.To(i - 1)) || People.IsAgentRole(clause.Low(i - 2))))) continue;
            var at = i + 1;
            if (clause.Low(at) == "of") at++;
            while (Lexicon.IsDeterminer(clause.Low(at)) || clause.Low(at) is "single" or "new" or "open" or "one") at++;
            var isNamed = at < clause.Count && clause.Low(at - 1) != "one" && clause[at].IsWord && !Lexicon.IsPreposition(clause.Low(at)) && !Lexicon.IsPronoun(clause.Low(at));
            var item = isNamed ? clause.Low(at) : "item";
            var behind = isNamed ? at + 1 : Math.Min(at, clause.Count);
            if (!isNamed && clause.Low(at) is "them" or "one" or "these" or "those") behind = at + 1;
            if (!isNamed && clause.Low(at) == "of" && clause.Low(at + 1) is "them" or "these" or "those") behind = at + 2; // "every one of them"
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
            var one = verb is "read" or "load" or "open" && into.LastOrDefault() is Step { Skill: "filelist" } ? "read the file" : verb is "write" or "send" or "give" or "draft" or "make" && clause.Low(behind) is "a" or "an" ? $"{clause.To(i).Text} {clause.From(behind).Text}" : $"{clause.To(i).Text} it {clause.From(behind).Text}"; // "write each of them a letter"
            if (verb is "read" or "take" or "get" or "load" or "go" && source is not null && clause.From(behind).Count == 0)
            {
                _ = Opened(new EachFound(item, source, clause.To(0)), clause, into);
                return true;
            }

            if (Beside.In(Phrase.Of(one)) is var (beside, alone) && Phrase.Of(one).Without(beside, alone) is var single && Distributed(Phrase.Of(new Modifiers(_literals, _models).Take(single.Text)).Trimmed()).Count < 2) one = single.Text; // "each in parallel": the members go on side by side, not the parts of the order
            if (!isNamed && source is null && Around(into) is { } round)
            {
                var modifiers = new Modifiers(_literals, _models);
                one = modifiers.Take(one);
                round.Parallel ??= modifiers.Parallel; // "check each, 4 at a time", where a loop is open already
                Clause(Phrase.Of(one), into);
                modifiers.Give(PlanReader.Steps(into).Last());
                return true;
            }

            var each = new EachFound(item, source, Phrase.Of(one));
            Fill(Opened(each, clause, into), each.Body, into);
            return true;
        }

        return false;
    }

    private static readonly Form EachOne = new("each/every one? of? them/these/those?");

    // "The date from each one, four at a time": nothing else is said behind it.
    private bool IsEachOne(Phrase tail, out int? atOnce)
    {
        var bounds = new Modifiers(_literals, _models);
        var said = Phrase.Of(bounds.Take(tail.Text)).Trimmed();
        atOnce = bounds.Parallel;
        return EachOne.At(said, 0) == said.Count;
    }
}
