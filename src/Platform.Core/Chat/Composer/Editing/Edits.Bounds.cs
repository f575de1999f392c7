using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Bounds of a whole run, several in one breath: "limit the run to 20 steps and 5 minutes", "the cost to 3 dollars and the time to ten minutes".</summary>
internal sealed partial class Edits
{
    private static readonly HashSet<string> BoundNoise = WordSet("""
        limit cap restrict bound keep set allow give let stop end abort run take use spend need have make the it whole thing workflow everything entire total all this to at most more than no not never and or a an of in for time cost costs money spending budget price steps
        should must may can could takes costs last long longer under below within maximum max only after us be up overall altogether per is exceed over don't doesn't do does limits limited
        latest longest kill cancel terminate halt finish finished complete completed done stopped ended aborted cancelled automatically process pipeline
        when if has it's reached reaches hits exceeds spent used once set put add raise lower increase reduce change step token tokens on it
        """);

    private static readonly Form WholeRun = new("run/workflow/everything/total/overall/altogether | whole/entire * ");

    private static readonly Form BoundUnit = new("step/steps/token/tokens");

    private static readonly Form SpanUnit = new("second/seconds/sec/secs/minute/minutes/min/mins/hour/hours/day/days");

    private static readonly Form MoneyUnit = new("dollar/dollars/euro/euros/usd/eur/cent/cents/buck/bucks");

    private bool Bounded(Phrase order)
    {
        if (order.HasLiterals || order.Count is < 3 or > 22) return false;
        var bounds = new List<(string Key, string Value)>();
        var named = "";
        for (var i = 0; i < order.Count; i++)
        {
            var token = order[i];
            if (token.IsWord && BoundNames.TryGetValue(token.Low, out var called)) named = called;
            if (token.Kind == TokenKind.Mark && token.Text is "," || token.IsWord && BoundNoise.Contains(token.Low) && !Lexicon.IsNumber(token)) continue;
            if (token.Text[0] is '$' or '€' && Amounts.Of(token.Text[1..]) is { } money) bounds.Add(("cost", $"${Amounts.Plain(money)}"));
            else if (!Lexicon.IsNumber(token) || Amounts.Of(token.Text) is not { } count) return false;
            else if (BoundUnit.At(order, i + 1) > 0 && count >= 1) bounds.Add((order.Low(++i).StartsWith('s') ? "steps" : "tokens", Amounts.Plain(count)));
            else if (SpanUnit.At(order, i + 1) > 0 && Amounts.Duration($"{token.Text} {order.Low(i + 1)}") is { } span) (bounds, i) = ([.. bounds, ("time", span)], i + 1);
            else if (named is "steps" or "tokens" && count >= 1) bounds.Add((named, Amounts.Plain(count))); // "a token limit of 100k"
            else if (MoneyUnit.At(order, i + 1) > 0) bounds.Add(("cost", $"${Amounts.Plain(order.Low(++i).StartsWith("cent", StringComparison.Ordinal) ? count / 100 : count)}"));
            else return false;
        }

        if (bounds.Count == 0 || bounds.DistinctBy(b => b.Key).Count() < bounds.Count || bounds.Count == 1 && !IsOfRun(bounds[0], order)) return false;
        foreach (var (key, value) in bounds)
        {
            Draft.Section("limits")[key] = long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : JsonValue.Create(value);
            Did($"limit {key}: {value}");
        }

        return true;
    }

    private static readonly Dictionary<string, string> BoundNames = new(StringComparer.Ordinal) { ["step"] = "steps", ["token"] = "tokens", ["cost"] = "cost", ["budget"] = "cost", ["time"] = "time" };

    // Only a run has steps; tokens, time and money may be those of an answer or a step, unless it is said or they are many.
    private bool IsOfRun((string Key, string Value) bound, Phrase order) => bound.Key switch
    {
        "steps" => true,
        "tokens" => Amounts.Of(bound.Value) >= 20_000,
        "time" when order.Low(0) is "give" or "allow" && order.Low(1) is "it" => newest is null or { Count: 0 } && !Draft.Nodes.Any(n => n.Value?["human"] is not null || n.Value?["wait"] is not null), // where nobody is waited for, the run has that time
        _ => WholeRun.In(order) is not null || order.Has("cost", "time") && order.Has("limit") && order.Low(0) is "set" or "put" or "add",
    };
}
