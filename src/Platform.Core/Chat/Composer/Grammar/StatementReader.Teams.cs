using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Several agents that do the same of different things, answer the same question, or argue with each other.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form Crew = new("let/have/get/use/with? two/three/four/five/six/# * agents/writers/researchers/models/experts/workers/analysts/reviewers/critics/authors/translators to/should/must/will/can/shall? each? | let/have/get/use/with? two/three/four/five/six/# agents/writers/researchers/models/experts/workers/analysts/reviewers/critics/authors/translators to/should/must/will/can/shall? each?");

    // How many agents are spoken of at a place, and where what they do begins.
    private static (int End, int Many)? Agents(Phrase phrase, int at)
    {
        if (Crew.At(phrase, at) is not (> 0 and var end)) return null;
        var many = Enumerable.Range(at, end - at).Where(k => Lexicon.IsNumber(phrase[k])).Select(k => Amounts.Whole(phrase[k].Text)).FirstOrDefault() ?? 0;
        return many >= 2 ? (end, many) : null;
    }

    // "Let three agents each write a section (history, present, future)": one agent for each of what is listed.
    private bool Shared(Phrase phrase, List<PlanItem> into)
    {
        if (Agents(phrase, 0) is not var (length, many) || length >= phrase.Count) return false;
        var order = phrase.From(length);
        var end = Enumerable.Range(1, order.Count - 1).FirstOrDefault(k => order[k].Text == ")" || order.Low(k) is "then" or ";" || order.Low(k) is "let" or "have" && order.Low(k - 1) is "and" or ",", order.Count);
        var list = -1;
        var listEnd = end;
        for (var i = 1; i < end && list < 0; i++)
            if (order[i].Text is "(" or ":") list = i + 1;
        for (var i = 1; i + 1 < end && list < 0; i++)
            if (order[i].Text == "," && order.Low(i + 1) == "one" && order.Low(i + 2) is "with" or "using" or "on" or "by" or "for" or "to" or "into" or "as" or "in" or "about" or "from") list = i + 1;
        if (list < 0 && Tail(order.To(end), many) is var (from, to)) (list, listEnd) = (from, to);
        if (list < 0 && Parted(order.Part(1, Beside.In(order) is var (aside, _) ? Math.Min(aside, end) : end)).Count == many) (list, listEnd) = (1, Beside.In(order) is var (stop, _) ? Math.Min(stop, end) : end); // "check income, credit history and employment"
        if (list < 0) return false;
        var items = Parted(order.Part(list, listEnd));
        if (items.Count != many || items.Exists(i => Lexicon.PredicateAt(Phrase.Of(i), 0) > 0)) return false;
        if (items.TrueForAll(i => i.StartsWith("one with ", StringComparison.OrdinalIgnoreCase) || i.StartsWith("one using ", StringComparison.OrdinalIgnoreCase) || i.StartsWith("one on ", StringComparison.OrdinalIgnoreCase)) && items.ConvertAll(i => i[(i.IndexOf(' ', 4) + 1)..]) is var ones && ones.TrueForAll(i => _models.Find(i, _literals) is not null)) items = ones;
        if (items.TrueForAll(i => _models.Find(i, _literals) is not null))
        {
            var each = order.To(list);
            while (each.Count > 0 && each[each.Count - 1].Kind == TokenKind.Mark) each = each.To(each.Count - 1);
            if (Beside.In(each) is var (sideFrom, sideTo)) each = each.Without(sideFrom, sideTo);
            into.Add(new Together([.. items.Select(i => (List<PlanItem>)[_skills.Read(each.Text) is { } step ? step with { Model = _models.Find(i, _literals) } : new Step("work", each.Text) { Model = _models.Find(i, _literals) }])]));
            return Onward(order, listEnd, into);
        }

        if (items.TrueForAll(IsMember))
        {
            var all = order.To(list);
            while (all.Count > 0 && all[all.Count - 1].Kind == TokenKind.Mark) all = all.To(all.Count - 1);
            if (Beside.In(all) is var (side, wide)) all = all.Without(side, wide).Trimmed();
            var own = Own(Shown(all, into)); // "three agents read a.txt: a lawyer, an accountant and a planner"
            into.Add(new Together([.. items.Select(i => (List<PlanItem>)[Member(i, own)])]));
            return Onward(order, listEnd, into);
        }

        if (items.Count > 1 && items[0].Split(' ') is [var prefix, _, ..] && Lexicon.IsPreposition(prefix.ToLowerInvariant()) && !items.Skip(1).Any(i => i.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))) items = [items[0], .. items.Skip(1).Select(i => $"{prefix} {i}")]; // "look at security, performance and style"
        if (items.TrueForAll(i => i.StartsWith("one ", StringComparison.OrdinalIgnoreCase))) items = items.ConvertAll(i => i[4..]);
        if (items.TrueForAll(i => i.StartsWith("a ", StringComparison.OrdinalIgnoreCase) || i.StartsWith("an ", StringComparison.OrdinalIgnoreCase))) return AsWhom(order.To(list), items, into) && Onward(order, listEnd, into);
        var head = order.To(list);
        if (Beside.In(head) is var (alone, along)) head = head.Without(alone, along);
        if (head[head.Count - 1].Kind == TokenKind.Mark) head = head.To(head.Count - 1);
        if (Lexicon.Lemma(head.Low(0)) is not { } verb) return false;
        if (items.TrueForAll(i => Lexicon.IsPreposition(i.Split(' ')[0].ToLowerInvariant()))) (items, head) = (items.ConvertAll(i => i[(i.IndexOf(' ', StringComparison.Ordinal) + 1)..]), Phrase.Of($"{head.Text} {items[0].Split(' ')[0]}"));
        var isLed = head.Count == 1 || Lexicon.IsPreposition(head.Low(head.Count - 1));
        var task = string.Join(' ', new[] { verb, head.From(1).Text, isLed ? "" : "about" }.Where(w => w.Length > 0));
        into.Add(new Together([.. items.Select(i => (List<PlanItem>)[Agent(i, $"{task} {i}")])]));
        return Onward(order, listEnd, into);
    }

    // "a lawyer", "the security expert", "finance agent": somebody, and nothing that is worked on.
    private static bool IsMember(string item) => Phrase.Of(item) is { HasLiterals: false } who && !who.Any(t => Lexicon.IsPreposition(t.Low)) && who.Low(who.Count - 1) is var last && (last == "agent" || People.IsAgentRole(last) || People.IsPerson(who) && (who.Low(0) is "a" or "an" or "one" or "the"));

    // "Three agents read a.txt at the same time: a lawyer, a banker and an architect": it is read once, and each looks at it as who he is.
    private bool AsWhom(Phrase head, List<string> items, List<PlanItem> into)
    {
        if (Beside.In(head) is var (at, to)) head = head.Without(at, to);
        head = head.Trimmed();
        if (Enumerable.Range(0, head.Count).FirstOrDefault(k => head[k].IsLiteral("file") || head[k].IsLiteral("url"), -1) is >= 0 and var source)
        {
            if (_skills.Read($"{(head[source].IsLiteral("url") ? "fetch" : "read")} {head[source].Text}") is { } read) into.Add(read);
            head = Phrase.Of($"{(Lexicon.Lemma(head.Low(0)) is "read" or "fetch" ? "review" : head.To(source).Text)} the text {head.From(source + 1).Text}".Trim());
        }

        into.Add(new Together([.. items.Select(i => (List<PlanItem>)[Agent(i[(i.IndexOf(' ', StringComparison.Ordinal) + 1)..], $"{head.Text} as {i}")])]));
        return true;
    }

    private bool Onward(Phrase order, int listEnd, List<PlanItem> into)
    {
        var rest = order.From(Math.Min(order.Count, listEnd + (listEnd < order.Count && order[listEnd].Text == ")" ? 1 : 0)));
        while (rest.Count > 0 && (Beside.Opens(rest, out var beside) ? beside : rest[0].Kind == TokenKind.Mark ? 1 : 0) is > 0 and var skipped) rest = rest.From(skipped);
        if (rest.Count > 0) Statement(rest, into);
        return true;
    }

    private Step Agent(string name, string task) => _skills.Read(name.Length == 0 ? $"an agent that {task}" : $"an agent called {Words.Identifier(name)} that {task}") ?? new Step("work", task);

    // "… about the history, the present and the future": as many as there are agents, at the end.
    private static (int From, int To)? Tail(Phrase order, int many)
    {
        for (var i = 1; i + 1 < order.Count; i++)
            if (Lexicon.IsPreposition(order.Low(i)) && Parted(order.From(i + 1)).Count == many && !(order.Find(i, "or") is > 0 and var or && order.Find(or, ",") > 0)) return (i + 1, order.Count);
        return null;
    }

    // What is listed: "history, present and future".
    public static List<string> Parted(Phrase list)
    {
        var items = new List<string>();
        var from = 0;
        for (var i = 0; i <= list.Count; i++)
        {
            if (i < list.Count && !(list[i].Text is "," or ";" || list.Low(i) is "and" or "or" or "&")) continue;
            if (i > from) items.Add(list.Part(from, i).Text);
            from = i + 1;
        }

        return items.TrueForAll(i => i.Split(' ').Length <= 4) ? items : [];
    }

    private static readonly Form SameQuestion = new("the/a same? question/questions | the same thing | it");

    // "Put the question to gpt-4o and claude"
    private static readonly Form PutTo = new("ask/asks/put/pose/send/give/pass/feed/submit the/a/one/my? same/user's/customer's? question/questions/prompt/query/riddle to both/all? | the/a/one/my/each? same/user's/customer's? question/prompt/query/riddle is/gets/should/must/goes/go be? sent/put/given/passed/asked/submitted? to both/all?");

    // "Ask three models in parallel the same question: gpt-4o, claude and gemini": who they are stands behind what they do.
    private Phrase? Enlisted(Phrase phrase)
    {
        var at = phrase.Find(2, ":", "(", "-");
        if (at < 0 || !phrase.To(at).Has("models", "llms", "ais", "agents", "assistants") || phrase.Low(0) is not ("ask" or "give" or "send" or "put" or "let" or "have" or "get" or "use" or "query" or "pose" or "run" or "call")) return null;
        var end = Enumerable.Range(at + 2, phrase.Count - at - 1).LastOrDefault(k => Parted(phrase.Part(at + 1, k)) is { Count: > 1 } listed && listed.TrueForAll(m => _models.Find(m, _literals) is not null && Phrase.Of(m) is var use && !use.Any(t => Lexicon.IsPreposition(t.Low) || Lexicon.IsDeterminer(t.Low))));
        if (end == 0) return null;
        var head = phrase.To(at);
        while (Beside.In(head) is var (from, to)) head = head.Without(from, to).Trimmed();
        var noun = Enumerable.Range(1, head.Count - 1).FirstOrDefault(k => head.Low(k) is "question" or "questions" or "prompt" or "query" or "riddle" or "task" or "problem" or "brief" or "text" or "message");
        var verb = Enumerable.Range(1, head.Count - 1).FirstOrDefault(k => Lexicon.FormOf(head.Low(k)) == VerbForm.Plain && (head.Low(k - 1) is "to" or "each" or "should" or "must" || head.Low(k - 1) is "models" or "llms" or "agents" or "ais" or "assistants") && k != noun);
        var work = verb > 0 ? head.From(verb).Text.Replace("the same ", "the ", StringComparison.OrdinalIgnoreCase) : noun > 0 ? $"{(head.Low(noun) is "task" or "problem" or "brief" ? "work on" : "answer")} the {Words.Singular(head.Low(noun))}" : "answer the question";
        return Phrase.Of($"let {phrase.Part(at + 1, end).Text} each {work}{phrase.Tail(phrase.Low(end) == ")" ? end + 1 : end)}");
    }

    private static readonly Form ProCon = new("let/have? one/an agent/model/side to? argue/argues/speak/speaks for/pro DET? * *? ,? and/while? let/have? another/one/a/the agent/model/side/other? to? argue/argues/speak/speaks? against/con it/them/this?");

    // "Let one agent argue for it and another against it"
    private bool BothSides(Phrase phrase, List<PlanItem> into)
    {
        if (!ProCon.Opens(phrase, out var length)) return false;
        var topic = phrase.To(length).From(phrase.Find(0, "for", "pro") + 1);
        var end = Enumerable.Range(1, topic.Count - 1).First(k => topic[k].Text == "," || topic.Low(k) is "and" or "while" or "against" or "con" || topic.Low(k) is "let" or "have");
        into.Add(new Together([[Agent("pro", $"argue for {topic.To(end).Text}")], [Agent("con", $"argue against {topic.To(end).Text}")]]));
        var rest = phrase.From(length).Trimmed();
        while (rest.Count > 0 && Beside.Opens(rest, out var beside)) rest = rest.From(beside).Trimmed();
        if (rest.Count > 0) Statement(rest, into);
        return true;
    }

    private static readonly Form GroupLead = new("do/run/make/perform/start all? the? two/three/four/five/# * in parallel/simultaneously | do/run/make/perform/start all? the? two/three/four/five/# in parallel/simultaneously | do/run/make/perform/start all? the? two/three/four/five/# * at the same time/at once | do/run/make/perform/start all? the? two/three/four/five/# at the same time | do/run/perform/start them/these/those/all/both all? in parallel/simultaneously | do/run/perform/start them/these/those/all/both all? at the same time");

    private static readonly Form GroupState = new("both/all/they/these all/both/two/three/four/five? of? the/them? agents/steps/two/three/four? should/must/can/may/will? work/run/start/go/happen in/at/simultaneously/concurrently/independently/side parallel/the? same/once? time/by? side?");

    // "…; do the three in parallel", "both work at the same time": what was said before goes on at once.
    private bool Gathered(Phrase phrase, List<PlanItem> into)
    {
        var length = GroupState.At(phrase, 0) is > 0 and var stated && (Beside.In(phrase) is not null || phrase.Has("independently")) ? stated : -1;
        if (length < 0 && !GroupLead.Opens(phrase, out length) || into.Count < 2) return false;
        var number = Enumerable.Range(0, length).Where(k => Lexicon.IsNumber(phrase[k])).Select(k => Amounts.Whole(phrase[k].Text)).FirstOrDefault();
        var steps = 0;
        while (steps < into.Count && into[into.Count - 1 - steps] is Step { Skill: not ("human" or "wait" or "stop" or "back") }) steps++;
        var many = number ?? (phrase.Low(0) == "both" ? 2 : steps);
        if (many < 2 || many > steps) return false;
        var ways = into.TakeLast(many).Select(i => new List<PlanItem> { i }).ToList();
        into.RemoveRange(into.Count - many, many);
        into.Add(new Together(ways));
        _taken = true;
        var rest = phrase.From(length).Trimmed();
        if (rest.Count > 0) Statement(rest, into);
        return true;
    }

    // "Let claude and gpt-4o both answer the question": each model does it.
    private bool OfModels(Phrase phrase, List<PlanItem> into)
    {
        if (Enlisted(phrase) is { } enlisted) phrase = enlisted;
        if (PutTo.Opens(phrase, out var lead) && Cutter.Next(phrase).First is var whom && whom.Count > lead)
        {
            var behind = phrase.From(whom.Count);
            var several = (Beside.In(whom, lead) is var (side, wide) ? whom.Without(side, wide) : whom).From(lead).Trimmed();
            if (Parted(several) is { Count: > 1 } && OfModels(Phrase.Of($"let {several.Text} each answer the question"), into))
            {
                if (behind.Trimmed().Count > 0) Statement(behind, into);
                return true;
            }
        }

        if (phrase.Low(0) is not ("let" or "have" or "ask" or "get" or "make" or "use")) return false;
        var (named, start) = (new List<string>(), 1);
        for (var i = 1; i < phrase.Count; i++)
        {
            if (phrase.Low(0) == "ask" && named.Count + (_models.Find(phrase.Part(start, i).Text, _literals) is null ? 0 : 1) > 1 && SameQuestion.At(phrase, i) is > 0 and var put)
            {
                if (i > start && _models.Find(phrase.Part(start, i).Text, _literals) is { } last) named.Add(last);
                into.Add(new Together([.. named.Select(use => (List<PlanItem>)[new Step("work", "answer the question") { Model = use }])]));
                var behind = phrase.From(put);
                while (behind.Count > 0 && (Beside.Opens(behind, out var beside) ? beside : behind[0].Kind == TokenKind.Mark ? 1 : 0) is > 0 and var skipped) behind = behind.From(skipped);
                if (behind.Count > 0) Statement(behind, into);
                return true;
            }

            var isVerb = Lexicon.FormOf(phrase.Low(i)) == VerbForm.Plain && (i > start || named.Count > 0);
            if (!isVerb && !(phrase[i].Text == "," || phrase.Low(i) is "and" or "both" or "each" or "to" or "all")) continue;
            if (i > start && _models.Find(phrase.Part(start, i).Text, _literals) is { } use && i - start <= 4) named.Add(use);
            else if (i > start) return false;
            start = i + 1;
            if (!isVerb) continue;
            if (named.Count < 2) return false;
            var end = i + Cutter.Next(phrase.From(i)).First.Count;
            var order = phrase.Part(i, end).Trimmed();
            if (Beside.In(order) is var (at, to)) order = order.Without(at, to);
            into.Add(new Together([.. named.Select(use => (List<PlanItem>)[_skills.Read(order.Text) is { } step ? step with { Model = use } : new Step("work", order.Text) { Model = use }])]));
            if (phrase.From(end).Trimmed() is { Count: > 0 } rest) Statement(rest, into);
            return true;
        }

        return false;
    }

    // Where several agents begin within a sentence: what stands before is read first.
    private int Ahead(Phrase phrase)
    {
        for (var i = 2; i < phrase.Count; i++)
            if (phrase.Low(i - 1) is "," or ";" or "and" or "then" or ":" && (Agents(phrase, i) is not null || Debating(phrase, i) is not null || ProCon.At(phrase, i) > 0 || GroupLead.At(phrase, i) > 0) && Cutter.Control.At(phrase, 0) < 0) return i;
        return -1;
    }

    // "Evaluate the application: three agents …" says what it is for, and of what.
    private bool Title(Phrase head)
    {
        if (head.HasLiterals || head.Count > 7 || _plan.Items.Count > 0) return false;
        _plan.Title ??= head.Text;
        if (Enumerable.Range(1, Math.Max(0, Math.Min(3, head.Count - 2))).FirstOrDefault(k => Lexicon.IsDeterminer(head.Low(k))) is > 0 and var of && Inputs.Noun(head.From(of).Text) is { } noun && !_plan.Inputs.Exists(i => i.Name == noun)) _plan.Inputs.Add(new PlanInput(noun, "string"));
        return true;
    }

    private static readonly Form Answers = new("the? answers/answer/replies/responses/outputs/results of/from/by");

    // "Compare the answers of gpt-4o, claude and gemini to the question": each answers first.
    private bool Asked(Phrase phrase, List<PlanItem> into)
    {
        if (Answers.In(phrase) is not var (at, from)) return false;
        var named = new List<string>();
        var i = from;
        for (var start = from; i <= phrase.Count; i++)
        {
            if (i < phrase.Count && !(phrase[i].Text == "," || phrase.Low(i) is "and" or "to" or "on" or "for")) continue;
            if (i > start && _models.Find(phrase.Part(start, i).Text, _literals) is { } use) named.Add(use);
            else if (i > start) return false;
            start = i + 1;
            if (phrase.Low(i) is "to" or "on" or "for") break;
        }

        if (named.Count < 2) return false;
        var what = i < phrase.Count && phrase.From(i + 1) is { Count: > 0 } rest ? rest : Phrase.Of("the question");
        if (what.Has("same") && what.Find(0, "same") is var same) what = what.Without(same, same + 1);
        if (what.Low(0) is "a" or "an") what = Phrase.Of($"the {what.From(1).Text}");
        into.Add(new Together([.. named.Select(use => (List<PlanItem>)[new Step("work", $"answer {what.Text}") { Model = use }])]));
        return One($"{phrase.To(at).Text} the answers", into);
    }
}
