namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Agents that are spoken of shortly: without an article ("extractor agent pulls the fields"), without a verb ("research agent, then writer agent") or as what is
/// run on something ("run a worker agent on each file"). A pure rewriting of words.
/// </summary>
internal static class AgentClauses
{
    private static readonly Form Opening = new("and? then/finally/lastly/next/while/afterwards | and/but/or | ,? followed by | after that ,? | -> | → | => | first ,?");

    private static readonly Form On = new("on/over/for/against each/every | on/over/for each of the/these/those/my/our | on/over the/a/an/it/them/this/that/these/those/my/our");

    private static readonly HashSet<string> Runs = ["run", "start", "launch", "spawn", "apply"];

    public static Phrase Plain(Phrase sentence)
    {
        var made = 0;
        sentence = Headed(sentence);
        for (var i = 0; i < sentence.Count && made < 20; i++)
        {
            if (!IsOpen(sentence, i) && !(Runs.Contains(sentence.Low(i)) && sentence.Low(0) == "for" && sentence.Low(1) is "each" or "every")) continue;
            var said = Late(sentence, i) ?? Sent(sentence, i) ?? Called(sentence, i) ?? Bare(sentence, i) ?? Silent(sentence, i);
            if (said is null) continue;
            sentence = said;
            made++;
        }

        return sentence;
    }

    /// <summary>What an agent does that is called after it: "an agent that |decides whether …|"; the order itself where it names none.</summary>
    public static (Phrase Order, string Verb) Deed(Phrase order, string verb) =>
        order.Low(0) is "an" or "the" or "a" && order.Find(1, "that", "who", "which") is > 0 and <= 3 and var does && Lexicon.Lemma(order.Low(does + 1)) is { } done ? (order.From(does + 1), done) : (order, verb);

    // "Writer, critic and editor agents: the writer drafts …": who there is stands before what each does.
    private static Phrase Headed(Phrase sentence)
    {
        var colon = sentence.Find(2, ":");
        if (colon < 4 || sentence.Low(colon - 1) != "agents" || StatementReader.Parted(sentence.To(colon - 1)) is not { Count: > 1 } listed) return sentence;
        var roles = listed.ConvertAll(r => Phrase.Of(r) is var role && Lexicon.IsDeterminer(role.Low(0)) ? role.From(1).Text.ToLowerInvariant() : r.ToLowerInvariant());
        var rest = sentence.From(colon + 1);
        var named = 0;
        for (var i = 0; i + 2 < rest.Count; i++)
        {
            if (rest.Low(i) != "the" || roles.Find(r => rest.Part(i + 1, i + 1 + r.Split(' ').Length).Text.Equals(r, StringComparison.OrdinalIgnoreCase)) is not { } role || i + 1 + role.Split(' ').Length is var verb && Lexicon.FormOf(rest.Low(verb)) != VerbForm.Third) continue;
            rest = Phrase.Of($"{rest.To(verb).Text} agent {rest.From(verb).Text}");
            named++;
        }

        return named > 1 ? rest : sentence;
    }

    // "A judge then chooses …": then a judge does.
    private static Phrase? Late(Phrase sentence, int at)
    {
        if (sentence.Low(at) is not ("a" or "an" or "the" or "another")) return null;
        var then = Enumerable.Range(at + 2, 3).FirstOrDefault(k => sentence.Low(k) is "then" or "finally" or "afterwards");
        return then > 0 && Lexicon.FormOf(sentence.Low(then + 1)) == VerbForm.Third && sentence.Part(at + 1, then).Tokens.All(t => t.IsWord && !Lexicon.IsPreposition(t.Low)) ? Phrase.Of($"{sentence.To(at).Text} then {sentence.Part(at, then).Text} {sentence.From(then + 1).Text}".Trim()) : null;
    }

