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

    private static readonly Form PanelLead = new("let/have/get? two/three/four/five/several/# * agents ,/(/-/: | let/have/get? two/three/four/five/several/# agents ,/(/-/: | let/have/get");

    // "Three agents, an optimist, a pessimist and a realist, discuss our plan": each does it for itself, side by side.
    private bool Panel(Phrase phrase, List<PlanItem> into)
    {
        var isTeam = PanelLead.Opens(phrase, out var at) && at > 2;
        var members = new List<string>();
        var from = at = Math.Max(0, at);
        while (at + 1 < phrase.Count && phrase.Low(at) is "a" or "an" or "one" && phrase[at + 1].IsWord)
        {
            var end = at + 2;
            if (phrase.Low(end) == "agent" || phrase[end - 1].IsWord && end + 1 < phrase.Count && phrase[end].IsWord && phrase.Low(end) is not "and" && (phrase[end + 1].Text == "," || phrase.Low(end + 1) == "and") && phrase.Low(end + 2) is "a" or "an" or "one" or "and") end++;
            members.Add(phrase.Part(at + 1, end).Text);
            at = end;
            while (phrase.Low(at) is "," or "and" or ")" or "-") at++;
        }

        if (members.Count < 2 || at >= phrase.Count || from == at) return false;
        if (phrase.Low(at) is "should" or "must" or "each" or "all" or "to") at++;
        if (phrase.Low(at) is "each" or "all") at++;
        var work = phrase.From(at);
        if (Lexicon.FormOf(work.Low(0)) != VerbForm.Plain && !Views.Contains(work.Low(0)) || !isTeam && members.Exists(m => People.IsPerson(Phrase.Of(m)) || _models.Find(m, _literals) is not null)) return false;
        var clause = Cutter.Next(work);
        var order = clause.First.Trimmed();
        if (Beside.In(order) is var (beside, alone)) order = order.Without(beside, alone);
        into.Add(new Together([.. members.Select(m => (List<PlanItem>)[Agent(m, $"{Own(order)} as {(m[0] is 'a' or 'e' or 'i' or 'o' ? "an" : "a")} {m}")])]));
        if (clause.Rest.Count > 0) Statement(clause.Rest, into);
        return true;
    }

    // "Each give their opinion" tells each to give its own.
    private static string Own(Phrase order) => string.Join(' ', order.Text.Split(' ').Select(w => w is "their" or "its" ? "your" : w));

    private static readonly Form Several_ = new("let/have/get? two/three/four/five/# agents/writers/models/authors/copywriters each?");

    // "Two agents write a slogan each": as many of one kind, side by side.
    private bool Copied(Phrase phrase, List<PlanItem> into)
    {
        if (!Several_.Opens(phrase, out var at) || at + 2 >= phrase.Count || Lexicon.FormOf(phrase.Low(at)) != VerbForm.Plain) return false;
        var clause = Cutter.Next(phrase.From(at));
        var order = clause.First.Trimmed();
        var isEach = phrase.Low(at - 1) == "each";
        if (order.Low(order.Count - 1) == "each") (order, isEach) = (order.To(order.Count - 1), true);
        if (!isEach || Enumerable.Range(0, at).Where(k => Lexicon.IsNumber(phrase[k])).Select(k => Amounts.Whole(phrase[k].Text)).FirstOrDefault() is not (>= 2 and <= 6 and var many)) return false;
        if (Beside.In(order) is var (beside, alone)) order = order.Without(beside, alone);
        var kind = Words.Singular(phrase.Low(phrase.Low(at - 1) == "each" ? at - 2 : at - 1));
        into.Add(new Together([.. Enumerable.Range(1, many).Select(n => (List<PlanItem>)[Agent($"{kind}_{n}", order.Text)])]));
        if (clause.Rest.Count > 0) Statement(clause.Rest, into);
        return true;
    }

    private static readonly HashSet<string> Views = ["discuss", "debate", "comment", "assess", "judge", "argue"];
}
