using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Numbers;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>A turn that speaks of one number finds the number of that kind in the draft: "at most 3 times", "6 at a time", "lower it to 7", "1500 dollars, not 1000".</summary>
internal sealed partial class Edits
{
    private static readonly HashSet<string> Plural = ["both", "all", "each", "everyone", "everybody", "every", "them"];

    private static readonly HashSet<string> Spending = ["cost", "costs", "budget", "spend", "spending", "run"];

    private bool Dialled(Phrase order)
    {
        if (order.Low(0) is "add" or "insert" && order.Has("step", "wait", "pause", "delay", "node") || order.Low(0) is "keep" && order.Low(1) == "only" && order.Has("above", "below", "over", "under", "least", "most") || Quantity.Of(order) is not { } said) return false;
        if (said.Measure is Measure.Money && (said.Sign == "<=" || order.Any(t => Spending.Contains(t.Low))) && said.Was is null && said.Change == 0) return MostCost(said, order);
        var dials = new Dials(Draft, _graph).All().ToList();
        if ((said.Measure is Measure.Times || said.Measure is Measure.Tries && !order.Has("retry", "retries", "retrying") && !dials.Exists(d => d.Kind is DialKind.Tries)) && !dials.Exists(d => d.Kind is DialKind.Rounds) && said.Rest.Length == 0 && said.Change == 0 && _graph.BoundGoingBack((int)Math.Clamp(said.Value, 1, 100)) is { } back) return Did($"it goes back to '{back}' {Amounts.Plain(said.Value)} times at most");
        var fit = Likely(said, order).Select(k => Meant(dials.FindAll(d => k(d)), said, order)).FirstOrDefault(f => f.Count > 0);
        if (fit is null) return said.Measure is Measure.Times && said.Rest.Length > 0 && said.Change == 0 && Looped(said);
        if (fit.Count > 1 && !order.Any(t => Plural.Contains(t.Low)) && !(said.Rest.Length > 0 && Finder.All(NamedIn(said)) is { Count: > 1 }))
        {
            if (fit.FindAll(d => d.Node is { } node && newest?.Contains(node) == true) is { Count: > 0 } fresh) fit = [fresh[^1]];
            else if (said.Rest.Length > 0 && fit.FindAll(d => Stems.In(said.Rest).All(Stems.In(d.Shown.Replace('_', ' ')).Contains)) is [var called]) fit = [called]; // by its name, before what such a number may be called
            else if (fit.TrueForAll(d => d.Kind is DialKind.AtOnce) && fit.FindAll(d => d.Node is { } each && Dials.Members(Draft, each).ToList() is var called && order.Any(t => called.Contains(Words.Singular(t.Low)))) is { Count: > 0 } members) fit = members;
            else if (fit.TrueForAll(d => d.Kind is DialKind.AtOnce) && said.Rest.Length == 0 && fit.FindAll(d => d.Node is not null && d.Value is not null) is { Count: > 0 } set) fit = set; // those that have such a number already
            else if (fit.TrueForAll(d => d.Kind is DialKind.AtOnce)) fit = fit.FindAll(d => d.Node is not null || fit.TrueForAll(f => f.Node is null) || order.Has("run", "steps", "workflow")); // members of a list, not steps of the run
            else if (order.Has("limit", "limits") && fit.FindAll(d => d.Node is null && d.Kind is not DialKind.Bar) is [var bound]) fit = [bound];
            else if (fit.TrueForAll(d => d.Kind is DialKind.Span && d.Node is { } node && Draft.Nodes[node]?["human"] is not null)) fit = [fit[^1]];
            else if (fit.Select(d => d.Kind is DialKind.Bar ? $"{d.Shown.Split(' ')[0]} {d.Value}" : d.Shown).Distinct().Count() > 1) return Cannot($"Several numbers may be meant: {string.Join(", ", fit.Select(d => $"{d.Shown}{(d.Kind is DialKind.Bar or DialKind.Said ? "" : $" ({d.Said})")}"))}. Say which one.");
        }

        foreach (var dial in fit)
        {
            if (dial is { Kind: DialKind.Said, Value: not null }) Describe(dial.Shown, $"{Amounts.Plain(Value(dial, said))} {Phrase.Of(dial.Shown).From(1).Text}");
            Turn(dial, said, fit.Count == 1);
        }

        return Did($"{string.Join(", ", fit.Select(d => Dial.Told(d, Now(d, said))).Distinct())}{(said.Change == 0 ? "" : $" ({order.Text})")}");
    }

    // The one number of a few words: "the limit 100", "50 euros"
    private static string? NumberIn(Phrase said) => said.Count < 9 && said.Tokens.Where(t => Lexicon.IsNumber(t) && Amounts.Of(t.Text) is not null && t.Low is not ("a" or "an" or "another" or "one")).ToList() is [var only] ? only.Text : null;

