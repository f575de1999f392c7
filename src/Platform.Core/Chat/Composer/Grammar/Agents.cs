using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// How work is given to agents by the way, said as an order to an agent: "join them with an agent that writes …", "look it up with an agent", "one agent
/// grades it and another writes …". A pure rewriting of words.
/// </summary>
internal static class Agents
{
    private static readonly Form By = new("with/by/using/through/via/to an/another/the/one/a * agent | with/by/using/through/via/to an/another/the/one/a agent");
    private static readonly HashSet<string> Handing = ["join", "merge", "combine", "collect", "bring", "put", "hand", "give", "pass", "feed", "send", "forward"];

    private static readonly Form ReadBy = new("two/three/four/# agents read/look/study/get/check at?");
    private static readonly Form Lineup = new("i/we want/need/have two/three/four/five/several/# agents | use/have/build/create/make/run/start/let/with? two/three/four/five/several/# agents | a team of? two/three/four/five/# agents");
    private static readonly Form OneOfThem = new("one | another one? | the first/second/third/fourth/other one/agent? | a second/third/fourth one/agent?");
    private static readonly Form Somebody = new("a/an/one * that/who/which | a/an/one * agent that/who/which | a/an/one * * that/who/which");

    // "Three agents in parallel: one extracts names, one dates …", "two agents read a.txt: the first lists …, the second …", "two agents: a translator that …, and a lawyer that …": each as a statement of its own.
    private static Phrase Lined(Phrase sentence)
    {
        if (HeadOf(sentence) is not { } head || sentence.Find(head, ":") is not (> 0 and < 14 and var colon) || colon + 3 >= sentence.Count) return sentence;
        var isBeside = sentence.Part(head, colon).Has("parallel", "once", "time", "simultaneously", "concurrently");
        var (tasks, found) = (Verbal(sentence.From(colon + 1)), 0);
        for (var i = tasks.Count - 3; i >= 0; i--)
        {
            if (i > 0 && tasks[i - 1].Text != "," && tasks.Low(i - 1) is not ("and" or ";")) continue;
            var from = i;
            while (from > 0 && (tasks[from - 1].Text is "," or ";" || tasks.Low(from - 1) == "and")) from--;
            if (OneOfThem.At(tasks, i) is > 0 and var one && Lexicon.FormOf(tasks.Low(one)) == VerbForm.Third) tasks = Phrase.Of($"{tasks.To(from).Text}{(i == 0 ? "one" : " and another")} agent {tasks.From(one).Text}".Trim());
            else if (Somebody.At(tasks, i) is > 0 and var does && Lexicon.FormOf(tasks.Low(does)) == VerbForm.Third) tasks = Phrase.Of($"{tasks.To(from).Text}{(i == 0 ? "" : ", ")}{tasks.Part(i, tasks.Low(does - 2) == "agent" ? does - 2 : does - 1).Text} agent {tasks.From(does).Text}".Trim());
            else continue;
            found++;
        }

        if (found < (sentence[head].Kind == TokenKind.Literal ? 1 : 2) || Enumerable.Range(0, tasks.Count - 1).Any(k => Lexicon.IsPreposition(tasks.Low(k)) && (tasks[k + 1].Text is "," || tasks.Low(k + 1) == "and"))) return sentence; // "one argues for, one against it" says its object once; "the second to French" of what they read has its verb from the first
        var source = Enumerable.Range(head, colon - head).FirstOrDefault(k => sentence[k].IsLiteral("url") || sentence[k].IsLiteral("file"));
        var about = sentence.Part(head, colon);
        while (Alongside.In(about) is var (beside, behind)) about = about.Without(beside, behind).Trimmed(); // "on the same text |at the same time|"
        var on = Enumerable.Range(0, about.Count).FirstOrDefault(k => about.Low(k) is "on" or "over" or "with" or "from" or "for" or "at" or "through" or "read" or "study" or "examine" or "review" or "check" && Lexicon.IsDeterminer(about.Low(k + 1)), -1);
        if (source == 0 && on >= 0) return Phrase.Of($"take {(about.Low(on + 2) == "same" ? $"the {about.From(on + 3).Text}" : about.From(on + 1).Text)}, then {tasks.Text}{(isBeside ? " at the same time" : "")}"); // "on the text I paste"
        return Phrase.Of($"{(source > 0 ? $"{(sentence[source].IsLiteral("url") ? "fetch" : "read")} {sentence[source].Text}, then " : "")}{tasks.Text}{(isBeside && (found == 1 || !tasks.Text.StartsWith("one agent", StringComparison.Ordinal)) ? " at the same time" : "")}");
    }

    // Where it is said that there are several agents: "I need two agents", "two agents read |a.txt|".
    private static int? HeadOf(Phrase sentence) =>
        ReadBy.Opens(sentence, out var what) && what < sentence.Count && sentence[what].Kind == TokenKind.Literal ? what : Lineup.In(sentence) is ( <= 3, var head) ? head
        : Enumerable.Range(0, Math.Min(4, sentence.Count)).FirstOrDefault(k => Lexicon.IsNumber(sentence[k]) && Words.Singular(sentence.Low(k + 1)) is var who && who != sentence.Low(k + 1) && (who == "agent" || People.IsAgentRole(who) || People.IsEither(who)), -1) is >= 0 and var many ? many + 2 : null;

