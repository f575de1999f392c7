using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>How often a step is tried, and numbers that are made larger or smaller by a factor.</summary>
internal sealed partial class Edits
{
    private static readonly Form TryWord = new("retry/retries/retrying/retried/attempt/attempts/tries/try/tried/trying it/that/this? again?");

    private static readonly Form NoTry = new("""
        no/without/zero any/more/further/second? retries/retry/retrying/tries/attempts | don't/never retry/try it/that/this? again? | do not retry/try it/that/this? again? | stop/disable/remove/drop retrying/retries/retry | remove/drop/disable/delete the retry/retries/retrying | only/just try it? once | try it? only/just? once | a single try/attempt | only/just one/1 try/attempt
        """);

    private bool Tries(Phrase order)
    {
        if (order.Low(0) is "if" or "when" || order.Find(1, "if", "when", "until") is > 0 and var later && order.Low(later + 2) is not ("fails" or "fail" or "failed" or "breaks")) return false;
        if (order.Find(1, "before") is > 0 and var until && Lexicon.FormOf(order.Low(until + 1)) == VerbForm.Ing) order = order.To(until);
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
        times = Math.Clamp(times, 1, 100);
        var isOfLoop = order.Low(at) is "attempts" or "tries" && named.Length == 0 && _graph.SetRounds(times);
        if (isOfLoop) return Did($"repeated {times} times at most");
        if (named.Length == 0 || Everything().IsMatch(named)) return Everywhere("retry", JsonValue.Create(times)) && Did($"every step that can fail is tried {times} times");
        if (Finder.All(named) is not { Count: > 0 } steps) return Cannot(Finder.Unclear(named));
        foreach (var step in steps) ((JsonObject)Draft.Nodes[step]!)["retry"] = times;
        if (whole.Count > order.Count && Amounts.Duration(whole.From(order.Count).Text) is { } span)
            foreach (var step in steps) ((JsonObject)Draft.Nodes[step]!)["timeout"] = span;
        return Did($"{Listed(steps)} {(steps.Count == 1 ? "is" : "are")} tried {times} times");
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

    /// <summary>A number of the draft that people turn up and down.</summary>
    private sealed record Dial(string Words, string Shown, double Value, string Unit, Action<JsonNode> Set);

    private static readonly Form Factor = new("double/triple/quadruple/halve | half the/it/that | make it/that/this/them? twice/half as many/much/long/high/often | cut it/that/this/the? * in half | increase/decrease/raise/reduce it/that/this/the by");

    // "Double it", "halve the timeout": never a step.
    private bool Turned(Phrase order)
    {
        if (!Factor.Opens(order, out _) || order.HasLiterals) return false;
        var factor = order.Low(0) == "triple" ? 3 : order.Low(0) == "quadruple" ? 4 : order.Has("halve", "half") ? 0.5 : 2.0;
        var dials = Dials().ToList();
        var named = Enumerable.Range(1, order.Count - 1).Select(order.Low).Where(w => w.Length > 2 && char.IsLetter(w[0]) && w is not ("the" or "it" or "that" or "this" or "them" or "twice" or "half" or "many" or "much" or "high" or "long" or "often" or "number" or "for" or "please" or "make")).ToList();
        var fit = named.Count == 0 ? dials : dials.FindAll(d => named.TrueForAll(w => d.Words.Contains(w.ToLowerInvariant().TrimEnd('s'), StringComparison.Ordinal)));
        if (fit.Count == 0) return Cannot(dials.Count == 0 ? "The draft holds no number that I could change." : $"I do not know which number is meant; there are {string.Join(", ", dials.Select(d => $"{d.Shown} {Said(d)}"))}. Say for example \"set the {dials[0].Shown} to {Amounts.Plain(dials[0].Value * 2)}{dials[0].Unit}\".");
        if (fit.Count > 1) return Cannot($"Several numbers may be meant: {string.Join(", ", fit.Select(d => $"{d.Shown} {Said(d)}"))}. Say which one.");
        var now = fit[0].Value * factor;
        if (fit[0].Unit.Length == 0) now = Math.Max(1, Math.Ceiling(now));
        fit[0].Set(fit[0].Unit.Length > 0 ? JsonValue.Create(fit[0].Unit == "$" ? $"${Amounts.Plain(now)}" : $"{Amounts.Plain(now)}{fit[0].Unit}") : JsonValue.Create((long)now));
        return Did($"{fit[0].Shown}: {(fit[0].Unit == "$" ? "$" : "")}{Amounts.Plain(now)}{(fit[0].Unit == "$" ? "" : fit[0].Unit)}");
    }

    private static string Said(Dial dial) => dial.Unit == "$" ? $"${Amounts.Plain(dial.Value)}" : $"{Amounts.Plain(dial.Value)}{dial.Unit}";

    private IEnumerable<Dial> Dials()
    {
        static Dial? One(JsonObject? at, string key, string words, string shown)
        {
            if (at?[key] is not JsonValue value) return null;
            if (value.TryGetValue<double>(out var number)) return new Dial(words, shown, number, "", v => at[key] = v);
            if (Draft.Text(value) is not { Length: > 1 } text || text.Contains("${{", StringComparison.Ordinal)) return null;
            if (text[0] == '$' && Amounts.Of(text[1..]) is { } money) return new Dial(words, shown, money, "$", v => at[key] = v);
            var unit = new string([.. text.SkipWhile(c => char.IsDigit(c) || c == '.')]);
            return unit.Length is > 0 and < 3 && Amounts.Of(text[..^unit.Length]) is { } span ? new Dial(words, shown, span, unit, v => at[key] = v) : null;
        }

        var found = new List<Dial?>();
        foreach (var (key, _) in Draft.Find("limits") ?? []) found.Add(One(Draft.Find("limits"), key, $"{key} limit budget maximum{(key == "cost" ? " money spending price" : "")}", $"limit {key}"));
        foreach (var (name, body) in Draft.Nodes)
        {
            if (body is not JsonObject node) continue;
            found.Add(One(node, "retry", $"{name} retry retrie try trie attempt", $"tries of {name}"));
            found.Add(One(node, "timeout", $"{name} timeout time limit", $"timeout of {name}"));
            found.Add(One(node["wait"] as JsonObject, "for", $"{name} wait pause delay time", $"wait of {name}"));
            found.Add(One(node["human"] as JsonObject, "timeout", $"{name} timeout time deadline approval due", $"time of {name}"));
            found.Add(One(node["map"] as JsonObject, "parallel", $"{name} parallel concurrency batch at once", $"parallel of {name}"));
            foreach (var key in new[] { "count", "limit", "size" }) found.Add(One(node["with"] as JsonObject, key, $"{name} result count hit number page source size", $"{key} of {name}"));
        }

        return found.OfType<Dial>();
    }
}
