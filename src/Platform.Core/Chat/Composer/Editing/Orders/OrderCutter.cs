using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing.Orders;

/// <summary>"Rename a to b, remove c and post it to #x": an order ends where the verb of another change begins, and after a short one any action is the next.</summary>
internal static class OrderCutter
{
    // What belongs to a condition or a place at the beginning goes on over commas.
    private static readonly Form Led = new("if/when/whenever/should/unless/once/on/otherwise/else/before/after/between/for/in | in case | instead of | rather than | only if/when/for | as soon as | at the");

    private static readonly Form Placed = new("before/after | at the end/start/beginning/top | first/finally/lastly");

    // Orders about the draft, which no place or condition before them holds for.
    private static readonly Form OfDraft = new("connect/disconnect/rename/remove/delete/link/wire | set the/its | limit the/it | call it");

    private static readonly Form Joint = new(",? ;? and/but/then/plus then? also? then? please? | ;");

    private static readonly Form Bit = new("a bit/little/lot/touch more/less? * | more/less/slightly/somewhat/much *");

    private static readonly Form OnDay = new("on/every/each monday/tuesday/wednesday/thursday/friday/saturday/sunday/mondays/tuesdays/wednesdays/thursdays/fridays/saturdays/sundays/weekdays/weekends");

    private static readonly Form Again = new("if/when/whenever/otherwise/unless | in case");

    private static readonly Form Comma = new(", then? just/simply? also? please? | - | ; ");

    private static readonly Form Change = new("""
        rename/remove/delete/drop/set/replace/swap/switch/connect/disconnect/change/limit/cap/add/insert/append/prepend/increase/lower/raise/reduce/decrease/extend/retry/cache/move/skip/rather/double/halve/shorten | get rid of | call/name it/the/this | run it/them | don't | do not | take/leave out | try it? again | try the * once/twice/thrice/# | cc/bcc | retry it/them | temperature # | temperature of/to/is # | max/maximum # tokens | at most # tokens | fall back to | carry/go on with | keep going with | continue with the others/rest/next | send/let/route * go? straight/directly/right to the end
        """);

    private static readonly Form Weak = new("use/make/ask/put/let/give/only/no/schedule/start/stop/keep/allow/permit/require/turn/bump/update/search/wait");

    private static readonly Form Short = new("rename/remove/delete/drop/connect/disconnect/move/skip/set/retry/cache/limit/cap | get rid of | call/name it | take/leave/throw out");

    public static IEnumerable<string> Cut(string text)
    {
        var phrase = Phrase.Of(text);
        var from = 0;
        var isLed = Led.Opens(phrase, out _);
        if (Castings.Of(phrase) is var (cast, left))
        {
            foreach (var order in cast) yield return order;
            if (left.Trimmed() is { Count: > 0 } more)
                foreach (var order in Cut(more.Text)) yield return order;
            yield break;
        }

        for (var i = 1; i + 1 < phrase.Count; i++)
        {
            if (!isLed && Modal(phrase, from, i) is > 0 and var modal && Joint.At(phrase, i) is > 0 and var also && phrase.Low(also) is "be")
            {
                // "the call should time out after 20 seconds and be retried twice": the subject is said once
                yield return phrase.Part(from, i).Text;
                foreach (var order in Cut($"{phrase.Part(from, modal + 1).Text} {phrase.From(also).Text}")) yield return order;
                yield break;
            }

            if (Next(phrase, from, i, isLed) is not (> 0 and var next)) continue;
            yield return phrase.Part(from, i).Text;
            if ((IsDialled(phrase.Part(from, i)) || IsPlaced(phrase.Part(from, i)) || IsValued(phrase.Part(from, i)) && Lexicon.IsDeterminer(phrase.Low(next)) || phrase.Low(from) is "call" or "name" && Lexicon.IsDeterminer(phrase.Low(next))) && Lexicon.OrderAt(phrase, next) != next && Change.At(phrase, next) < 0 && Weak.At(phrase, next) < 0 && !Again.Opens(phrase.From(next), out _) && phrase.Low(next) is not ("after" or "before"))
            {
                // "make it ten items and 300 words", "set the time to 5m and the cost to $2"
                foreach (var order in Cut($"{(Lexicon.IsNumber(phrase[next]) || Bit.At(phrase, next) == phrase.Count ? "make it" : phrase[from].Text)} {phrase.From(next).Text}")) yield return order;
                yield break;
            }

            if (IsTried(phrase, from, i, next))
            {
                // "give the fetch 15 seconds and two retries", "give it a timeout of 5 seconds and two retries"
                foreach (var order in Cut($"{phrase.Part(from, Given(phrase, from, i)).Text} {phrase.From(next).Text}")) yield return order;
                yield break;
            }

            if (IsSetTo(phrase.Part(from, i)) && IsGoal(phrase.From(next)))
            {
                // "set the writer's model to claude and its timeout to 90 seconds"
                foreach (var order in Cut($"{phrase[from].Text} {Owned(phrase.Part(from, i), phrase.From(next))}")) yield return order;
                yield break;
            }

            if (Amount(phrase.Part(from, i)) is > 1 and var amount && Lexicon.IsNumber(phrase[next]))
            {
                // "a timeout of 4 hours for the approval and 2 minutes for the agent"
                foreach (var order in Cut($"{phrase.Part(from, from + amount).Text} {phrase.From(next).Text}")) yield return order;
                yield break;
            }

            if (Castings.Of(phrase.From(next)) is not null)
            {
                foreach (var order in Cut(phrase.From(next).Text)) yield return order;
                yield break;
            }

            (from, i) = (next, next);
        }

        yield return phrase.From(from).Text;
    }