    // Where a clause may begin.
    private static bool IsOpen(Phrase sentence, int at) => at == 0 || sentence[at - 1].Kind == TokenKind.Mark && sentence[at - 1].Text is not ("(" or "-" or "/") || sentence.Low(at - 1) is "and" or "then" or "while" or "finally" or "by" or "first" or "next" or "lastly" or "afterwards" or "but";

    // The place of "agent" in "research agent", "brand safety agent"; -1 where there is no such name.
    private static int Named(Phrase sentence, int from)
    {
        for (var i = from; i < sentence.Count && i < from + 4 && sentence[i].IsWord; i++)
        {
            if (sentence.Low(i) == "agent") return i > from ? i : -1;
            if (Lexicon.IsDeterminer(sentence.Low(i)) || Lexicon.IsPreposition(sentence.Low(i)) || Lexicon.IsPronoun(sentence.Low(i)) || Lexicon.IsModal(sentence.Low(i)) || sentence.Low(i) is "and" or "or" or "then" or "if" or "when" or "agents") return -1;
        }

        return -1;
    }

    private static readonly HashSet<string> Causing = ["let", "have", "ask", "use", "make", "get", "tell", "call", "add", "give", "create", "build", "want", "need", "new", "another", "one", "multi", "single", "replace", "remove", "rename", "put", "insert"];

    // "Poet writes a haiku, critic scores it", "agent 2 checks it": whose name says that it is an agent.
    private static Phrase? Called(Phrase sentence, int at)
    {
        if (sentence.Low(at) == "agent" && at + 2 < sentence.Count && sentence[at + 1].Kind == TokenKind.Number && (Lexicon.FormOf(sentence.Low(at + 2)) == VerbForm.Third || Lexicon.IsDeed(Phrase.Of($"agent {sentence.From(at + 2).Text}"), 1))) return Phrase.Of($"{sentence.To(at).Text} the agent_{sentence[at + 1].Text} {sentence[at].Text} {sentence.From(at + 2).Text}".Trim());
        var verb = at + 1;
        while (Lexicon.IsAdverb(sentence.Low(verb))) verb++;
        return Crews.IsAgent(sentence.Low(at)) && Lexicon.FormOf(sentence.Low(verb)) == VerbForm.Third && (!People.IsRole(sentence.Low(at)) || Cast.IsDrafting(Lexicon.Lemma(sentence.Low(verb))!)) ? Phrase.Of($"{sentence.To(at).Text} the {sentence[at].Text} agent {sentence.From(at + 1).Text}".Trim()) : null;
    }

    // "Extractor agent pulls …, validator agent on claude checks it": as one that is known.
    private static Phrase? Bare(Phrase sentence, int at)
    {
        if (Causing.Contains(sentence.Low(at)) || Runs.Contains(sentence.Low(at)) || Named(sentence, at) is not (> 0 and var agent)) return null;
        var verb = agent + 1;
        if (sentence.Low(verb) is "on" or "using" or "with" or "via" or "running" && Enumerable.Range(verb + 1, 5).FirstOrDefault(k => k < sentence.Count && Lexicon.FormOf(sentence.Low(k)) == VerbForm.Third) is > 0 and var behind && !sentence.Part(verb, behind).Any(t => t.Kind == TokenKind.Mark)) verb = behind;
        return verb < sentence.Count && (Lexicon.FormOf(sentence.Low(verb)) == VerbForm.Third || Lexicon.IsDeed(sentence, verb)) ? Phrase.Of($"{sentence.To(at).Text} the {sentence.From(at).Text}".Trim()) : null;
    }

