using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Several searches of the web at once, each for what is entered for it; and the wish to go on with the first of those that run at once.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form Searches = new("""
        search/searches the web/internet with/for/using # different/separate/various/distinct? search? queries/keywords/terms/phrases/topics |
        run/do/make/start/perform/launch/execute # different/separate/parallel/simultaneous? web/internet searches | search/searches the web/internet # times with/for/using different/separate? search? queries/keywords/terms/phrases
        """);

    private static readonly Form OwnQuery = new("with/for/using different/separate/various? search? queries/keywords/terms/phrases | each with/for/using its/a own/different? query/keyword/term | , each with/for/using its/a own/different? query/keyword/term");

    private bool Searched(Phrase phrase, List<PlanItem> into)
    {
        if (!Searches.Opens(phrase, out var end) || phrase.To(end).Tokens.Where(Lexicon.IsNumber).Select(t => Amounts.Whole(t.Text)).FirstOrDefault() is not (>= 2 and <= 8 and var many)) return false;
        var rest = phrase.From(end);
        while (rest.Count > 0 && (Beside.Opens(rest, out var beside) ? beside : OwnQuery.Opens(rest, out var each) ? each : rest[0].Kind == TokenKind.Mark ? 1 : 0) is > 0 and var skipped) rest = rest.From(skipped);
        for (var i = 1; i <= many; i++)
            if (!_plan.Inputs.Exists(p => p.Name == $"query_{i}")) _plan.Inputs.Add(new PlanInput($"query_{i}", "string"));
        into.Add(new Together([.. Enumerable.Range(1, many).Select(i => (List<PlanItem>)[new Step("websearch", $"search the web for the query {i}") { Has = { ["query"] = $"query {i}" } }])]));
        _plan.Remarks.Add($"What the {many} searches look for is entered at the start: query_1 to query_{many}. Say the queries to have them in the draft.");
        if (rest.Count > 0) Statement(rest, into);
        return true;
    }

    private static readonly HashSet<string> Taking = ["take", "use", "keep", "wait", "pick", "accept", "await", "continue", "go", "proceed", "only", "just"];

    private static readonly Form SoonAs = new("continue/go/proceed/move on? as soon as | continue/go/proceed/move on? once/when/after | as soon as | once | when");

    // "Take the first two that finish": nothing waits for some of those that run at once only, so it is told; what comes behind.
    private Phrase? FirstDone(Phrase phrase, List<PlanItem> into)
    {
        if (into.LastOrDefault() is not Together { Ways.Count: > 1 and var all }) return null;
        var end = Enumerable.Range(0, phrase.Count).FirstOrDefault(k => phrase[k].Text is "," or ";" || phrase.Low(k) is "then" || phrase.Low(k) == "and" && k > 2, phrase.Count);
        var said = phrase.To(end);
        if (said.Count is < 3 or > 12 || said.HasLiterals) return null;
        var first = said.Find(0, "first", "fastest", "quickest");
        var isTaken = Taking.Contains(said.Low(0)) && first is > 0 and < 5;
        var isSoon = SoonAs.Opens(said, out var soon) && (Lexicon.IsNumber(said[Math.Min(soon, said.Count - 1)]) || said.Low(soon) is "the" && said.Low(soon + 1) is "first") && said.Has("done", "finished", "finish", "ready", "back", "answered", "arrived", "returned", "complete", "completed", "in");
        if (!isTaken && !isSoon) return null;
        var number = said.From(isTaken ? first : soon).Tokens.Where(Lexicon.IsNumber).Select(t => Amounts.Whole(t.Text)).FirstOrDefault() ?? 1;
        if (number >= all) return null;
        _plan.Remarks.Add($"I cannot wait for only {number} of {all}: what follows waits until all {all} are done, and reads all of them.");
        _plan.Settled.Add(_literals.Unmask(said.Text));
        _taken = true;
        return phrase.From(end).Trimmed();
    }
}