    // Where a number is compared with, and where a title or an agent says it; never a part of a longer one.
    private bool OtherNumber(string was, string now)
    {
        var (old, other) = (Amounts.Of(was)!.Value, Amounts.Of(now)!.Value);
        var places = _graph.ReplaceNumber(old, other) is > 0 and var set ? set + _graph.ReplaceFigure(old, other, isBar: true) : _graph.ReplaceFigure(old, other, isBar: false);
        return places > 0 ? Did($"{was} became {now} in {places} place{(places == 1 ? "" : "s")}") : Cannot($"There is no {was} that I can change.");
    }

    // "The critic and the fixer should go two rounds": steps that follow one another are repeated.
    private bool Looped(Quantity said)
    {
        if (Finder.All(said.Rest) is not { Count: > 0 } nodes || said.Value is < 2 or > 100) return false;
        var order = Draft.Nodes.Select(n => n.Key).Where(nodes.Contains).ToList();
        return _graph.Loop(order, (int)said.Value) ? Did($"{Listed(order)} {(order.Count == 1 ? "is" : "are")} done {said.Value} times") : Cannot($"{Listed(order)} do not simply follow one another, so they cannot be repeated together.");
    }

    // "5 dollars at most" bounds a run; of a day or a month it is a budget.
    private bool MostCost(Quantity said, Phrase order)
    {
        if (order.Has("day", "month", "daily", "monthly", "week", "threshold", "order", "orders", "amount", "row", "rows")) return false;
        if (said.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(w => !Spending.Contains(w.ToLowerInvariant()) && !Everything().IsMatch(w) && w is not ("workflow" or "thing" or "money"))) return false;
        Draft.Section("limits")["cost"] = $"${Amounts.Plain(said.Value)}";
        return Did($"limit cost: ${Amounts.Plain(said.Value)}");
    }

    // The kinds of numbers that may be meant, the likeliest first.
    private static IEnumerable<Func<Dial, bool>> Likely(Quantity said, Phrase order)
    {
        var isSpending = order.Any(t => Spending.Contains(t.Low));
        bool IsFor(Dial dial, DialKind kind) => dial.Kind == kind;
        IEnumerable<Func<Dial, bool>> Of(params DialKind[] kinds) => kinds.Select<DialKind, Func<Dial, bool>>(k => d => IsFor(d, k));
        var isNoun = Stems.In(said.Noun).ToHashSet(StringComparer.Ordinal);
        var last = Stems.In(said.Noun).LastOrDefault() ?? "";
        return said.Measure switch
        {
            Measure.Times => Of(DialKind.Rounds, DialKind.Tries),
            Measure.Tries => order.Has("retry", "retries", "retrying") ? Of(DialKind.Tries) : Of(DialKind.Tries, DialKind.Rounds),
            Measure.AtOnce => Of(DialKind.AtOnce),
            Measure.Span when said.Rest.Length > 0 || said.Was is not null => Of(DialKind.Span),
            Measure.Span => order.Has("wait", "waits", "waiting", "pause", "delay") ? [d => d.Kind is DialKind.Span && d.Shown.StartsWith("wait", StringComparison.Ordinal)] : order.Has("run", "workflow", "whole", "everything") ? [d => d.Kind is DialKind.Span && d.Node is null]
                : [d => d.Kind is DialKind.Span && d.Shown.StartsWith("time of", StringComparison.Ordinal), d => d.Kind is DialKind.Span && d.Node is not null, d => d.Kind is DialKind.Span],
            Measure.Money => isSpending ? Of(DialKind.Money) : Of(DialKind.Bar, DialKind.Money),
            Measure.Share => [d => d.Kind is DialKind.Said && d.Words.Contains("percent"), d => d.Kind is DialKind.Bar && d.Value <= 100],
            Measure.Points => Of(DialKind.Bar),
            Measure.Things => [d => d.Kind is DialKind.Said && isNoun.IsSubsetOf(d.Words), d => d.Kind is DialKind.Said && d.Words.Contains(last), d => d.Kind is DialKind.Results or DialKind.Limit && d.Words.Contains(last)],
            _ when said.Rest.Length > 0 => Of(DialKind.Bar, DialKind.Rounds, DialKind.AtOnce, DialKind.Tries, DialKind.Limit, DialKind.Money, DialKind.Results, DialKind.Given, DialKind.Said),
            _ when said.Sign is ">" or ">=" => Of(DialKind.Bar, DialKind.Rounds, DialKind.Said), // "only those above 500" is no number of things at once
            _ when said.Sign is "<=" or "<" => Of(DialKind.Rounds, DialKind.AtOnce, DialKind.Bar, DialKind.Tries, DialKind.Said, DialKind.Results),
            _ when said.Was is not null || order.Low(0) is not "add" => Of(DialKind.Bar, DialKind.Rounds, DialKind.AtOnce, DialKind.Said, DialKind.Tries, DialKind.Money, DialKind.Results),
            _ => [],
        };
    }