    // "Research agent, then a writer agent, then post it": each does what its name says.
    private static Phrase? Silent(Phrase sentence, int at)
    {
        var from = sentence.Low(at) is "a" or "an" or "the" or "another" ? at + 1 : at;
        if (from == at && Causing.Contains(sentence.Low(at)) || Named(sentence, from) is not (> 0 and var agent)) return null;
        var end = agent + 1;
        if (sentence.Low(end) is "on" or "using" or "with" or "via" or "running") while (end < sentence.Count && end < agent + 7 && !IsLink(sentence, end)) end++;
        if (!IsLink(sentence, end) || !IsOrdered(sentence, at, end)) return null;
        var role = sentence.Part(from, agent).Text;
        var about = sentence.To(at).Has("each", "every") ? "results" : at < 2 ? "topic" : "it";
        var equipped = end > agent + 1 ? $" using {sentence.Part(agent + 2, end).Text}" : "";
        return Phrase.Of($"{sentence.To(at).Text} let the {role} agent {Work(role, about)}{equipped}{sentence.Tail(end)}".Trim());
    }

    // The clause ends there.
    private static bool IsLink(Phrase sentence, int at) => at >= sentence.Count || sentence[at].Text is "," or ";" or "." || Cutter.Ends.At(sentence, at) > 0 || sentence.Low(at) is "then" or "followed" || sentence.Low(at) == "and" && sentence.Low(at + 1) is "then" or "finally";

    // One comes after the other: no mere list of who there is.
    private static bool IsOrdered(Phrase sentence, int at, int end) =>
        at > 0 && (Opening.At(sentence, at - 1) == at && sentence.Low(at - 1) is not ("and" or "but" or "or") || at > 1 && Opening.At(sentence, at - 2) == at || Cutter.Ends.At(sentence, at - 1) == at) || at == 0 && end < sentence.Count && (sentence.Low(end) is "then" or "followed" || Cutter.Ends.At(sentence, end) > 0 || sentence[end].Text == "," && sentence.Low(end + 1) is "then" or "followed");

    // What such an agent does, in one order: a "research agent" is a researcher.
    private static string Work(string role, string about)
    {
        var word = role.ToLowerInvariant().Split(' ')[^1];
        var doer = People.IsSomebody(word) || Lexicon.FormOf(word) != VerbForm.Plain ? role : $"{word.TrimEnd('e')}er";
        return Crews.Task(doer, about).Split([" and ", ": ", ", "], StringSplitOptions.None)[0];
    }

    // "Run a worker agent on each subtask": for each of them it does its work.
    private static Phrase? Sent(Phrase sentence, int at)
    {
        if (!Runs.Contains(sentence.Low(at)) || sentence.Low(at + 1) is not ("a" or "an" or "the" or "one" or "another") || Named(sentence, at + 2) is not (> 0 and var agent)) return null;
        if (On.At(sentence, agent + 1) is not (> 0 and var of))
            return sentence.To(at).Has("each", "every") && IsLink(sentence, agent + 1) ? Phrase.Of($"{sentence.To(at).Text} let {sentence.Part(at + 1, agent + 1).Text} {Work(sentence.Part(at + 2, agent).Text, "it")}{sentence.Tail(agent + 1)}") : null; // "for each chapter run a proofreader agent"
        var isEach = sentence.Part(agent + 1, of).Has("each", "every");
        var end = of;
        while (end < sentence.Count && (sentence[end].IsWord && !(sentence.Low(end) is "and" or "then" or "to" or "that" or "with" or "using" or "which") || sentence[end].Kind == TokenKind.Literal)) end++;
        var (who, rest) = (sentence.Part(at + 1, agent + 1).Text, sentence.From(end));
        var what = sentence.Part(isEach ? of : of - 1, end).Text;
        var task = rest.Low(0) is "to" or "that" && Lexicon.Lemma(rest.Low(1)) is { } verb ? $"{verb} {rest.From(2).Text}" : $"{Work(sentence.Part(at + 2, agent).Text, "it")}{rest.Tail(0)}";
        return Phrase.Of(isEach ? $"{sentence.To(at).Text} for each {what} let {who} {task}".Trim() : $"{sentence.To(at).Text} let {who} {task.Replace(" it", $" {what}", StringComparison.Ordinal)}".Trim());
    }
}