    private static readonly Form Acting = new("the/this/my/our/an agent/bot/assistant should/must/shall/will? be/is/act/acts/play/plays/work/works as? a/an");

    // "The agent is a museum guide who answers questions": it does that as who it is.
    private static Phrase AsWho(Phrase sentence)
    {
        if (!Acting.Opens(sentence, out var who) || sentence.Find(who, "who", "that", "which") is not (> 0 and var that) || that - who > 5 || Lexicon.FormOf(sentence.Low(that + 1)) != VerbForm.Third) return sentence;
        return Phrase.Of($"let an agent {Lexicon.Lemma(sentence.Low(that + 1))} {sentence.From(that + 2).Text} as {sentence.Part(who - 1, that).Text}");
    }

    private static readonly Form Reader = new("an/the/one/another agent reads/studies/receives | a/the second/third/first/last/other agent reads/studies/receives | an/the/one/another agent looks at | an/the/one/another agent reads through | a/an/the/one * agent reads/studies/receives | a/an/the/one * * agent reads/studies/receives");

    // "An agent reads a ticket and writes an answer" is one agent with one order.
    private static Phrase Reading(Phrase sentence)
    {
        if (Reader.In(sentence) is not var (at, from) || sentence.Find(from, "and") is not (> 0 and var and) || and - from > 5 || sentence.Part(from, and).Any(t => !t.IsWord || Lexicon.IsPronoun(t.Low)) || Lexicon.FormOf(sentence.Low(and + 1)) != VerbForm.Third) return sentence;
        var end = Enumerable.Range(and + 1, sentence.Count - and - 1).FirstOrDefault(k => sentence[k].Kind == TokenKind.Mark || sentence.Low(k) is "and" or "then", sentence.Count);
        var (what, verb) = (sentence.Part(from, and).Text, sentence.From(at).Tokens.TakeWhile(t => t.Low != "agent").Count() + at + 1);
        var order = sentence.Part(and + 1, end);
        var task = order.Find(1, "it", "them") is > 0 and var it ? $"{order.To(it).Text} {what} {order.From(it + 1).Text}".Trim() : $"{order.Text} from {what}";
        return Phrase.Of($"{sentence.To(verb).Text} {task}{sentence.Tail(end)}");
    }

    // "One writes a headline, |one a summary|": what the first does, the others do too.
    private static Phrase Verbal(Phrase tasks)
    {
        if (OneOfThem.At(tasks, 0) is not (> 0 and var first) || Lexicon.FormOf(tasks.Low(first)) != VerbForm.Third) return tasks;
        for (var i = tasks.Count - 3; i > first; i--)
            if ((tasks[i - 1].Text is "," or ";" || tasks.Low(i - 1) == "and") && OneOfThem.At(tasks, i) is > 0 and var one && (Lexicon.IsDeterminer(tasks.Low(one)) || Lexicon.IsNumber(tasks[one]))) tasks = Phrase.Of($"{tasks.To(one).Text} {tasks.Low(first)} {tasks.From(one).Text}");
        return tasks;
    }

    // "The first one|, with gpt-4o,| writes a story", "a lawyer agent |using claude| reviews it": the model stands behind what it does.
    private static Phrase Aside(Phrase sentence)
    {
        for (var i = 1; i + 2 < sentence.Count; i++)
        {
            if (sentence.Low(i - 1) != "agent" || sentence.Low(i) is not ("with" or "using" or "on" or "via" or "running")) continue;
            var verb = Enumerable.Range(i + 2, Math.Min(4, sentence.Count - i - 2)).FirstOrDefault(k => Lexicon.FormOf(sentence.Low(k)) is VerbForm.Third or VerbForm.Plain && !Lexicon.IsModel(sentence, k));
            if (verb == 0 || !Enumerable.Range(i + 1, verb - i - 1).Any(k => Lexicon.IsModel(sentence, k))) continue;
            var over = Enumerable.Range(verb, sentence.Count - verb).FirstOrDefault(k => sentence[k].Text is "," or ";" or "." || sentence.Low(k) is "and" or "then" or "while", sentence.Count);
            var isTo = sentence.Low(verb - 1) == "to"; // "ask an agent using claude to write it"
            sentence = Phrase.Of($"{sentence.To(i).Text}{(isTo ? " to" : "")} {sentence.Part(verb, over).Text} using {sentence.Part(i + 1, isTo ? verb - 1 : verb).Text}{sentence.Tail(over)}");
        }

        for (var i = 1; i + 4 < sentence.Count; i++)
        {
            if (sentence[i].Text != "," || sentence.Low(i + 1) is not ("with" or "using" or "on" or "via" or "running") || sentence.Find(i + 2, ",") is not (> 0 and var end) || end - i > 5 || !Enumerable.Range(i + 2, end - i - 2).Any(k => Lexicon.IsModel(sentence, k)) || Lexicon.FormOf(sentence.Low(end + 1)) is not (VerbForm.Third or VerbForm.Plain)) continue;
            var stop = Enumerable.Range(end + 1, sentence.Count - end - 1).FirstOrDefault(k => sentence[k].Text is "," or ";" or "." || sentence.Low(k) is "and" or "then" or "while" && Others.At(sentence, k + 1) > 0, sentence.Count);
            sentence = Phrase.Of($"{sentence.To(i).Text} {sentence.Part(end + 1, stop).Text} using {sentence.Part(i + 2, end).Text}{sentence.Tail(stop)}");
        }

        return sentence;
    }

