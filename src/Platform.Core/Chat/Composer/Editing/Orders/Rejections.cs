using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing.Orders;

/// <summary>
/// One thing is turned down and the next words name another: "Anna is on holiday, ask Ben", "never mind slack, mail it to a@b.co", "not the first one, I meant
/// the second". Both together are one order: "ask Ben instead of Anna".
/// </summary>
/// <param name="isKnown">Whether the draft has what some words name.</param>
internal sealed class Rejections(Func<string, bool> isKnown)
{
    private static readonly Form NotThis = new("no/not | never mind | nevermind | forget about? | i/we don't/didn't want/mean/like/say | i/we do/did not want/mean/like/say | no more | don't | do not");

    private static readonly Form Dropped = new("skip/drop/omit/remove/forget about? | leave/take out | no need for");

    private static readonly Form Unfit = new("""
        is/are/was/were/will/'s be? on/in/at a? holiday/holidays/vacation/leave/hospital/break/sick | is/are/was/will/'s be? currently/just? away/ill/sick/off/busy/out/gone/unavailable/wrong/retired/too/down/dead/closed/old/outdated | is/are/was/were not/no/never | isn't/aren't/wasn't/won't/can't/cannot/doesn't/couldn't/hasn't |
        has/have left/quit/retired/gone/moved | has/have no time | has/have a day off | left/quit/retired us/the/our? | does not | can not
        """);

    private static readonly Form Lead = new("""
        i mean/meant/want/prefer/said to? have/use? | i'd rather/prefer/like to? have/use/ask? | i would rather/prefer/like to? have/use/ask? | rather/better/just/only | it/that/this should/must have? be/been? | it's | it is | that's | make it/that | sorry/please/so/but/and/then/actually/instead/oh ,? | we want/use
        """);

    private static readonly Form Absent = new("she's/he's/they're on/in a? holiday/holidays/vacation/leave/hospital | she's/he's/they're away/ill/sick/off/busy/out/gone/unavailable/retired | she/he/they is/are/was/were away/ill/sick/off/busy/out/gone/unavailable/retired | she/he/they has/have left");

    private static readonly HashSet<string> Marks = [",", ".", ";", "-", "–", "—", ":", "!"];

    private static readonly HashSet<string> Replacing = ["use", "ask", "take", "let", "make", "have", "mail", "send", "post", "tell", "email", "save", "write", "put", "give", "try", "notify", "go", "get", "switch", "change"];

    /// <summary>The text with each such pair said as one order.</summary>
    public string Joined(string text)
    {
        var phrase = Phrase.Of(text);
        var cuts = Enumerable.Range(0, phrase.Count).Where(i => Marks.Contains(phrase[i].Text) || phrase.Low(i) is "but" or "so" && i > 0).ToList();
        for (var (n, from) = (0, 0); n < cuts.Count; from = cuts[n++] + 1)
        {
            var end = n + 1 < cuts.Count ? cuts[n + 1] : phrase.Count;
            if ((Rejected(phrase.Part(from, cuts[n])) ?? Skipped(phrase.Part(from, cuts[n]), phrase.Part(cuts[n] + 1, end).Trimmed())) is not var (what, isSure)) continue;
            if (phrase.From(cuts[n] + 1).Trimmed() is var last && last.Tokens.All(t => t.Low is "please" or "thanks")) continue; // "no loop, please"
            if (phrase.Part(cuts[n] + 1, end).Count == 1 && n + 2 < cuts.Count + 1 && phrase.Low(cuts[n] + 1) is "sorry" or "please" or "actually") end = n + 2 < cuts.Count ? cuts[n + 2] : phrase.Count;
            if (Replacement(phrase.Part(cuts[n] + 1, end), isSure) is not { } now) continue;
            var (ahead, behind) = (phrase.To(from).Trimmed().Text, phrase.From(end).Trimmed().Text);
            if (ahead.Equals("no", StringComparison.OrdinalIgnoreCase) || ahead.Equals("sorry", StringComparison.OrdinalIgnoreCase) || ahead.Equals("no, sorry", StringComparison.OrdinalIgnoreCase) || ahead.Equals("actually", StringComparison.OrdinalIgnoreCase)) ahead = "";
            return string.Join(". ", new[] { ahead, $"{now} instead of {what}", behind }.Where(s => s.Length > 0));
        }

        return text;
    }

    // "Skip the reminder but notify hr@corp.com instead"
    private (string What, bool IsSure)? Skipped(Phrase clause, Phrase next) =>
        next.Low(next.Count - 1) == "instead" && Dropped.Opens(clause, out var lead) && clause.From(lead) is { Count: > 0 and <= 4, HasLiterals: false } what && isKnown(what.Text) ? (what.Text, true) : null;

    // What is turned down, and whether nothing but a replacement can follow.
    private (string What, bool IsSure)? Rejected(Phrase clause)
    {
        while (clause.Count > 1 && clause.Low(0) is "and" or "but" or "oh" or "actually" or "sorry" or "well" or "hm" or "ok") clause = clause.From(1).Trimmed();
        if (Absent.Opens(clause, out _)) return isKnown("the approver") ? ("the approver", true) : null; // "she's away this week"
        var isTurned = NotThis.Opens(clause, out var lead);
        var what = isTurned ? clause.From(lead) : Unfit.In(clause, 1) is var (at, _) && at < 4 ? clause.To(at) : null;
        if (what is null) return null;
        foreach (var tail in new[] { "all", "after", "anymore", "more", "any", "longer", "please", "then", "now" })
            if (what.Count > 1 && what.Low(what.Count - 1) == tail) what = what.To(what.Count - 1);
        if (what.Count is 0 or > 4 || what.HasLiterals && what.Count > 1 && !Lexicon.IsDeterminer(what.Low(0)) || Lexicon.IsPronoun(what.Low(0)) || Lexicon.OrderAt(what, 0) == 0 && !(clause.Low(0) is "don't" or "do" && what.Count < 3) || what.Any(t => Lexicon.IsPreposition(t.Low) || Lexicon.IsModal(t.Low))) return null;
        return isKnown(what.Text) ? (what.Text, clause.Low(0) is not ("no" or "i" or "we") || !isTurned) : null;
    }

    private static string? Replacement(Phrase said, bool isSure)
    {
        said = said.Trimmed();
        var isMarked = isSure;
        for (var round = 0; round < 4 && Lead.Opens(said, out var lead) && lead < said.Count; round++) (said, isMarked) = (said.From(lead).Trimmed(), isMarked || said.Low(0) is not ("and" or "so" or "then" or "please" or "just"));
        while (said.Count > 1 && said.Low(said.Count - 1) is "instead" or "please" or "rather" or "then") (said, isMarked) = (said.To(said.Count - 1).Trimmed(), true);
        if (said.Count is 0 or > 10 || said.Has("instead", "if", "when", "unless", "until") || Lexicon.IsPronoun(said.Low(0)) && said.Low(0) is not "me" || RemovalOf(said)) return null;
        var isOrder = said.Count > 1 && Lexicon.OrderAt(said, 0, isFirst: true) == 0;
        if (isOrder && !Replacing.Contains(said.Low(0)) || !isOrder && said.Count > 6 || !isOrder && said.Any(t => Lexicon.IsModal(t.Low) || Lexicon.IsBe(t.Low))) return null;
        return isMarked || !isOrder || said.Low(1) is "it" or "this" or "that" && said[said.Count - 1].Kind == TokenKind.Literal ? said.Text : null; // "no slack, put it into a.md"
    }

    private static bool RemovalOf(Phrase said) => said.Low(0) is "remove" or "drop" or "delete" or "no" or "not";
}
