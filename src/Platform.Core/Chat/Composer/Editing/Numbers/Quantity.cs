using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing.Numbers;

internal enum Measure
{
    None,
    Times,
    Tries,
    Span,
    AtOnce,
    Money,
    Share,
    Points,
    Things,
}

/// <summary>The one number that a short turn speaks of: "no more than 6 at a time", "lower it to 3", "two rounds are plenty", "35, not 30".</summary>
/// <param name="Unit">Of a span: <c>h</c>.</param>
/// <param name="Noun">What is counted: "five headlines".</param>
/// <param name="Sign">One of <c>&lt; &lt;= &gt;= &gt;</c> as it was said; empty without.</param>
/// <param name="Was">The number that it takes the place of, when that was said.</param>
/// <param name="Change">1 when the number comes on top, -1 when it is taken away, 0 when it is the new one.</param>
/// <param name="Rest">The words that say which number of the draft is meant; empty when none does.</param>
internal sealed record Quantity(Measure Measure, double Value, string Unit, string Noun, string Sign, double? Was, int Change, string Rest)
{
    /// <summary>Whether tries after the first are counted: "one retry".</summary>
    public bool IsAgain { get; init; }

    private static readonly Form InPlace = new(",? instead of | ,? rather than | ,? in place of | ,? not | ,? and/but not");

    private static readonly Form Repeated = new("more? time/times/round/rounds/loop/loops/iteration/iterations/pass/passes/rewrite/rewrites/revision/revisions/cycle/cycles/repetition/repetitions/lap/laps/check/checks/poll/polls/goes | more? go");

    private static readonly Form Tried = new("more? retry/retries/try/tries/attempt/attempts");

    private static readonly Form Beside = new("""
        at once | at a time | at the same time | in parallel | simultaneously/concurrently/together | side by side | per batch | * at once | * at a time | * at the same time | * in parallel | * simultaneously/concurrently | of them at once | of them at a time | of them in parallel | of them at the same time
        """);

    private static readonly Form Long = new("ms/millisecond/milliseconds/s/sec/secs/second/seconds/m/min/mins/minute/minutes/h/hr/hrs/hour/hours/d/day/days/w/week/weeks/month/months");

    private static readonly Form Coins = new("dollar/dollars/euro/euros/buck/bucks/usd/eur/cent/cents");

    private static readonly Form Shares = new("percent/% | per cent");

    private static readonly Form Scored = new("point/points/star/stars | out of #");

    private static readonly Form AtMost = new("at most | no/not more/longer/higher than | max/maximum/limit of? | up to | not over/above | not exceed");

    private static readonly Form AtLeast = new("at least | no/not less/fewer/lower than | minimum/min of? | not under/below");

    private static readonly Form More = new("more/higher/greater/larger/bigger/longer than | above/over/exceeding");

    private static readonly Form Less = new("less/lower/fewer/smaller/shorter than | below/under");

    private static readonly Form OrMore = new("or more/higher/better/above/up | and up/above/more");

    private static readonly Form OrLess = new("or less/fewer/lower/below | and below/less");

    private static readonly HashSet<string> Verbs = ["make", "set", "put", "keep", "limit", "cap", "lower", "raise", "increase", "decrease", "reduce", "bump", "turn", "change", "let", "do", "allow", "give", "use", "take", "have", "need", "go", "want", "restrict", "repeat", "run", "extend", "shorten", "cut", "try", "start", "add", "wait", "bring", "drop", "push", "process", "handle", "stop", "get", "work", "retry"];