    // Those that the other words name, and that hold what was said to be there.
    private List<Dial> Meant(List<Dial> dials, Quantity said, Phrase order)
    {
        if (said.Was is { } was) dials = dials.FindAll(d => d.Value == was || d.Value == was / 100);
        if (said.Change != 0) dials = dials.FindAll(d => d.Value is not null);
        if (said.Rest.Length > 0 && dials.FindAll(d => Stems.In(said.Rest).All(w => w == "and" || d.Words.Contains(w))) is { Count: > 0 } named) return named;
        if (dials.Exists(d => d.Kind is DialKind.Bar) && order.Has("upper", "top", "higher", "lower", "bottom") && said.Rest.Length > 0)
            return [.. dials.Where(d => d.Value == (order.Has("lower", "bottom") ? dials.Min(o => o.Value) : dials.Max(o => o.Value)))];
        var names = NamedIn(said);
        if (names.Length == 0 || dials.Count == 0 && said.Measure is not Measure.Span) return dials;
        if (Finder.All(names) is not { Count: > 0 } nodes) return [];
        var fit = dials.FindAll(d => d.Node is { } node && nodes.Contains(node));
        return fit.Count > 0 || said.Measure is not Measure.Span || !order.Any(t => Timing.Contains(t.Low)) ? fit : nodes.ConvertAll(new Dials(Draft, _graph).TimeOf);
    }

    private static string NamedIn(Quantity said) => string.Join(' ', said.Rest.Split(' ').Where(w => said.Measure is not (Measure.Span or Measure.Tries or Measure.Times) || !Timing.Contains(w.ToLowerInvariant())));

    private static readonly HashSet<string> Timing = ["time", "timeout", "answer", "choose", "pick", "select", "vote", "respond", "reply", "decide", "react", "tomorrow", "deadline", "retry", "retries", "retrying", "try", "tries", "attempt", "attempts", "round", "rounds", "wait", "waits", "waiting", "pause", "delay", "finish"];

    private static void Turn(Dial dial, Quantity said, bool isOne) => dial.Set(Value(dial, said), dial.Kind is DialKind.Bar ? isOne ? said.Sign : "" : dial.Kind is DialKind.Money ? "$" : said.Unit);

    private static double Value(Dial dial, Quantity said)
    {
        var value = said.Measure is Measure.Share && dial.Kind is DialKind.Bar && dial.Value is <= 1 ? said.Value / 100 : said.Value;
        if (dial.Kind is DialKind.Tries && said is { Value: 1, Change: 0, Measure: Measure.Tries, IsAgain: true }) return 2; // one retry is a second try
        return said.Change == 0 || dial.Value is not { } was || dial.Unit != said.Unit && dial.Kind is DialKind.Span ? value : Math.Max(dial.Kind is DialKind.Bar ? 0 : 1, was + said.Change * value);
    }

    private static string Now(Dial dial, Quantity said) => dial.Kind is DialKind.Bar ? $"{said.Sign} {Amounts.Plain(Value(dial, said))}".Trim() : Dial.Written(Value(dial, said), dial.Kind is DialKind.Money ? "$" : said.Unit);

    private static readonly Form Factor = new("double/triple/quadruple/halve | half the/it/that | make it/that/this/them? twice/half as many/much/long/high/often | cut it/that/this/the? * in half | increase/decrease/raise/reduce it/that/this/the by");

    // "Double it", "halve the timeout": never a step.
    private bool Turned(Phrase order)
    {
        if (!Factor.Opens(order, out _) || order.HasLiterals || order.Low(1) is "check" or "checks") return false;
        var factor = order.Low(0) == "triple" ? 3 : order.Low(0) == "quadruple" ? 4 : order.Has("halve", "half") ? 0.5 : 2.0;
        var dials = new Dials(Draft, _graph).All().Where(d => d.Value is not null && d.Kind is not (DialKind.Said or DialKind.Bar or DialKind.Rounds)).ToList();
        var named = Enumerable.Range(1, order.Count - 1).Select(order.Low).Where(w => w.Length > 2 && char.IsLetter(w[0]) && w is not ("the" or "it" or "that" or "this" or "them" or "twice" or "half" or "many" or "much" or "high" or "long" or "often" or "number" or "for" or "please" or "make")).ToList();
        var fit = named.Count == 0 ? dials : dials.FindAll(d => named.TrueForAll(w => d.Words.Contains(Stems.Of(w))));
        if (fit.Count == 0) return Cannot(dials.Count == 0 ? "The draft holds no number that I could change." : $"I do not know which number is meant; there are {string.Join(", ", dials.Select(d => $"{d.Shown} {d.Said}"))}. Say for example \"set the {dials[0].Shown} to {Amounts.Plain(dials[0].Value!.Value * 2)}{dials[0].Unit}\".");
        if (fit.Count > 1) return Cannot($"Several numbers may be meant: {string.Join(", ", fit.Select(d => $"{d.Shown} {d.Said}"))}. Say which one.");
        var now = fit[0].Value!.Value * factor;
        if (fit[0].Unit.Length == 0) now = Math.Max(1, Math.Ceiling(now));
        fit[0].Set(now, fit[0].Unit);
        return Did($"{fit[0].Shown}: {Dial.Written(now, fit[0].Unit)}");
    }
}
