using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What goes on at once.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form Beside = new("do/run? both/all/them/these/it? in parallel | parallel | parallelly | both/all? at the same time | simultaneously | concurrently | side by side | all/both at once | in one go | at once | do these in parallel | meanwhile | in the meantime | do/run? the following in parallel/simultaneously | all in parallel | both in parallel | independently of/from each other | independently");

    private static bool AtOnceIn(Phrase phrase) => Beside.In(phrase.To(Group(phrase))) is { } found && !IsAmount(phrase, found.At);

    // "5 at once" bounds a loop.
    private static bool IsAmount(Phrase phrase, int at) => at > 0 && (Lexicon.IsNumber(phrase[at - 1]) && phrase.Low(at - 1) is not ("one") || phrase.Low(at - 1) is "of" or "items" or "rows" or "pages" && at > 1 && Lexicon.IsNumber(phrase[at - 2]));

    // Where what belongs together ends: at "then".
    private static int Group(Phrase phrase)
    {
        for (var i = 1; i < phrase.Count; i++)
            if (phrase.Low(i) is "then" or "->" or "=>" or "finally" or "afterwards" or "lastly" || phrase.Low(i) == "after" && phrase.Low(i + 1) is "that" or "which" && i > 2) return i;
        return phrase.Count;
    }

    private bool AtOnce(Phrase phrase, List<PlanItem> into)
    {
        var end = Group(phrase);
        var group = phrase.To(end).Trimmed();
        if (Beside.In(group) is not var (at, behind) || IsAmount(group, at) || Cutter.Control.At(phrase, 0) > 0 && at > 0) return false;
        if (IsWay(phrase.Text) || IsInCondition(group, at) || IsOfEach(group, at)) return false;
        // a mark within a clause speaks of what stands up to that clause's end
        for (var (from, next) = (0, Cutter.Next(group)); next.Rest.Count > 0 && next.Carried.Length == 0; next = Cutter.Next(group.From(from)))
        {
            var stop = from + next.First.Count;
            if (at >= from && at < stop && at > 0 && stop > behind)
            {
                end = stop;
                group = phrase.To(end).Trimmed();
                break;
            }

            from = group.Count - next.Rest.Count;
            if (from > at) break;
        }

        var rest = phrase.From(end);
        var isWord = group.Low(at) is "parallel" && group.Low(at - 1) is "the" or "a";
        if (isWord) return false;
        var before = group.To(at).Trimmed();
        while (before.Count > 0 && before.Low(before.Count - 1) is "and" or "but" or "both") before = before.To(before.Count - 1).Trimmed();
        var isList = behind < group.Count && group[behind].Text == ",";
        var after = group.From(behind).Trimmed();
        var joins = group.Low(at - 1) is "and" or ";" or "but" or "while" || group.Low(at - 1) == "," && after.Low(0) != "and"; // "fetch A, B and C, at the same time and …": the comma closes the list

        if (before.Count <= 4 && before.Low(0) is "run" or "do" or "start" or "perform" && before.Has("these", "this", "following", "both", "two", "things", "those")) before = before.To(0);
        if (before.Count == 0 && after.Count == 0) return false;
        if (before.Count > 0 && after.Count > 0 && isList && group.Low(at - 1) == "," && group.Low(at - 2) is not ("and" or "but" or "while"))
        {
            AtOnce(before, [], into, all: false);
            Statement(after, into);
        }
        else if (before.Count > 0 && after.Count > 0 && Cutter.Starts(after, 0) && !joins && after.Low(0) is not ("and" or "," or "to"))
        {
            // "both at once dedupe": what stands before went on at once
            AtOnce(before, [], into, all: false);
            Statement(after, into);
        }
        else if (before.Count > 0 && after.Count > 0 && (joins || after.Low(0) is "and" or ",") && Cutter.Starts(after, after.Low(0) is "and" or "," ? after.Low(1) is "and" ? 2 : 1 : 0))
        {
            if (joins) Joined(before, after, into);
            else
            {
                AtOnce(before, [], into, all: false);
                Statement(after, into);
            }
        }
        else if (before.Count > 0 && after.Count > 0) AtOnce(Phrase.Of($"{before.Text} {after.Text}"), [], into, all: false);
        else if (before.Count == 0)
        {
            if (group[behind - 1].Text == ":" || behind < group.Count && group[behind].Text == ":")
            {
                AtOnce(after, [], into, all: true);
                if (rest.Count > 0) Statement(rest, into);
                return true;
            }

            if (into.Count > 0 && group.Low(0) is "meanwhile" or "at" or "in" && (group.Low(2) is "meantime" || group.Low(0) is "meanwhile") || into.Count > 0 && Cutter.All(after).Count == 1 && Distributed(after).Count < 2 && !after.Has(",")) Pair(Items(after, into), into);
            else AtOnce(after, [], into, all: true);
        }
        else AtOnce(before, [], into, all: false);

        if (rest.Count > 0) Statement(rest, into);
        return true;
    }

    // "Split it, summarise each piece in parallel": the pieces go on at once, not the two orders.
    private static bool IsOfEach(Phrase group, int at)
    {
        var from = 0;
        for (var next = Cutter.Next(group); next.Rest.Count > 0 && next.Carried.Length == 0 && group.Count - next.Rest.Count <= at; next = Cutter.Next(group.From(from))) from = group.Count - next.Rest.Count;
        if (from == 0 || from >= at) return false;
        var each = group.Part(from, at).Find(0, "each", "every");
        return each > 0 && each <= 3 && Words.Verb(group.Low(from)) is not null;
    }

    private static bool IsInCondition(Phrase group, int at)
    {
        var control = -1;
        for (var i = 1; i < at; i++)
            if (group.Low(i) is "if" or "when" or "unless" && group.Low(i - 1) is "," or "and" or "but" or ";" or "-") control = i;
        return control > 0;
    }

    // "a, and at the same time b"
    private void Joined(Phrase before, Phrase after, List<PlanItem> into)
    {
        while (Lead.Opens(after, out var lead) && lead < after.Count) after = after.From(lead);
        var first = new List<PlanItem>();
        Statement(before, first);
        var second = Items(after, [.. into, .. first]);
        into.AddRange(first);
        Pair(second, into);
    }

    // What goes on beside the last thing that was said.
    private static void Pair(List<PlanItem> beside, List<PlanItem> into)
    {
        if (beside.Count == 0) return;
        if (into.Count == 0)
        {
            into.AddRange(beside);
            return;
        }

        var last = into[^1];
        into.RemoveAt(into.Count - 1);
        if (last is Together open) into.Add(new Together([.. open.Ways, beside]));
        else into.Add(new Together([[last], beside]));
    }

    // Orders that go on at once; of those that end with "at the same time" the first may come before.
    private void AtOnce(Phrase group, List<List<PlanItem>> ways, List<PlanItem> into, bool all)
    {
        var (isBoth, isSpread, isLed) = (group.Has("both"), false, false);
        var clauses = Cutter.All(group);
        if (!all && clauses.Count > 1 && Distributed(clauses[^1]) is { Count: > 1 } spread)
        {
            foreach (var clause in clauses.SkipLast(1)) Clause(clause, into);
            clauses = [.. spread.Select(Phrase.Of)];
            isSpread = true;
        }
        else if (!all && isBoth && clauses.Count > 2)
        {
            foreach (var clause in clauses.SkipLast(2)) Clause(clause, into);
            clauses = [.. clauses.TakeLast(2)];
        }
        else if (clauses.Count == 1 && Copies(clauses[0]) is { } copies) (clauses, isSpread) = ([.. copies.Select(Phrase.Of)], true);
        else if (clauses.Count == 1 && Distributed(clauses[0]) is { Count: > 1 } several) (clauses, isSpread) = ([.. several.Select(Phrase.Of)], true);
        for (var i = 0; i < clauses.Count; i++)
        {
            var items = Items(clauses[i], into);
            if (!all && !isSpread && i == 0 && (clauses.Count > 2 || clauses.Count == 2 && clauses[1].Low(1) is "it" or "them") && items is [Step { Skill: "webfetch" or "fileread" or "csvread" or "sql" or "websearch" or "human" or "http" or "transcribe" or "recall" }] && clauses.Skip(1).All(c => c.Has("it", "them", "the", "from")))
            {
                into.AddRange(items);
                isLed = clauses.Count == 2;
                continue;
            }

            if (items.Count > 0) ways.Add(items);
        }

        if (ways.Count < 2 && clauses.Count == 1 && Named(clauses[0], into) is { Count: > 1 } named) (ways, isSpread) = (named, true);

        // texts in several languages are told apart by them
        if (ways.Count > 1 && ways.TrueForAll(w => w.Count > 0 && w[^1] is Step { Skill: "translate" } t && t.Get("language") is { Length: > 0 })) foreach (var way in ways) ((Step)way[^1]).Has["alone"] = "no";

        // what all of them read is read once
        while (ways.Count > 1 && ways[0] is [Step { Skill: "webfetch" or "fileread" or "csvread" or "transcribe" } shared, _, ..] && ways.TrueForAll(w => w is [Step same, _, ..] && same.Skill == shared.Skill && same.Get("path") == shared.Get("path") && same.Get("url") == shared.Get("url")))
        {
            into.Add(shared);
            foreach (var way in ways) way.RemoveAt(0);
        }

        if (ways.Count > 1 && ways[0] is { Count: > 1 } made && clauses.Skip(1).Any(c => c.Has("it", "them")))
        {
            into.AddRange(made.SkipLast(1)); // what "it" is must be there before both
            ways[0] = [made[^1]];
        }

        if (ways is [{ Count: > 1 } each] && each.TrueForAll(i => i is Step)) ways = each.ConvertAll(i => new List<PlanItem> { i });
        if (isLed || ways is [[Together]] || ways.Count == 0) into.AddRange(ways.SelectMany(w => w));
        else if (ways.Count == 1 && into.LastOrDefault() is Step or ForEach && !all && !clauses[0].Has("each", "every", "all")) Pair(ways[0], into);
        else if (ways.Count == 1) into.AddRange(ways[0]);
        else into.Add(new Together(ways));
    }

    // "Write three variants in parallel": one each.
    private static List<string>? Copies(Phrase clause)
    {
        var phrase = Shaper.Bare(clause);
        if (Lexicon.Lemma(phrase.Low(0)) is not ("write" or "draft" or "generate" or "create" or "produce" or "make" or "compose") || phrase.Count < 3 || Amounts.Whole(phrase.Low(1)) is not (>= 2 and <= 6 and var many) || phrase.Has("and")) return null;
        var noun = Enumerable.Range(2, Math.Min(4, phrase.Count - 2)).FirstOrDefault(k => phrase[k].IsWord && phrase.Low(k).EndsWith('s') && (k + 1 >= phrase.Count || Lexicon.IsPreposition(phrase.Low(k + 1)) || !phrase[k + 1].IsWord));
        return noun == 0 ? null : [.. Enumerable.Repeat($"{phrase[0].Text} a {phrase.Part(2, noun).Text} {Words.Singular(phrase.Low(noun))} {phrase.From(noun + 1).Text}", many)];
    }

    // "a search for A and a search for B": actions that are named by nouns.
    private List<List<PlanItem>> Named(Phrase clause, List<PlanItem> into)
    {
        var parts = new List<Phrase>();
        var from = 0;
        for (var i = 0; i <= clause.Count; i++)
        {
            if (i < clause.Count && !(clause[i].Text == "," || clause.Low(i) == "and")) continue;
            if (i > from) parts.Add(clause.Part(from, i));
            from = i + 1;
        }

        if (parts.Count < 2 || !parts.TrueForAll(p => p.Low(0) is "a" or "an" or "the" or "one")) return [];
        var missed = _plan.NotUnderstood.Count;
        var ways = parts.ConvertAll(p => Items(p, into));
        if (ways.TrueForAll(w => w.Count > 0)) return ways;
        _plan.NotUnderstood.RemoveRange(missed, _plan.NotUnderstood.Count - missed);
        return [];
    }

    private void AtOnceOf(List<string> orders, List<PlanItem> into)
    {
        var ways = orders.Select(o => Items(Phrase.Of(o), into)).Where(w => w.Count > 0).ToList();
        while (ways.Count > 1 && ways[0] is [Step { Skill: "webfetch" or "fileread" or "csvread" } shared, _, ..] && ways.TrueForAll(w => w is [Step same, _, ..] && same.Get("path") == shared.Get("path") && same.Get("url") == shared.Get("url")))
        {
            into.Add(shared);
            foreach (var way in ways) way.RemoveAt(0);
        }

        if (ways.Count > 1) into.Add(new Together(ways));
        else into.AddRange(ways.SelectMany(w => w));
    }

    // "Three slogans: one funny, one serious", "two summaries of the text, a short one and a long one": an order each.
    private static List<string>? Kinds(Phrase phrase, out Phrase rest)
    {
        rest = phrase.From(phrase.Count);
        if (Lexicon.OrderAt(phrase, 0, isFirst: true) != 0) return null;
        var number = Enumerable.Range(1, Math.Min(4, Math.Max(0, phrase.Count - 1))).FirstOrDefault(k => Lexicon.IsNumber(phrase[k]) && Amounts.Whole(phrase[k].Text) is >= 2 and <= 8);
        if (number == 0) return null;
        var noun = Enumerable.Range(number + 1, Math.Min(4, Math.Max(0, phrase.Count - number - 1))).FirstOrDefault(k => phrase.Low(k).EndsWith('s') && phrase[k].IsWord);
        if (noun == 0) return null;
        var list = -1;
        for (var i = noun + 1; i + 1 < phrase.Count && list < 0; i++)
            if (phrase[i].Text is ":" or "," or "(" or "-" && phrase.Low(i + 1) is "one" or "a" or "an") list = i + 1;
        if (list < 0) return null;
        var parts = new List<Phrase>();
        var from = list;
        for (var i = list; i <= phrase.Count; i++)
        {
            if (i < phrase.Count && phrase[i].Text is not ("," or ";" or ")") && phrase.Low(i) is not "and") continue;
            if (i > from) parts.Add(phrase.Part(from, i));
            from = i + 1;
        }

        var middle = phrase.Part(noun + 1, list - 1);
        if (Beside.In(middle) is var (at, end)) middle = Phrase.Of($"{middle.To(at).Text} {middle.From(end).Text}".Trim());
        if (Amounts.Whole(phrase[number].Text) is { } many && parts.Count > many && Lexicon.OrderAt(parts[many], 0, isFirst: true) == 0 && Agents(phrase, 0) is null)
        {
            rest = Phrase.Of(phrase.Text[(parts[many][0].Start - phrase[0].Start)..]); // "…, one funny, and let an agent pick the best"
            parts.RemoveRange(many, parts.Count - many);
        }

        if (parts.Exists(p => Lexicon.PredicateAt(p, 0) > 0)) return null;
        if (parts.Count < 2 || parts.Count != Amounts.Whole(phrase[number].Text) || !parts.TrueForAll(p => p.Low(0) is "one" or "a" or "an" or "another" && p.Count is > 1 and < 8)) return null;
        var thing = Words.Singular(phrase.Low(noun));
        return parts.ConvertAll(p =>
        {
            var how = p.From(1);
            if (how.Low(how.Count - 1) == "one") how = how.To(how.Count - 1);
            return Lexicon.IsPreposition(how.Low(0)) ? $"{phrase.To(1).Text} a {thing} {middle.Text} {how.Text}" : $"{phrase.To(1).Text} a {how.Text} {thing} {middle.Text}".Trim();
        });
    }

    private static readonly Form Usings = new("using | with | via | by using");

    // "Using python, count the words, then …": the tool belongs to the first order.
    private static Phrase? Led(Phrase phrase)
    {
        if (!Usings.Opens(phrase, out var length)) return null;
        var comma = phrase.Find(length, ",");
        if (comma < 0 || comma - length > 5 || Lexicon.OrderAt(phrase, comma + 1, isFirst: true) < 0) return null;
        var next = Cutter.Next(phrase.From(comma + 1));
        var joint = phrase.From(comma + 1).Text[next.First.Text.Length..];
        return Phrase.Of($"{next.First.Text} using {phrase.Part(length, comma).Text}{(next.Rest.Count > 0 ? joint : "")}");
    }

    // One verb and several things: "search the web for A and B", "run workflow a and workflow b", "translate it to German and French".
    private List<string> Distributed(Phrase clause)
    {
        if (clause.Count < 3) return [];
        var phrase = Shaper.Bare(clause);
        if (Lexicon.Lemma(phrase.Low(0)) is null && _shaper.Orders(phrase.Text) is [var told] && Phrase.Of(told) is var agent && agent.Low(1) == "agent" && agent.Find(2, "that") is > 0 and <= 4 and var that) phrase = agent.From(that + 1); // "an agent checks it for spam, insults and links"
        var verb = Lexicon.Lemma(phrase.Low(0));
        if (verb is null || Phrase.Of(new Modifiers(_literals, _models).Take(phrase.Text)).Trimmed().Find(2, "and", ",", "&", "plus") < 0) return []; // "…, five at a time" is no list
        var cuts = new List<int>();
        for (var i = 2; i + 1 < phrase.Count; i++)
            if (phrase.Low(i) is "and" or "," or "&" or "plus") cuts.Add(i);
        if (cuts.Count == 0) return [];
        var people = _shaper.Orders(phrase.Text);
        if (people.Count > 1) return people;

        // the run of likes around the cuts: what stands before the first is the head, what stands behind the last is shared
        var first = cuts[0];
        var start = first;
        var after = phrase.Low(first + 1) is "and" ? first + 2 : first + 1;
        var like = Enumerable.Range(1, first - 1).LastOrDefault(k => phrase.Low(k) == phrase.Low(after) && phrase[k].IsWord);
        if (like > 0) start = like;
        else while (start > 1 && !Lexicon.IsPreposition(phrase.Low(start - 1)) && !(phrase[start - 1].Kind == TokenKind.Mark)) start--;
        if (start == 1 && Lexicon.IsDeterminer(phrase.Low(1)) && false) start++;
        var run = 1;
        while (run < cuts.Count && cuts[run] - cuts[run - 1] <= 4 && !Enumerable.Range(cuts[run - 1] + 1, cuts[run] - cuts[run - 1] - 1).Any(k => Lexicon.IsPreposition(phrase.Low(k)) && k > cuts[run - 1] + 1)) run++;
        var last = cuts[run - 1] + 1;
        var end = last;
        if (phrase.Low(end) == "and") end++;
        var kind = phrase[start].Kind == TokenKind.Literal;
        end++;
        var isShared = like == 0 || Lexicon.IsDeterminer(phrase.Low(start)) && !phrase.Part(start, first).Any(t => Lexicon.IsPreposition(t.Low)); // "a headline and a teaser |for the article"
        while (end < phrase.Count && !kind && !(like == 0 && Lexicon.IsPreposition(phrase.Low(end)) || like > 0 && isShared && phrase.Low(end) is "for" or "about" or "from" or "of" or "on")) end++;
        var (head, tail) = (phrase.To(start).Text, phrase.From(end).Text);
        var parts = new List<string>();
        var from = start;
        for (var i = start; i <= end; i++)
        {
            if (i < end && phrase.Low(i) is not ("and" or "," or "&" or "plus")) continue;
            if (i > from) parts.Add(phrase.Part(from, i).Text);
            from = i + 1;
        }

        if (parts.Count < 2) return [];
        if (parts.Count == 2 && Phrase.Of(head).Any(t => t.IsLiteral("url") || t.IsLiteral("file")) && Phrase.Of(tail).Any(t => t.IsLiteral("url") || t.IsLiteral("file"))) return [$"{head} {parts[0]}", $"{phrase[0].Text} {parts[1]} {tail}"]; // "fetch A for it and the news from B"
        var preposition = start > 0 ? phrase.Low(start - 1) : "";
        if (preposition is "to" or "into" or "in" && parts.Exists(p => p.StartsWith(preposition + " ", StringComparison.OrdinalIgnoreCase))) parts = parts.ConvertAll(p => p.StartsWith(preposition + " ", StringComparison.OrdinalIgnoreCase) ? p[(preposition.Length + 1)..] : p);
        if (verb is "send" or "email" or "mail" && parts.TrueForAll(p => p.Length == 1 && Literals.KindOf(p[0]) == "mail")) return [];
        return parts.ConvertAll(p => string.Join(' ', $"{head} {p} {tail}".Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }
}