    private static readonly HashSet<string> Noise = new("""
        only just exactly about around roughly approximately already rather better then now please instead too also again altogether total overall maximum minimum max min it's that's is are be should must may can could shall will would to at of on in with for by from the a an and so but per each every
        it them this that these those there go goes going they he she we you i him her us anything whatever everything something enough plenty ok okay fine good best sufficient suffices suffice nice do does don't doesn't not no more less most least than up down over under above below till until long as much many number value amount limit ones one
        gets get has have had needs need which who everyone everybody both all within after before take takes taking longer last lasts
        required needed necessary allowed permitted okayed
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    /// <summary>Null when the turn holds no number, several, or an order about something else.</summary>
    public static Quantity? Of(Phrase order)
    {
        if (order.Count > 16 || order.Any(t => t.Kind == TokenKind.Literal) || order.Low(0) is "if" or "when" or "unless" or "otherwise" or "for" or "every" or "after" or "before" or "once" && order.Count > 3 && order.Low(1) is not ("is" or "will" or "should" or "at")) return null;
        if (order.Has("wait", "pause", "sleep", "delay", "break") && order.Has("before", "after", "between", "until", "then")) return null; // a step of its own
        double? was = null;
        if (InPlace.In(order, 1) is var (cut, behind) && behind < order.Count && Number(order, behind) is var (old, end) && (end == order.Count || order.Count - end < 3)) (was, order) = (old, order.To(cut));
        else if (order.Low(0) == "not" && Number(order, 1) is var (no, after) && order.Find(after, "but") is > 0 and var but) (was, order) = (no, order.From(but + 1));
        else if (order.Find(0, "from") is >= 0 and var from && Number(order, from + 1) is var (first, to) && order.Find(to, "to") is > 0 and var goal && goal - to < 3) (was, order) = (first, Phrase.Of($"{order.To(from).Text} {order.From(goal).Text}"));
        var verb = Lexicon.OrderAt(order, 0, isFirst: true);
        if (verb >= 0 && !Verbs.Contains(order.Low(verb)) && Lexicon.FormOf(order.Low(verb)) == VerbForm.Plain) return null;

        var found = -1;
        for (var i = 0; i < order.Count; i++)
        {
            if (Number(order, i) is not var (_, past)) continue;
            if (found >= 0) return null;
            found = i;
            i = past - 1;
        }

        return found < 0 ? null : Read(order, found, was);
    }

    private static Quantity? Read(Phrase order, int at, double? was)
    {
        var (value, end) = Number(order, at)!.Value;
        var (measure, unit, noun, token) = (Measure.None, "", "", order[at].Text);
        var more = order.Low(end) is "more" or "extra" or "additional" or "further" or "fewer" or "less" && order.Low(end + 1) != "than" ? order.Low(end) : "";
        var next = more.Length > 0 ? end + 1 : end;
        if (token[0] is '$' or '€' or '£') measure = Measure.Money;
        else if (token.EndsWith('%')) measure = Measure.Share;
        else if (order.Low(at) is "once" or "twice" or "thrice") measure = Measure.Times;
        else if (char.IsAsciiDigit(token[0]) && char.IsLetter(token[^1]) && !token.EndsWith('k')) (measure, unit) = (Measure.Span, Amounts.Duration(token) ?? "");
        else if (Long.At(order, next) is > 0 and var spanned && Amounts.Duration($"{token} {order.Low(next)}") is { } span) (measure, unit, end) = (Measure.Span, span, spanned);
        else if (Repeated.At(order, next) is > 0 and var rounds) (measure, end) = (Measure.Times, rounds);
        else if (Tried.At(order, next) is > 0 and var tries) (measure, end) = (Measure.Tries, tries);
        else if (Beside.At(order, next) is > 0 and var beside) (measure, end) = (Measure.AtOnce, beside);
        else if (Coins.At(order, next) is > 0 and var coins) (measure, value, end) = (Measure.Money, order.Low(next).StartsWith("cent", StringComparison.Ordinal) ? value / 100 : value, coins);
        else if (Shares.At(order, next) is > 0 and var shares) (measure, end) = (Measure.Share, shares);
        else if (Scored.At(order, next) is > 0 and var scored) (measure, end) = (Measure.Points, scored);
        else if (next < order.Count && order[next].IsWord && !Noise.Contains(order.Low(next)) && order.Low(at) != "one")
        {
            var last = next;
            while (last + 1 < order.Count && last < next + 2 && order[last + 1].IsWord && !Noise.Contains(order.Low(last + 1)) && !Lexicon.IsPreposition(order.Low(last + 1))) last++;
            (measure, noun, end) = (Measure.Things, order.Part(next, last + 1).Text, last + 1);
        }
        else if (order.Low(at) == "one") return null; // "the second one"

        if (measure == Measure.Span)
        {
            // 4h is four hours: the number and the unit of what was read
            var letters = new string([.. unit.SkipWhile(c => char.IsDigit(c) || c == '.')]);
            if (letters.Length == 0 || Amounts.Of(unit[..^letters.Length]) is not { } length) return null;
            (value, unit) = (length, letters);
        }

        if (measure == Measure.None && more.Length > 0 && more != "less") return null;
        if (more.Length > 0) end = Math.Max(end, next);
        var isDown = order.Low(0) is "lower" or "reduce" or "decrease" or "cut" or "shorten";
        var change = more is "fewer" or "less" ? -1 : more.Length > 0 && order.Low(at - 1) is not ("no" or "than" or "most") || order.Low(at - 1) is "another" ? 1 : order.Low(at - 1) == "by" && order.Low(0) is "raise" or "increase" or "bump" or "extend" ? 1 : order.Low(at - 1) == "by" && isDown ? -1 : 0;
        var sign = order.Low(0) is "limit" or "cap" or "restrict" ? "<=" : Compared(order, at, end);
        if (was is not null && order.Has("limit", "threshold", "max", "maximum", "minimum")) sign = ""; // one bound in the place of another: whatever it bounds stays as it is
        if (measure is Measure.None or Measure.Things or Measure.Times && (order.To(at).Has("retry", "retries", "try", "tries", "attempt", "attempts") || order.From(end).Has("retry", "retries", "tries", "attempts"))) measure = Measure.Tries;
        if (measure == Measure.None && Beside.In(order, end) is not null) measure = Measure.AtOnce;
        var rest = new List<string>();
        for (var i = 0; i < order.Count; i++)
            if (order.Low(i) is "and" or "," && rest.Count > 0 && i < at && rest[^1] != "and") rest.Add("and");
            else if ((i < at || i >= end) && order[i].IsWord && !Noise.Contains(order.Low(i)) && !(i < 2 && Verbs.Contains(order.Low(i))) && !Lexicon.IsAdverb(order.Low(i))) rest.Add(order[i].Text);
        if (rest.Count > 0 && rest[^1] == "and") rest.RemoveAt(rest.Count - 1);
        return new Quantity(measure, value, unit, noun, sign, was, change, string.Join(' ', rest)) { IsAgain = order.Has("retry", "retries") };
    }

    private static string Compared(Phrase order, int at, int end)
    {
        if (OrMore.At(order, end) > 0) return ">=";
        if (OrLess.At(order, end) > 0) return "<=";
        for (var i = 0; i < at; i++)
        {
            if (AtMost.At(order, i) == at) return "<=";
            if (AtLeast.At(order, i) == at) return ">=";
        }

        for (var i = 0; i < at; i++)
        {
            if (More.At(order, i) == at) return ">";
            if (Less.At(order, i) == at) return "<";
        }

        return "";
    }

    // The number that begins at a place, and where it ends: "half a" and "a" belong to a span only.
    private static (double Value, int End)? Number(Phrase order, int at)
    {
        if (at >= order.Count) return null;
        if (order.Low(at) is "a" or "an" && Long.At(order, at + 1) > 0) return order.Low(at + 1) == "second" && at + 2 < order.Count && order[at + 2].IsWord ? null : (1, at + 1);
        if (!Lexicon.IsNumber(order[at]) || order.Low(at) == "once" && order.Low(at - 1) is "at" or "all" || order[at].Text.Contains(':', StringComparison.Ordinal)) return null;
        var text = order[at].Text.Trim('$', '€', '£', '%');
        if (Amounts.Of(text) is { } number) return (number, at + 1);
        return Amounts.Duration(text) is { } span && Amounts.Of(new string([.. span.TakeWhile(c => char.IsDigit(c) || c == '.')])) is { } length ? (length, at + 1) : null;
    }
}