    private static readonly Form Workers = new("the? * agents | the? workers");

    // "Worker agents do the tasks in parallel": for each of them one does it.
    private static Phrase Spread(Phrase sentence)
    {
        for (var i = 1; i + 3 < sentence.Count; i++)
        {
            if (sentence[i - 1].IsWord && sentence.Low(i - 1) is not ("and" or "then") || Workers.At(sentence, i) is not (> 0 and var verb) || verb + 2 >= sentence.Count || Lexicon.FormOf(sentence.Low(verb)) != VerbForm.Plain || Lexicon.IsNumber(sentence[i])) continue;
            var noun = Enumerable.Range(verb + 1, Math.Min(4, sentence.Count - verb - 1)).FirstOrDefault(k => sentence.Low(k).EndsWith('s') && sentence.To(i).Has(sentence.Low(k)) || sentence.Low(k - 1) is "each" or "every" && sentence.To(i).Has(Words.Plural(sentence.Low(k))));
            if (noun == 0 || !Lexicon.IsDeterminer(sentence.Low(verb + 1))) continue;
            var end = Alongside.At(sentence, noun + 1) is > 0 and var alongside ? alongside : noun + 1;
            var who = sentence.Low(verb - 1) == "workers" ? "worker" : sentence.Low(verb - 2);
            return Phrase.Of($"{sentence.To(i).Text} for each {Words.Singular(sentence.Low(noun))} a {who} agent {Third(sentence.Low(verb))} it{sentence.Tail(end)}".Trim());
        }

        return sentence;
    }

    private static readonly Form Alongside = new("in parallel | at the same time | simultaneously | concurrently");

    // "A planner breaks it into tasks, |a worker does each task|"
    private static Phrase Alone(Phrase sentence)
    {
        for (var i = 3; i + 3 < sentence.Count; i++)
        {
            if (sentence.Low(i + 1) is not ("each" or "every") || Lexicon.FormOf(sentence.Low(i)) != VerbForm.Third || !sentence[i - 1].IsWord || !sentence.To(i - 2).Has(Words.Plural(sentence.Low(i + 2)))) continue;
            var from = i - 1;
            while (from > 0 && sentence[from - 1].IsWord && i - from < 4 && !(Lexicon.IsDeterminer(sentence.Low(from)) || sentence.Low(from) is "and" or "then")) from--;
            if (!Lexicon.IsDeterminer(sentence.Low(from)) || sentence.Low(from) is "the" && !sentence.Part(from, i).Has("agent") || People.IsOutsider(sentence.Low(i - 1)) && sentence.Low(i - 1) != "agent") continue;
            return Phrase.Of($"{sentence.To(from).Text} for each {sentence.Low(i + 2)} {sentence.Part(from, i).Text}{(sentence.Low(i - 1) == "agent" ? "" : " agent")} {sentence.Low(i)} it{(i + 3 < sentence.Count && sentence[i + 3].IsWord ? " " : "")}{sentence.From(i + 3).Text}".Trim());
        }

        return sentence;
    }

    private static string Third(string verb) => verb is "do" or "go" || verb.EndsWith('s') || verb.EndsWith("ch", StringComparison.Ordinal) || verb.EndsWith("sh", StringComparison.Ordinal) ? $"{verb}es" : $"{verb}s";

