using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>How often a step is tried, and how often an agent may turn to its tools.</summary>
internal sealed partial class Edits
{
    private static readonly Form TryWord = new("retry/retries/retrying/retried/attempt/attempts/tries/try/tried/trying it/that/this? again?");

    private static readonly Form Apart = new(",? and? with? a? pause/break/gap/wait/waiting? of? # * apart/between/in between? tries/attempts/retries/them/each/every? time? | ,? and? with/wait/waiting # * between/in between? tries/attempts/retries/them/each/every? time?");

    private static readonly Form NoTry = new("""
        no/without/zero any/more/further/second? retries/retry/retrying/tries/attempts | don't/never retry/try it/that/this? again? | do not retry/try it/that/this? again? | stop/disable/remove/drop retrying/retries/retry | remove/drop/disable/delete the retry/retries/retrying | only/just try it? once | try it? only/just? once | a single try/attempt | only/just one/1 try/attempt
        """);

    private bool Tries(Phrase order)
    {
        if (order.Low(0) is "if" or "when" || order.Find(1, "if", "when", "until") is > 0 and var later && order.Low(later + 2) is not ("fails" or "fail" or "failed" or "breaks")) return false;
        if (order.Find(1, "before") is > 0 and var until && Lexicon.FormOf(order.Low(until + 1)) == VerbForm.Ing) order = order.To(until);
        if (order.Find(1, "twice", "thrice") is > 0 and var often) order = Phrase.Of($"{order.To(often).Text} {(order.Low(often) == "twice" ? 2 : 3)} times {order.From(often + 1).Text}");
        if (order.Has("instead") && order.Tokens.Count(Lexicon.IsNumber) > 1) return false; // "8 instead of 7, and four tries" speaks of two things
        string? pause = null;
        if (Apart.In(order, 1) is var (apart, over) && Amounts.Duration(order.Part(apart, over).Text) is { } between) (order, pause) = (Phrase.Of($"{order.To(apart).Text} {order.From(over).Text}").Trimmed(), between);
        var whole = order;
        if (order.Find(2, "timeout") is > 2 and var timed && order.Find(1, "with", "and") is > 1 and var with && with < timed) order = order.To(with);
        if (NoTry.In(order) is var (none, end))
        {
            var aim = Aim.Of(order, none, end);
            if (aim.Length > 0 && Finder.All(aim) is null) return Cannot(Finder.Unclear(aim));
            var nodes = aim.Length > 0 ? Finder.All(aim)! : [.. Draft.Nodes.Select(n => n.Key)];
            var had = nodes.FindAll(n => (Draft.Nodes[n] as JsonObject)?.Remove("retry") == true);
            return had.Count > 0 ? Did($"{Listed(had)} {(had.Count == 1 ? "is" : "are")} tried once") : Cannot("No step is tried again as it is.");
        }

        if (TryWord.In(order) is not var (at, behind) || Number(order) is not var (count, times)) return false;
        if (Lexicon.OrderAt(order, 0, isFirst: true) == 0 && order.Low(0) is not ("try" or "retry" or "give" or "set" or "make" or "use" or "limit" or "allow" or "let" or "put" or "repeat" or "raise" or "increase" or "reduce" or "lower" or "change" or "have" or "keep" or "cap" or "add" or "do")) return false;
        var named = Aim.Of(order, -1, -1);
        times = times == 1 && order.Low(at) is "retry" or "retries" ? 2 : Math.Clamp(times, 1, 100); // retried once is tried twice
        JsonNode tries = pause is null ? JsonValue.Create(times) : new JsonObject { ["attempts"] = times, ["backoff"] = pause };
        var said = $"tried {times} times{(pause is null ? "" : $", {pause} apart")}";
        var isOfLoop = order.Low(at) is "attempts" or "tries" && named.Length == 0 && _graph.Repeats().LastOrDefault() is not null;
        if (isOfLoop) _graph.Repeats().Last().Set(times);
        if (isOfLoop) return Did($"repeated {times} times at most");
        if (named.ToLowerInvariant() is "call" or "calls" or "request" or "requests" && Draft.Nodes.Where(n => Uses(n.Key).Any(u => u is "http.request" or "web.fetch")).Select(n => n.Key).ToList() is { Count: > 0 } calls && Finder.All(named) is null) named = string.Join(" and ", calls);
        if (named.Length == 0 && order.Has("each") && Draft.Nodes.Where(n => n.Value?["map"] is not null).Select(n => n.Key).ToList() is { Count: > 0 } members) named = string.Join(" and ", members); // "retry each one": of a list
        if (named.Length == 0 && Draft.Nodes.Where(n => n.Value?["retry"] is not null).Select(n => n.Key).ToList() is { Count: > 0 } tried) named = string.Join(" and ", tried); // those that are tried again already
        if (named.Length == 0 || Everything().IsMatch(named)) return Everywhere("retry", tries) && Did($"every step that can fail is {said}");
        if ((named.Split(' ') is { Length: > 1 } each && Array.TrueForAll(each, Draft.Nodes.ContainsKey) ? [.. each] : Finder.All(named)) is not { Count: > 0 } steps) return Cannot(Finder.Unclear(named));
        foreach (var step in steps) ((JsonObject)Draft.Nodes[step]!)["retry"] = tries.DeepClone();
        if (whole.Count > order.Count && Amounts.Duration(whole.From(order.Count).Text) is { } span)
            foreach (var step in steps) ((JsonObject)Draft.Nodes[step]!)["timeout"] = span;
        return Did($"{Listed(steps)} {(steps.Count == 1 ? "is" : "are")} {said}");
    }

    // "It may take at most 8 turns": how often an agent may go back to its tools.
    private bool Turns(Phrase order)
    {
        if (!order.Has("turns", "turn") || Number(order) is not var (at, turns) || order.Low(at + 1) is not ("turns" or "turn")) return false;
        var agents = (Draft.Find("agents") ?? []).Where(a => a.Value is JsonObject worker && worker["tools"] is not null).Select(a => a.Key).ToList();
        if (agents.Count == 0) agents = [.. (Draft.Find("agents") ?? []).Select(a => a.Key).TakeLast(1)];
        foreach (var agent in agents) Draft.Find("agents")![agent]!["max_turns"] = Math.Clamp(turns, 1, 1000);
        return agents.Count == 0 ? Cannot("No agent of the draft takes turns.") : Did($"{Listed(agents)} {(agents.Count == 1 ? "takes" : "take")} {turns} turns at most");
    }

    // The first whole number of an order and its place.
    private static (int At, int Number)? Number(Phrase order)
    {
        for (var i = 0; i < order.Count; i++)
            if (Lexicon.IsNumber(order[i]) && !order[i].Text.StartsWith('$') && Amounts.Whole(order[i].Text) is { } number && !(order.Low(i) == "one" && order.Low(i + 1) is not ("time" or "try" or "attempt" or "retry"))) return (i, number);
        return null;
    }
}