    // Where the next order begins when one ends here.
    private static int Next(Phrase phrase, int from, int at, bool isLed)
    {
        if (Joint.At(phrase, at) is > 0 and var joint && joint + 1 < phrase.Count)
        {
            if (isLed && Placed.Opens(phrase.From(from), out _) && OfDraft.At(phrase, joint) > 0 && !IsOr(phrase, joint)) return joint; // "at the end add a log and connect the mail to it"
            if (isLed) return Again.At(phrase, joint) > 0 && !IsOr(phrase, joint) && phrase.Low(at) is not "then" ? joint : -1;
            if (Again.At(phrase, joint) > 0) return joint;
            if (phrase.Low(joint) is "after" or "before" && Lexicon.IsDeterminer(phrase.Low(joint + 1)) && Change.At(phrase, from) > 0 && Enumerable.Range(joint + 3, 4).Any(k => k + 1 < phrase.Count && Lexicon.OrderAt(phrase, k) == k)) return joint; // "set the wait to 2h and after the mail post a note"
            if ((Change.At(phrase, joint) > 0 || Weak.At(phrase, joint) > 0) && !IsOr(phrase, joint)) return joint;
            if ((Change.At(phrase, from) > 0 || Weak.At(phrase, from) > 0) && Lexicon.OrderAt(phrase, joint) == joint && !IsOr(phrase, joint) && (phrase.Low(phrase.Count - 1) is "too" or "well" || phrase.Part(at, joint).Has("also"))) return joint; // "change a to b and send it to c as well"
            if (Amount(phrase.Part(from, at)) > 0 && Lexicon.IsNumber(phrase[joint]) && phrase.Find(joint, "for") is > 0 and var whom && whom - joint < 4) return joint;
            if ((IsValued(phrase.Part(from, at)) || IsPlaced(phrase.Part(from, at))) && (Lexicon.OrderAt(phrase, joint) == joint || phrase.Low(joint) == "have") && !IsOr(phrase, joint)) return joint;
            if ((phrase.Low(at - 1) is "instead" || phrase.Low(from) is "take" or "read" or "get" && phrase.Low(at - 2) is "from" && phrase[at - 1].Kind == TokenKind.Literal) && Lexicon.OrderAt(phrase, joint) == joint && !IsOr(phrase, joint)) return joint; // "read it from b.txt instead, and mail it"
            if (IsSetTo(phrase.Part(from, at)) && IsGoal(phrase.From(joint))) return joint;
            if (IsTried(phrase, from, at, joint) || IsValued(phrase.Part(from, at)) && Lexicon.IsDeterminer(phrase.Low(joint)) && phrase.Find(joint, "to") is > 0 and var goal && goal - joint < 5 && Lexicon.IsNumber(phrase[Math.Min(goal + 1, phrase.Count - 1)])) return joint;
            if (IsDialled(phrase.Part(from, at)) && (Lexicon.IsNumber(phrase[joint]) && phrase[joint + 1].IsWord || Lexicon.IsDeterminer(phrase.Low(joint)) && phrase.Find(joint, "to") > joint && phrase.Part(joint, phrase.Count).Any(Lexicon.IsNumber))) return joint;
            if (IsDialled(phrase.Part(from, at)) && Bit.At(phrase, joint) == phrase.Count) return joint; // "make it 120 words and a bit warmer"
            if (phrase.Low(from) is "call" or "name" && at - from > 2 && Lexicon.IsDeterminer(phrase.Low(joint)) && phrase.Count - joint is 3 or 4 && Lexicon.OrderAt(phrase, joint) != joint) return joint; // "name the step a and the input b"
            if (OnDay.At(phrase, joint) > 0 && phrase.Part(from, at) is var before && before.Any(Lexicon.IsNumber) && !before.Has("at", "on", "every", "each", "am", "pm")) return joint; // "15 questions, and on Wednesdays"
            if (Lexicon.IsModel(phrase, joint) && phrase.Part(from, at) is var given && given.Has("for", "on") && Enumerable.Range(0, given.Count).Any(k => Lexicon.IsModel(given, k)) && phrase.Low(joint + 1) is "as") return joint; // "use a for it and b as its fallback"
            if (Short.At(phrase, from) > 0 && Lexicon.OrderAt(phrase, joint) is >= 0 and var verb && verb + 1 < phrase.Count && !phrase.Part(at, joint).Has("or")) return joint;
        }

        if (!isLed && Short.At(phrase, from) > 0 && Comma.At(phrase, at) is > 0 and var then && at - from < 5 && then + 1 < phrase.Count && Lexicon.OrderAt(phrase, then) == then && (phrase.From(then).HasLiterals || Lexicon.IsDeterminer(phrase.Low(then + 1)))) return then; // "skip the file, mail it to a@b.co"
        return !isLed && Comma.At(phrase, at) is > 0 and var comma && comma + 1 < phrase.Count && (Change.At(phrase, comma) > 0 || phrase.Low(comma) == "use" && Lexicon.IsModel(phrase, comma + 1)) && !IsOr(phrase, comma) ? comma : -1;
    }