    public static Phrase Plain(Phrase sentence)
    {
        sentence = AgentClauses.Plain(sentence);
        for (var i = 0; i + 2 < sentence.Count; i++)
            if (sentence.Low(i) == "agent" && sentence[i + 1] is { IsWord: true, Text.Length: 1 } or { Kind: TokenKind.Literal } && (sentence[i + 1].IsWord || sentence[i + 1].IsLiteral("quote")) && Lexicon.FormOf(sentence.Low(i + 2)) == VerbForm.Third && (i == 0 || sentence[i - 1].Kind == TokenKind.Mark || sentence.Low(i - 1) is "and" or "then")) sentence = Phrase.Of($"{sentence.To(i).Text} the {sentence.From(i).Text}".Trim()); // "agent B checks it"
        if (NthOne.Opens(sentence, out var nth) && sentence.Low(0) == "the" && Lexicon.FormOf(sentence.Low(nth)) == VerbForm.Third && sentence.Low(nth - 1) != "agent" && Cast.IsWork(Lexicon.Lemma(sentence.Low(nth)) ?? "")) sentence = Phrase.Of($"another agent {sentence.From(nth).Text}"); // "…; the second gives it a title"
        sentence = SentBack(Alone(Spread(Readers(Lined(Equipped(Counted(Reading(Aside(AsWho(Returned(sentence)))))))))));
        for (var i = 1; i < sentence.Count; i++)
        {
            if (PerLine.At(sentence, i) is > 0 and var lined && sentence[i - 1].Kind is TokenKind.Literal or TokenKind.Word) sentence = Phrase.Of($"{sentence.To(i).Text}{(lined < sentence.Count && sentence[lined - 1].Text is ")" ? " " : "")}{sentence.From(sentence[lined - 1].Text == "," ? lined - 1 : lined).Text}".Trim()); // how a file is written
            if (sentence.Low(i) is "using" or "with" && Listed(sentence, i + 1) is > 0 and var listed) sentence = Phrase.Of($"{sentence.To(i + 1).Text} {string.Join(' ', sentence.Part(i + 1, listed).Tokens.Select(t => t.Low is "and" or "," ? "/" : t.Text)).Replace("/ /", "/", StringComparison.Ordinal)}{sentence.Tail(listed)}".Trim()); // tools of whoever does it
            if (sentence[i].Text == "(" && Lexicon.IsModel(sentence, i + 1) && i + 2 < sentence.Count && sentence[i + 2].Text == ")" && sentence[i - 1].IsWord) sentence = Phrase.Of($"{sentence.To(i).Text} using {sentence[i + 1].Text} {sentence.From(i + 3).Text}".Trim()); // "a lawyer agent (claude)"
            if (sentence.Low(i) == "model" && sentence.Low(i - 1) is "second" or "third" or "fourth" or "other" or "another" or "last" && i + 2 < sentence.Count && sentence[i + 1].Text is "," or "(" && Lexicon.IsModel(sentence, i + 2)) sentence = Phrase.Of($"{sentence.To(Lexicon.IsDeterminer(sentence.Low(i - 2)) ? i - 2 : i - 1).Text} {sentence[i + 2].Text} {sentence.From(i + 3 < sentence.Count && sentence[i + 3].Text is "," or ")" ? i + 4 : i + 3).Text}".Trim()); // "have a third model, gemini, compare them"
            if (sentence.Low(i) == "fact" && Lexicon.Lemma(sentence.Low(i + 1)) == "check") sentence = Phrase.Of($"{sentence.To(i).Text} fact-{sentence.From(i + 1).Text}".Trim());
            if (sentence.Low(i) == "separately" && sentence.Low(i - 1) is "and" or "then" or "," && Lexicon.OrderAt(sentence, i + 1) == i + 1) sentence = sentence.Without(i, i + 1); // "and separately extract …"
            else if (sentence.Low(i) is "then" or "also" or "afterwards" or "finally" && Lexicon.IsModal(sentence.Low(i - 1)) && Lexicon.FormOf(sentence.Low(i + 1)) == VerbForm.Plain) sentence = sentence.Without(i, i + 1); // "a third agent should then merge them" is one order
            else if (Others.At(sentence, i) is > 0 and var other && sentence.Low(i - 1) is "and" or "while" or "," or "then" && sentence.To(i).Has("agent", "agents") && sentence.Low(other - 1) != "agent" && Does(sentence, other)) sentence = Phrase.Of($"{sentence.To(i).Text}{(sentence[i - 1].Text == "," && Lexicon.FormOf(sentence.Low(other)) == VerbForm.Plain ? " let" : "")} {sentence.Part(i, sentence.Low(other - 1) == "one" ? other - 1 : other).Text} agent {sentence.From(other).Text}");
            else if (Others.At(sentence, i) is > 0 and var elided && Lexicon.IsPreposition(sentence.Low(elided)) && sentence.Low(i - 1) is "and" or "," && Elided(sentence, i, sentence.Low(elided)) is { } does) sentence = Phrase.Of($"{sentence.To(sentence.Low(i - 1) == "and" ? i - 1 : i).Text} and another agent {does} {sentence.From(elided).Text}");
            else if (sentence.Low(i) == "another" && sentence.Low(i - 1) is "and" or "while" or "," && sentence.To(i).Has("agent") && Lexicon.FormOf(sentence.Low(i + 1)) is VerbForm.Plain or VerbForm.Third && Lexicon.FormOf(sentence.Low(i + 2)) is not (VerbForm.Plain or VerbForm.Third)) sentence = Phrase.Of($"{sentence.To(i).Text}{(sentence[i - 1].Text == "," && Lexicon.FormOf(sentence.Low(i + 1)) == VerbForm.Plain ? " let" : "")} another agent {sentence.From(i + 1).Text}");
            else if (sentence.Low(i) is "return" or "returns" && sentence.Low(i - 1) == "and" && sentence.To(i).Has("agent") && sentence.From(i).Has("json", "list") && sentence.From(i).Find(0, "as") > 2) sentence = Phrase.Of($"{sentence.To(i).Text} extract{(sentence.Low(i) == "returns" ? "s" : "")} {sentence.From(i + 1).Text}"); // "an agent reads it and returns a, b and c as JSON"
            else if (Mixed.At(sentence, i) is > 0 and var mixed && sentence.Low(i - 1) == "agents") sentence = sentence.Without(i, mixed);
            else if (i == 1 && sentence.Low(0) == "ask" && Put.At(sentence, 1) is > 0 and var put && sentence.Part(put, put + 4).Has("question", "questions")) sentence = Phrase.Of($"let {sentence.Part(1, sentence.Low(put - 1) == "answer" ? put - 1 : put).Text} answer {sentence.From(put).Text}");
            else if (By.At(sentence, i) is > 0 and var end && !sentence.Part(i, end).Has("human", "live", "real") && Order(sentence, i) is >= 0 and var order && Given(sentence, order, i, end) is { } given) sentence = given;
        }

        return sentence;
    }

    private static readonly Form Returns = new("""
        and/or/,? can/may/should/must/could? either? send/sends/return/returns/hand/hands/give/gives/pass/passes/bounce/bounces/kick/kicks it/them/this/that/work back to the/a? | and/or/,? can/may/should/must/could? either? send/sends/return/returns/hand/hands/give/gives/pass/passes/kick/kicks the * back to the/a? |
        and/or/,? can/may/should/must/could? either? send/sends/kick/kicks back to the/a? | can/may/should/must/could? return/returns it/them to the/a?
        """);

    private static readonly Form CrewLead = new("two/three/four/five/# agents :/,/.");

    // "Use three agents: the first drafts an email, the second checks the tone": each is an agent with its order.
    private static Phrase Counted(Phrase sentence)
    {
        if (CrewLead.In(sentence) is not var (from, at) || !Crews.IsLead(sentence.To(from)) || NthOne.At(sentence, at) is not (> 0 and var first) || Lexicon.FormOf(sentence.Low(first)) != VerbForm.Third) return sentence;
        var tasks = sentence.From(at);
        for (var i = tasks.Count - 1; i >= 0; i--)
            if (NthOne.At(tasks, i) is > 0 and var end && Lexicon.FormOf(tasks.Low(end)) is VerbForm.Third) tasks = Phrase.Of($"{tasks.To(i).Text} {(i == 0 ? "an" : "another")} agent {tasks.From(end).Text}".Trim());
        for (var i = 1; i + 1 < tasks.Count; i++)
            if (tasks[i].Text == "," && Lexicon.IsPreposition(tasks.Low(i - 1)) && Enumerable.Range(i + 1, tasks.Count - i - 1).FirstOrDefault(k => Lexicon.IsPreposition(tasks.Low(k))) is > 0 and var other)
                tasks = Phrase.Of($"{tasks.To(i).Text} {tasks.Part(other + 1, Enumerable.Range(other + 1, tasks.Count - other - 1).FirstOrDefault(k => !tasks[k].IsWord, tasks.Count)).Text}{tasks.From(i).Text}"); // "one argues for, one argues against the topic"
        return tasks;
    }

    private static readonly Form NthOne = new("the first/second/third/fourth/fifth/last/next/final one/agent? | one/another agent?");

    private static readonly Form Remarks = new("corrections/correction/feedback/comments/comment/remarks/criticism/findings/suggestions/notes go/goes/are/is sent? back? to the/a? | corrections/feedback/comments/remarks/criticism/findings/suggestions/notes go/goes back? to the/a?");

    private static readonly Form Accepts = new("and? can/may/should/must? either? accepts/accept/approves/approve/passes/pass it/them/this/that? or");

    // "The reviewer can send it back to the coder": where it does not approve. "… reviews it and either accepts it or sends it back to the writer" too.
    private static Phrase Returned(Phrase sentence)
    {
        if (sentence.Low(0) is "if" or "when" or "unless" or "otherwise" or "until" || sentence.Has("rejects", "rejected", "fails", "below", "if")) return sentence;
        var accepts = Accepts.In(sentence, 1);
        if ((accepts is var (_, or) && Returns.At(sentence, or) is > 0 and var behind ? (accepts.Value.At, behind) : Returns.In(sentence, 1) ?? Remarks.In(sentence, 1)) is not var (at, end) || end >= sentence.Count || Lexicon.IsPronoun(sentence.Low(end)) || sentence.To(at).Has("and", ",") && accepts is null && !sentence.Part(Math.Max(0, at - 8), at).Tokens.Any(t => Lexicon.Lemma(t.Low) is { } does && (Reads.Contains(does) || does is "test" or "verify" or "validate" or "judge" or "evaluate" or "proofread"))) return sentence;
        var head = sentence.To(at).Trimmed();
        var isOnly = !head.Tokens.Any(t => Lexicon.FormOf(t.Low) is VerbForm.Third or VerbForm.Plain && t.Low is not ("check" or "review" or "judge" or "critic" or "test")) || head.Count <= 3; // it says who, and nothing else that is done
        if (isOnly && People.IsPerson(head) && !head.Tokens.Any(t => People.IsEither(People.Bare(t.Low)) || People.IsAgentRole(People.Bare(t.Low)) || t.Low is "agent")) return sentence;
        var last = head.From(Enumerable.Range(0, head.Count).LastOrDefault(k => head[k].Text is "," || head.Low(k) is "and" or "then", -1) + 1);
        if (!isOnly && accepts is not null && !last.Tokens.Any(t => Lexicon.FormOf(t.Low) is VerbForm.Third)) head = Phrase.Of($"{head.Text} reviews it"); // "a reviewer approves it or sends it back"
        return Phrase.Of($"{(isOnly ? "" : $"{head.Text}, ")}if {(isOnly && Who(head) is { } who ? $"the {who} does not approve it" : "it is not approved")}, go back to the {sentence.From(end).Text}");
    }

    // "The fact checker's |corrections|"
    private static string? Who(Phrase head) => head.Tokens.Select(t => People.Bare(t.Low)).LastOrDefault(w => People.IsEither(w) || People.IsAgentRole(w) || w == "tester");

    private static readonly Form Outfit = new("give/equip/provide an/the/one/my/our? * agent with/access? to? | give/equip/provide an/the/one agent with/access? to? | give/equip/provide it with/access to?");
    private static readonly Form Holder = new("an/the/one/another * agent with/having/using access? to? | an/the/one/another agent with/having/using access? to? | a * agent with/having/using access? to? | an/the/one/another/a *? agent that/which/who has/gets access? to? | an/the/one/another/a *? agent equipped with | an/the/one/another/a *? agent/bot that/which/who can/may/could/should? use/uses");
    private static readonly Form MayUse = new("that/which/who can/may/could/should uses/use | that/which/who uses/use | that/which/who has/gets/have access to? | that/which/who is/are able/allowed to use");
    private static readonly Form Hands = new(", and? let/have it/him/her | , and? it/which can/should/must/will? then? | and let/have it/him/her | and it should/must/can/will? | so that? it can/could | so it can | to | , then let/have it | . let/have it | that/which/who can/should/must? | ,");

    /// <summary>Whether it says what somebody does, and with which tools: "an assistant that can use web search answers the question".</summary>
    public static bool IsEquipped(string text) => Phrase.Of(text) is var said && MayUse.In(said) is not null && Equipped(said).Text != said.Text;

    // "Give an agent web search and fetch, and let it answer …", "an agent with a calculator works it out": what it does, and with what.
    private static Phrase Equipped(Phrase sentence)
    {
        for (var i = 0; i < sentence.Count; i++)
        {
            if (i > 0 && sentence[i - 1].IsWord && sentence.Low(i - 1) is not ("then" or "and" or "let" or "have" or "use" or "want" or "need")) continue;
            var isGiven = Outfit.At(sentence, i) > 0;
            var from = (isGiven ? Outfit : Holder).At(sentence, i);
            var role = from < 0 && Lexicon.IsDeterminer(sentence.Low(i)) ? Enumerable.Range(i + 1, 2).FirstOrDefault(k => (People.IsAgentRole(sentence.Low(k)) || People.IsEither(sentence.Low(k))) && (sentence.Low(k + 1) is "with" or "using" or "having" || MayUse.At(sentence, k + 1) > 0)) : 0;
            if (role > 0) from = MayUse.At(sentence, role + 1) is > 0 and var uses ? uses : role + 2; // "a fact checker with web search collects …"
            if (role > 0 && sentence.Low(from) == "access" && sentence.Low(from + 1) == "to") sentence = sentence.Without(from, from + 2);
            if (from < 0) continue;
            for (var k = isGiven ? from : from + 1; k + 1 < sentence.Count && k < from + 14 && sentence[k - 1].Kind != TokenKind.Literal && !(sentence[k - 1].Text == "," && !isGiven && WritingSkills.ToolsIn(sentence.Part(k, k + 2).Text).Count == 0); k++)
            {
                var task = Hands.At(sentence, k) is > 0 and var hands ? hands : isGiven ? -1 : k;
                if (task < 0 || task >= sentence.Count || Lexicon.FormOf(sentence.Low(task)) is not (VerbForm.Third or VerbForm.Plain) || Lexicon.Lemma(sentence.Low(task)) is not { } verb || task == k && Lexicon.FormOf(sentence.Low(task)) != VerbForm.Third && sentence.Low(i - 1) is not ("let" or "have")) continue;
                if (sentence.Low(k) == "issues" && sentence.Low(k - 1) == "github" || sentence.Low(task + 1) is "," or "and" or "tool" or "tools" or "access" || sentence.Low(k - 1) is "and" or "," || k > from && WritingSkills.ToolsIn(sentence.Part(from, k).Text).Count == 0) continue;
                var who = Enumerable.Range(i, from - i).FirstOrDefault(j => sentence.Low(j) == "agent", -1) is >= 0 and var agent ? sentence.Part(isGiven ? i + 1 : i, agent + 1).Text : isGiven || role == 0 || sentence.Low(i + 1) is "agent" ? "an agent" : $"{sentence.Part(i, role + 1).Text} agent";
                var end = Enumerable.Range(task, sentence.Count - task).FirstOrDefault(j => sentence[j].Text is "," or "." or ";" || sentence.Low(j) is "then", sentence.Count);
                end = task + Cutter.Next(sentence.Part(task, end)).First.Count;
                var tools = string.Join(' ', sentence.Part(from, k).Trimmed().Tokens.Select(t => t.Low is "and" or "," or "or" ? "/" : t.Low is "python" or "javascript" ? "code execution" : t.Text)).Replace("/ /", "/", StringComparison.Ordinal); // one thing, whatever it holds
                if (tools.Length > 0) tools = $" using {tools}"; // else its tools were read already
                var head = sentence.To(i).Text;
                if (head.EndsWith("let", StringComparison.OrdinalIgnoreCase) || head.EndsWith("have", StringComparison.OrdinalIgnoreCase) || head.EndsWith("use", StringComparison.OrdinalIgnoreCase)) head = sentence.To(i - 1).Text;
                return Phrase.Of($"{head} let {who} {verb} {sentence.Part(task + 1, end).Text}{tools}{sentence.Tail(end)}".Trim());
            }
        }

        return sentence;
    }

    private static readonly Form OrBack = new("either? approves/approve/accepts/accept it/them/this? ,? or ,? else? sends/send/returns/return/hands/hand/gives/give/passes/pass it/them/this? back? to | either? approves/accepts it/them/this? ,? or rejects/reject it/them/this? and sends/send/returns/return it/them/this? back? to");

    // "A reviewer agent approves it or sends it back to the developer": what it remarks is worked in, and it looks again.
    private static Phrase SentBack(Phrase sentence)
    {
        if (OrBack.In(sentence, 1) is not var (at, to)) return sentence;
        var start = at;
        while (start > 0 && sentence[start - 1].IsWord && !(sentence.Low(start - 1) is "and" or "then" or "but" or "while")) start--;
        var who = sentence.Part(start, at).Trimmed();
        if (who.Count == 0)
        {
            // "an editor reviews it and accepts it or …": who was said before
            var verb = Enumerable.Range(1, Math.Max(0, start - 1)).LastOrDefault(k => Lexicon.FormOf(sentence.Low(k)) == VerbForm.Third && sentence[k - 1].IsWord && !Lexicon.IsDeterminer(sentence.Low(k - 1)));
            start = verb;
            while (start > 0 && sentence[start - 1].IsWord && !(sentence.Low(start - 1) is "and" or "then" or "but" or "while")) start--;
            who = sentence.Part(start, verb).Trimmed();
        }

        if (who.Count is 0 or > 5 || People.IsPerson(who) && !who.Has("agent") && !People.IsAgentRole(who.Low(who.Count - 1)) && !sentence.Has("agent", "agents")) return sentence;
        var end = to;
        while (end < sentence.Count && sentence[end].IsWord && !(Lexicon.IsPreposition(sentence.Low(end)) || sentence.Low(end) is "and" or "until" or "at" or "who")) end++;
        var again = end;
        while (again < sentence.Count && sentence[again].IsWord && sentence.Low(again) is not ("and" or "then" or "until" or "at" or "up" or "max" or "maximum")) again++; // "with remarks"
        var role = sentence.Part(to, end);
        var isKnown = role.Count > 0 && sentence.To(start).Has(role.Low(role.Low(role.Count - 1) == "agent" && role.Count > 1 ? role.Count - 2 : role.Count - 1));
        return Phrase.Of($"{sentence.To(start).Text} {who.Text} reviews it, if the {who.Low(who.Low(who.Count - 1) == "agent" && who.Count > 1 ? who.Count - 2 : who.Count - 1)} asks for changes, {(isKnown ? $"back to {role.Text}" : $"{role.Text} revises it")}{(again < sentence.Count && sentence[again].IsWord ? ", " : "")}{sentence.From(again).Text}".Trim());
    }

    private static readonly HashSet<string> Reads = ["read", "review", "check", "study", "examine", "assess", "analyse", "analyze", "inspect"];

    // "Let a lawyer agent and a tax agent read contract.txt": it is read once, and each of them is given it.
    private static Phrase Readers(Phrase sentence)
    {
        for (var i = 0; i < sentence.Count; i++)
        {
            if (sentence.Low(i) is not ("let" or "have" or "ask") || i > 0 && sentence[i - 1].IsWord && sentence.Low(i - 1) is not ("then" or "and")) continue;
            var verb = i + 1;
            while (verb < sentence.Count && verb < i + 12 && sentence[verb].Kind != TokenKind.Literal && !Reads.Contains(sentence.Low(verb))) verb++;
            var file = sentence.Low(verb + 1) is "through" or "the" ? verb + 2 : verb + 1;
            var crew = sentence.Part(i + 1, sentence.Low(verb - 1) == "to" ? verb - 1 : verb);
            if (file >= sentence.Count || !Reads.Contains(sentence.Low(verb)) || !(sentence[file].IsLiteral("file") || sentence[file].IsLiteral("url")) || !crew.Has("and") || !crew.Has("agent", "agents")) continue;
            return Phrase.Of($"{sentence.To(i).Text} {(sentence[file].IsLiteral("url") ? "fetch" : "read")} {sentence[file].Text}, then {sentence.Part(i, verb).Text} {(sentence.Low(verb) == "read" ? "review" : sentence.Low(verb))} it{sentence.Tail(file + 1)}".Trim());
        }

        return sentence;
    }

    private static readonly Form OneTool = new("web/internet/online search/fetch/browsing | fetch | page? fetch/fetching | page reader/reading | a? calculator | file/files tools/access/reading/reader? | files | math/maths | memory | python | javascript | code execution | the? clock | sql | slack | http | tools? | a/the/its web search | search");

    // Several tools behind "using": "web search, fetch and a calculator"; where they end.
    private static int Listed(Phrase sentence, int at)
    {
        var (end, many) = (OneTool.At(sentence, at), 1);
        while (end > 0 && end < sentence.Count && (sentence[end].Text == "," || sentence.Low(end) == "and"))
        {
            var next = end + 1;
            if (sentence.Low(next) == "and") next++;
            if (OneTool.At(sentence, next) is not (> 0 and var further) || further < sentence.Count && sentence[further].IsWord && sentence.Low(further) is not ("and" or "then" or "tool" or "tools")) break;
            (end, many) = (further, many + 1);
        }

        return many > 1 ? end : -1;
    }

    private static readonly Form PerLine = new(", one per line , | ( one per line ) | , one * per line , | ( one * per line ) | , one per row , | with one * per line ,");

    private static readonly Form Mixed = new("with/using/on different models/llms");

    private static readonly Form Put = new("two/three/four/five/# agents/models to answer | two/three/four/five/# agents/models");

    private static readonly Form Others = new("another one? | a second/third/fourth/fifth/last one? | the other one? | the second/third/fourth/last/next/other one?");

    // "a second one |checks it", "a third |writes …"; no "a second check of it".
    private static bool Does(Phrase sentence, int at) => Lexicon.FormOf(sentence.Low(at)) == VerbForm.Third && (sentence.Low(at - 1) == "one" || at + 1 < sentence.Count && sentence[at + 1].IsWord) || Lexicon.FormOf(sentence.Low(at)) == VerbForm.Plain && sentence.Low(at - 1) == "one";

    // "One agent |looks| for risks, the other for gaps": what the other does too.
    private static string? Elided(Phrase sentence, int at, string preposition)
    {
        for (var i = at - 2; i > 1; i--)
        {
            if (sentence.Low(i) != preposition) continue;
            var verb = i;
            while (verb > 0 && sentence[verb - 1].IsWord && sentence.Low(verb - 1) != "agent" && i - verb < 6) verb--;
            if (verb < i && sentence.Low(verb - 1) == "agent" && Lexicon.FormOf(sentence.Low(verb)) is VerbForm.Third or VerbForm.Plain) return sentence.Part(verb, i).Text;
        }

        return null;
    }

    // Where the order begins that a place belongs to.
    private static int Order(Phrase sentence, int at)
    {
        for (var i = at - 1; i >= 0 && at - i < 16; i--)
        {
            if (Lexicon.OrderAt(sentence, i, isFirst: i == 0) == i && (i == 0 || sentence.Low(i - 1) is "," or "and" or "then" or ":" or ";")) return i;
            if (sentence[i].Text is "," or ";" or ":" || sentence.Low(i) is "agent" or "then" or "that" or "which") return -1;
        }

        return -1;
    }

    private static Phrase? Given(Phrase sentence, int order, int at, int end)
    {
        var who = sentence.Part(at + 1, end).Text;
        var (head, verb) = (sentence.To(order).Text, Lexicon.Lemma(sentence.Low(order)) ?? "");
        if (sentence.Low(end) is "that" or "which" or "who" or "to" && Lexicon.Lemma(sentence.Low(end + 1)) is { } task) // "join their reviews with a fourth agent that writes a letter"
            return Handing.Contains(verb) ? Phrase.Of($"{head} let {Other(who)} {task} {Behind(sentence, end + 2, sentence.Part(order + 1, at).Text)}".Trim()) : null;
        if (sentence.Low(at) == "to" || end < sentence.Count && sentence[end].IsWord && sentence.Low(end) is not ("and" or "then" or "before") || sentence.Part(at, end).Has("search", "tool")) return null;
        return Phrase.Of($"{head} let {Other(who)} {sentence.Part(order, at).Text}{sentence.Tail(end)}".Trim());
    }

    // What it is made from stands behind what is made, where that clause ends.
    private static string Behind(Phrase sentence, int from, string what)
    {
        var end = from;
        while (end < sentence.Count && sentence[end].IsWord && sentence.Low(end) is not ("and" or "then")) end++;
        return $"{sentence.Part(from, end).Text} from {what}{sentence.Tail(end)}";
    }

    private static readonly HashSet<string> Nth = ["second", "third", "fourth", "fifth", "last", "final", "further", "new", "separate", "other"];

    private static string Other(string who) => who.Split(' ') is [_, var nth, _] && Nth.Contains(nth.ToLowerInvariant()) ? "another agent" : who;
}
