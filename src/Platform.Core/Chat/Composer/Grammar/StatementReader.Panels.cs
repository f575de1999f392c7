using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Agents that are named one after the other: each with work of its own, or all with the same.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form Team = new("have? two/three/four/five/several/# * agents | have/use/need/want/with? two/three/four/five/several/# agents | i need/want two/three/four/several agents | a team/pair of agents? | there are/should be? two/three/four agents");

    // "Two agents, a researcher and a writer: the researcher collects …" names them; what each does is an agent of that name.
    private bool Listing(Phrase phrase, List<PlanItem> into)
    {
        if (!Team.Opens(phrase, out var length)) return false;
        var end = phrase.Find(length, ":", ".", ";");
        var list = phrase.Part(length, end < 0 ? phrase.Count : end).Trimmed();
        var named = new List<string>();
        for (var i = 0; i < list.Count; i++)
            if (list[i].IsWord && list.Low(i) is not ("and" or "called" or "named" or "namely" or "a" or "an" or "the" or "one" or "such" or "as") && (i + 1 == list.Count || list.Low(i + 1) is "," or "and" or "agent")) named.Add(list.Low(i));
        if (named.Count < 2) return false;
        foreach (var name in named) _roles.Add(name);
        _taken = true;
        if (end >= 0 && end + 1 < phrase.Count) Statement(phrase.From(end + 1), into);
        return true;
    }

    private static readonly Form PanelLead = new("let/have/get? two/three/four/five/several/# * agents ,/(/-/: | let/have/get? two/three/four/five/several/# agents/experts/specialists/critics/analysts/judges ,/(/-/: | let/have/get/ask");

    // "Three agents, an optimist, a pessimist and a realist, discuss our plan": each does it for itself, side by side.
    private bool Panel(Phrase phrase, List<PlanItem> into)
    {
        if (Debating(phrase, 0) is not null) return false;
        var isTeam = PanelLead.Opens(phrase, out var at) && at > 2;
        var members = new List<string>();
        while (at + 1 < phrase.Count && phrase[Math.Max(0, at)].IsWord)
        {
            at = Math.Max(0, at);
            if (at + 1 >= phrase.Count) break;
            var isNoun = phrase.Low(at) is "a" or "an" or "one";
            if (!isNoun && (!isTeam || members.Exists(m => m.StartsWith("a", StringComparison.OrdinalIgnoreCase) && m.Split(' ') is ["a" or "an", ..]) || Lexicon.IsPreposition(phrase.Low(at)) || members.Count > 1 && Lexicon.FormOf(phrase.Low(at)) == VerbForm.Plain)) break;
            var end = isNoun ? at + 2 : at + 1;
            if (isNoun && (!phrase[at + 1].IsWord || Lexicon.IsPreposition(phrase.Low(at + 1)))) return false;
            if (phrase.Low(end) == "agent" || phrase[end - 1].IsWord && end + 1 < phrase.Count && phrase[end].IsWord && phrase.Low(end) is not "and" && (phrase[end + 1].Text == "," || phrase.Low(end + 1) == "and") && (!isNoun || phrase.Low(end + 2) is "a" or "an" or "one" or "and")) end++;
            members.Add(phrase.Part(at, end).Text);
            at = end;
            while (phrase.Low(at) is "," or "and" or ")" or "-" or ":") at++;
        }

        if (members.Count < 2 || at >= phrase.Count) return false;
        while (phrase.Low(at) is "should" or "must" or "each" or "all" or "to" or "both") at++;
        var work = phrase.From(at);
        if (Lexicon.FormOf(work.Low(0)) != VerbForm.Plain && !Views.Contains(work.Low(0)) || members.Exists(m => _models.Find(m, _literals) is not null)) return false;
        var clause = Cutter.Next(work);
        var isRound = !Consents.Contains(work.Low(0)) && (Beside.In(clause.First) is not null || Theirs.In(clause.Rest) is not null) && !members.Exists(m => People.IsOutsider(m.Split(' ')[^1])); // what many think is put together
        if (!isTeam && !isRound && members.Exists(m => People.IsPerson(Phrase.Of(m)) && !_roles.Contains(m.Split(' ')[^1]) && !m.EndsWith(" agent", StringComparison.OrdinalIgnoreCase))) return false;
        var order = clause.First.Trimmed();
        if (Beside.In(order) is var (beside, alone)) order = order.Without(beside, alone);
        var task = Own(Shown(order, into));
        into.Add(new Together([.. members.Select(m => (List<PlanItem>)[Member(m, task)])]));
        if (clause.Rest.Count > 0) Statement(clause.Rest, into);
        return true;
    }

    private static readonly HashSet<string> Consents = [.. VerbKinds.Consenting, "decide", "vote"];

    private static readonly Form Theirs = new("merge/combine/join/synthesise/synthesize/summarise/summarize/consolidate/collect/compare their/the/all * | put their/the * together | bring their/the * together");

    // Who does the same as others does it as who he is: "an optimist", "legal".
    private Step Member(string who, string task)
    {
        var name = Phrase.Of(who) is var said && said.Low(0) is "a" or "an" or "one" or "the" ? said.From(1) : said;
        if (name.Low(name.Count - 1) == "agent" && name.Count > 1) name = name.To(name.Count - 1);
        var isNoun = name.Count < said.Count && !said.Has("agent");
        return Agent(name.Text, isNoun ? $"{task} as {(name.Low(0)[0] is 'a' or 'e' or 'i' or 'o' ? "an" : "a")} {name.Text}" : $"{task} as the {name.Text} agent");
    }

    // "Each give their opinion" tells each to give its own.
    private static string Own(string order) => string.Join(' ', order.Split(' ').Select(w => w is "their" or "its" ? "your" : w));

    private static readonly HashSet<string> Jointly = ["debate", "argue", "discuss", "work", "collaborate", "cooperate", "talk", "negotiate", "chat"];

    // "Two agents write a slogan each", "let two agents summarise it in parallel": as many of one kind, side by side.
    private bool Copied(Phrase phrase, List<PlanItem> into)
    {
        if (Agents(phrase, 0) is not var (at, many) || many > 8) return false;
        if (OneOn(phrase, at) is { } named) return OfModels(named, into);
        var work = phrase.From(at);
        while (work.Count > 0 && (Beside.Opens(work, out var beside) ? beside : Lexicon.IsAdverb(work.Low(0)) || work[0].Text == "," ? 1 : 0) is > 0 and var skipped) work = work.From(skipped);
        if (work.Count < 2 || Lexicon.FormOf(work.Low(0)) != VerbForm.Plain || Jointly.Contains(work.Low(0))) return false;
        var clause = Cutter.Next(work);
        var judge = Enumerable.Range(1, Math.Max(0, clause.First.Count - 3)).FirstOrDefault(k => clause.First.Low(k) == "and" && Lexicon.IsDeterminer(clause.First.Low(k + 1)) && clause.First.Find(k + 2, "agent") is > 0 and var agent && agent <= k + 3 && Lexicon.FormOf(clause.First.Low(agent + 1)) is VerbForm.Plain or VerbForm.Third);
        if (judge > 0) clause = new Clause(work.To(judge), Join.And, Phrase.Of($"let {work.From(judge + 1).Text}")); // "let five agents … and a judge agent choose one"
        var order = clause.First.Trimmed();
        if (work.Low(0) is "read" or "fetch" or "open" && order is { Count: 2, HasLiterals: true } && clause.Rest.Count > 0)
        {
            Statement(order, into); // "two agents read a.txt and each write …"
            return Copied(Phrase.Of($"{phrase.To(at).Text} {(clause.Rest.Low(0) is "each" or "both" ? clause.Rest.From(1) : clause.Rest).Text}"), into);
        }

        if (order.Low(order.Count - 1) == "each") order = order.To(order.Count - 1);
        if (Beside.In(order) is var (from, to)) order = order.Without(from, to);
        var kind = Enumerable.Range(0, at).Last(k => phrase.Low(k).EndsWith('s') || k == 0);
        if (phrase.Low(kind) == "agents" && phrase[kind - 1].IsWord && !Lexicon.IsNumber(phrase[kind - 1])) kind--;
        var task = Shown(order, into);
        into.Add(new Together([.. Enumerable.Range(1, many).Select(n => (List<PlanItem>)[Agent($"{Words.Singular(phrase.Low(kind))}_{n}", task)])]));
        if (clause.Rest.Count > 0) Statement(clause.Rest, into);
        return true;
    }

    private static readonly Form OneAgent = new("let/have? one agent/model/bot? | let/have? one of them");
    private static readonly Form OtherOf = new("and/while? let/have? another agent/model/bot/one? | and/while? let/have? the other agent/model/one?");
    private static readonly HashSet<string> Making = [.. VerbKinds.Making, "produce", "make", "plan", "outline", "translate", "summarise", "summarize", "propose", "design"];

    // "One agent counts the complaints, another looks for praise": the two work side by side, unless the one works on what the other made.
    private bool Siblings(Phrase phrase, List<PlanItem> into)
    {
        if (!OneAgent.Opens(phrase, out var at) || Deed(phrase, at) is not { } first) return false;
        var (orders, rest) = (new List<Phrase> { first.Trimmed() }, Phrase.Of(""));
        for (var (clause, last) = (Cutter.Next(phrase), phrase); clause.Rest.Count > 0; clause = Cutter.Next(rest))
        {
            rest = clause.Rest;
            if (!OtherOf.Opens(rest, out var from) || Deed(rest, from) is not { } next || Leans(next, orders[0])) break;
            orders.Add(next.Trimmed());
            last = rest;
            if (Cutter.Next(rest).Rest.Count > 0) continue;
            rest = Phrase.Of("");
            break;
        }

        if (orders.Count < 2) return false;
        into.Add(new Together([.. orders.Select(o => (List<PlanItem>)[Agent("", Shown(o, into))])]));
        if (rest.Count > 0) Statement(rest, into);
        return true;
    }

    // The first clause behind whoever does it, if it is something that is done.
    private static Phrase? Deed(Phrase phrase, int at) =>
        at < phrase.Count && Lexicon.FormOf(phrase.Low(at)) is VerbForm.Third or VerbForm.Plain && !Views.Contains(Lexicon.Lemma(phrase.Low(at)) ?? "") && Cutter.Next(phrase) is { First.Count: var count } && count > at + 1 ? Phrase.Of($"{Lexicon.Lemma(phrase.Low(at))} {phrase.Part(at + 1, count).Text}") : null;

    // Whether what the second does is done with what the first made: "writes a poem …, another translates it".
    private static bool Leans(Phrase second, Phrase first)
    {
        var made = Enumerable.Range(1, first.Count - 1).TakeWhile(k => first[k].IsWord && !Lexicon.IsPreposition(first.Low(k))).Select(k => Words.Singular(first.Low(k))).LastOrDefault() ?? "";
        if (second.Has("result", "results", "answer", "output", "first", "former", "these", "those", "that", "their", "them") && !first.Has("these", "those", "their", "them")) return true;
        if (second.Has("it", "its", "this")) return !first.Has("it", "its", "this") || Making.Contains(first.Low(0));
        return made.Length > 2 && Enumerable.Range(1, second.Count - 1).Any(k => Words.Singular(second.Low(k)) == made && Lexicon.IsDeterminer(second.Low(k - 1)));
    }

    // "Two writers, one on gpt-4o and one on mistral, each write an ad": each model does.
    private Phrase? OneOn(Phrase phrase, int at)
    {
        var verb = Enumerable.Range(at, phrase.Count - at).FirstOrDefault(k => k > at && Lexicon.FormOf(phrase.Low(k)) == VerbForm.Plain && phrase.Low(k - 1) is "," or ")" or "each" or "both" or "should");
        if (verb == 0 || Parted(phrase.Part(at, verb).Trimmed()) is not { Count: > 1 } ones) return null;
        var uses = ones.ConvertAll(o => o.Trim(' ', ',', '(', ')')).Where(o => o.Length > 0 && o is not ("each" or "both" or "should")).ToList();
        return uses.Count > 1 && uses.TrueForAll(u => u.StartsWith("one ", StringComparison.OrdinalIgnoreCase) && _models.Find(u, _literals) is not null) ? Phrase.Of($"let {string.Join(" and ", uses.Select(u => u.Split(' ', 3)[^1]))} each {phrase.From(verb).Text}") : null;
    }

    // What several agents read is read once, before them; the order as it is told to each.
    private string Shown(Phrase order, List<PlanItem> into)
    {
        var text = About(order.Text, into);
        if (text != order.Text) Sources(order.Text, new Step("work", order.Text), into);
        return text.StartsWith("read ", StringComparison.OrdinalIgnoreCase) ? $"review {text[5..]}" : text;
    }

    private static readonly HashSet<string> Views = ["discuss", "debate", "comment", "assess", "judge", "argue"];
}