    // "Change the language to Spanish": with what it becomes all of it is said.
    private static bool IsSetTo(Phrase order) => order.Low(0) is "change" or "set" or "make" or "put" or "switch" or "rename" or "raise" or "lower" or "increase" or "reduce" or "move" && order.Find(2, "to") is > 1 and < 7 and var to && to + 1 < order.Count && order.Count - to < 7;

    // "… the file to b.txt", "… its timeout to 90 seconds"
    private static bool IsGoal(Phrase rest) => (Lexicon.IsDeterminer(rest.Low(0)) || rest[0].Kind == TokenKind.Literal) && rest.Find(1, "to") is > 0 and < 6 and var to && to + 1 < rest.Count && Lexicon.OrderAt(rest, to + 1) < 0 && !rest.To(to).Any(t => Lexicon.IsModal(t.Low) || Lexicon.IsBe(t.Low) || Lexicon.FormOf(t.Low) is VerbForm.Third);

    // "Its" is of whose was spoken of before.
    private static string Owned(Phrase before, Phrase rest) =>
        rest.Low(0) is "its" or "his" or "her" or "their" && before.Tokens.FirstOrDefault(t => t.IsWord && People.Bare(t.Text).Length < t.Text.Length) is { Text: { } owner } ? $"the {owner} {rest.From(1).Text}" : rest.Text;

    // Where what is given begins: "give the fetch |a timeout of 5 seconds".
    private static int Given(Phrase phrase, int from, int to)
    {
        var amount = from + Last(phrase.Part(from, to));
        return phrase.Low(amount - 1) == "of" && Enumerable.Range(from + 1, amount - from - 1).LastOrDefault(i => phrase.Low(i) is "a" or "an" or "the") is > 0 and var thing ? thing : amount;
    }

    // Where the amount stands of what is set for something: "add a timeout of |4 hours for the approval".
    private static int Amount(Phrase order) =>
        order.Low(0) is "add" or "set" or "give" or "make" or "put" or "allow" && order.Find(2, "for") is > 2 and var of && Enumerable.Range(1, of - 1).LastOrDefault(i => Lexicon.IsNumber(order[i])) is > 1 and var at && of - at is 1 or 2 ? at : -1;

    // "Make it two days", "change the limit to 500": with the amount all of it is said.
    private static bool IsDialled(Phrase order)
    {
        var amount = Last(order);
        return order.Low(0) is "make" or "change" or "set" or "raise" or "lower" or "increase" or "reduce" or "extend" && amount > 0 && (order.Low(amount - 1) == "to" || amount == 2 && order.Low(1) is "it" or "that" or "this");
    }

    // "Set the subject to "…" and the text to "…"": with the text or place all of it is said.
    private static bool IsPlaced(Phrase order) => order.Low(0) is "change" or "set" or "make" && order.Count > 3 && order[order.Count - 1].Kind == TokenKind.Literal && order.Low(order.Count - 2) == "to";

    // "Make the guide 800 words", "allow 20 steps": another order may follow, though no other amount of this one.
    private static bool IsValued(Phrase order) => IsDialled(order) || order.Low(0) is "make" or "allow" or "limit" or "cap" or "keep" or "do" && Last(order) > 1;

    // Where the amount stands that ends an order, with or without its unit.
    private static int Last(Phrase order) =>
        order.Count > 2 && Lexicon.IsNumber(order[order.Count - 1]) ? order.Count - 1 : order.Count > 3 && Lexicon.IsNumber(order[order.Count - 2]) ? order.Count - 2 : -1;

    private static bool IsTried(Phrase phrase, int from, int at, int next) =>
        phrase.Low(from) is "give" or "allow" && Last(phrase.Part(from, at)) > 1 && Lexicon.IsNumber(phrase[next]) && phrase.Low(next + 1) is "retries" or "retry" or "tries" or "attempts" or "seconds" or "minutes" or "hours" or "rounds";

    private static int Modal(Phrase phrase, int from, int to)
    {
        for (var i = from + 1; i < Math.Min(to, from + 6); i++)
            if (Lexicon.IsModal(phrase.Low(i))) return i;
        return -1;
    }

    private static bool IsOr(Phrase phrase, int at) => phrase.Low(at + 1) is "and" or "or" or ",";
}
