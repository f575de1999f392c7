namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Who is an agent: nobody in particular who writes something, and in a request that speaks of agents everyone who works on texts: "a writer drafts it, a
/// moderator sums it up". The same words in a request about people mean people.
/// </summary>
internal static class Cast
{
    // Work on texts, which a role of people does as an agent where others are agents.
    private static readonly HashSet<string> Texts = ["write", "draft", "summarise", "summarize", "sum", "merge", "combine", "rewrite", "polish", "translate", "improve", "outline", "list", "collect", "extract", "propose", "argue", "criticise", "criticize", "critique", "comment", "score", "rate", "rank", "explain", "analyse", "analyze", "research", "synthesise", "synthesize", "condense", "judge", "assess", "evaluate", "turn", "edit", "answer", "brainstorm"];

    // What nobody in particular does is done by an agent in any request: "a marketer writes three slogans".
    private static readonly HashSet<string> Drafts = ["write", "draft", "summarise", "summarize", "merge", "combine", "rewrite", "translate", "outline", "propose", "argue", "criticise", "criticize", "critique", "explain", "research", "synthesise", "synthesize", "condense", "turn", "brainstorm", "compose", "design", "plan", "polish", "analyse", "analyze", "suggest", "investigate", "improve", "simplify", "shorten", "expand", "compare", "answer", "generate", "create", "tighten", "clarify", "enhance", "craft", "transform", "sum", "conclude"];

    /// <summary>Whether a verb is work on texts.</summary>
    public static bool IsWork(string verb) => Texts.Contains(verb) || Drafts.Contains(verb) || verb is "check" or "review" or "give" or "add" or "choose" or "pick" or "find" or "look" or "test" or "fix" or "correct" or "proofread";

    /// <summary>Whether a verb makes or reworks a text.</summary>
    public static bool IsDrafting(string verb) => Drafts.Contains(verb);

    /// <summary>The words by which its agents are called: "moderator", "drafter".</summary>
    public static IEnumerable<string> Of(Phrase text)
    {
        var isAgents = text.Has("agent", "agents") || Enumerable.Range(1, Math.Max(0, text.Count - 1)).Any(i => People.IsAgentRole(text.Low(i)) && Lexicon.IsDeterminer(text.Low(i - 1)) && (Lexicon.FormOf(text.Low(i + 1)) == VerbForm.Third || text.Low(i + 1) is "with" or "using"));
        for (var i = 0; i + 1 < text.Count; i++)
        {
            if (isAgents && text.Low(i + 1) == "agent" && text[i].IsWord && IsDeverbal(text.Low(i))) yield return text.Low(i);
            if (!Leads(text, i) || !text[i + 1].IsWord || Lexicon.IsDeterminer(text.Low(i + 1))) continue;
            var role = text.Low(i + 1);
            var verb = Verb(text, i + 2);
            if (verb is null || VerbKinds.Consenting.Contains(verb)) continue; // people are asked for that, whatever else in the request agents do
            var isAny = text.Low(i) is "a" or "an" && !People.IsOutsider(role); // nobody in particular
            if (isAgents && (People.IsEither(role) || People.IsAgentRole(role) || !People.IsRole(role) && IsDeverbal(role)) || isAny && (isAgents ? Texts : Drafts).Contains(verb)) yield return role;
        }
    }

    private static readonly HashSet<string> Instruments = ["letter", "newsletter", "folder", "number", "server", "counter", "timer", "printer", "scanner", "trigger", "filter", "poster", "computer", "browser", "tracker", "reminder", "answer", "sensor", "router", "container", "header", "order", "register", "error", "supplier", "customer", "visitor", "sender", "monitor", "helper"];

    // Where a clause begins, or one of several who do the same.
    private static bool Leads(Phrase text, int at) => text.Low(at) is "a" or "an" or "the" && (at == 0 || text[at - 1].Kind == TokenKind.Mark || text.Low(at - 1) is "and" or "then" or "let" or "have" or "while" or "finally" or "afterwards" or "ask");

    // What is said that it does: "an editor |polishes|", "a lawyer and a clerk each |review|".
    private static string? Verb(Phrase text, int at)
    {
        for (var i = at; i < text.Count && i < at + 8; i++)
        {
            if (text.Low(i) is "agent" or "and" or "," or "a" or "an" or "each" or "both" or "should" or "must" or "to" or "then" || Lexicon.IsAdverb(text.Low(i)) || People.IsSomebody(text.Low(i))) continue;
            return Lexicon.FormOf(text.Low(i)) is VerbForm.Third or VerbForm.Plain ? Lexicon.Lemma(text.Low(i)) : null;
        }

        return null;
    }

    private static bool IsDeverbal(string word) => Deed(word) is not null;

    /// <summary>The verb in "drafter", "moderator", "planner": what is named so does; null for other words.</summary>
    public static string? Deed(string word)
    {
        if (word.Length < 6 || Instruments.Contains(word) || !(word.EndsWith("er", StringComparison.Ordinal) || word.EndsWith("or", StringComparison.Ordinal))) return null;
        var stem = word[..^2];
        return Lexicon.Lemma(stem) ?? Lexicon.Lemma($"{stem}e") ?? (stem[^1] == stem[^2] ? Lexicon.Lemma(stem[..^1]) : null);
    }
}
