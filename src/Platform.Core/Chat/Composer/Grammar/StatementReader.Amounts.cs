using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Ways that are told apart by an amount.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form AmountSign = new("over/above/exceeding/below/under/beyond | more/less/greater/bigger/larger/higher/lower/fewer/smaller than | at least/most | up to | with an amount/value/total/score/rating/grade/price of? over/above/below/under | of over/above/below/under/more/less than?");

    // "Orders over 500 euros need approval", "anything above $100 goes to Anna", "below 10: order more"
    private bool Amounted(Phrase phrase, List<PlanItem> into)
    {
        if (phrase.Low(0) is "for" or "on" && phrase.Low(1) is not ("each" or "every" or "all" or "any") && AmountSign.In(phrase, 1) is ( <= 4, var limits) && limits < phrase.Count && Lexicon.IsNumber(phrase[limits])) phrase = phrase.From(1); // "for orders over 200 …"
        if (phrase.Low(0) is "between" or "from" && phrase.Count > 5 && Lexicon.IsNumber(phrase[1]) && phrase.Low(2) is "and" or "to" && Lexicon.IsNumber(phrase[3]) && (phrase[4].Text is ":" or "," or "->" || Lexicon.OrderAt(phrase, 4) == 4 || Lexicon.PredicateAt(phrase, 4) > 4 || Lexicon.IsBe(phrase.Low(4)) || phrase.Low(4) is "go" or "goes" or "needs" or "need" || phrase.Low(4) is "to" or "into" && IsPlace(phrase[5])) && Amounts.Of(phrase[1].Text) is { } low && Amounts.Of(phrase[3].Text) is { } high)
        {
            var (own, following) = Ranged(phrase.From(phrase[4].Kind == TokenKind.Mark ? 5 : 4).Trimmed());
            (own, var otherwise, _) = Branches(own);
            var way = Way(own, into);
            if (way.Count == 0)
            {
                Missed($"{phrase.To(4).Text} {own.Text}");
                if (following is not null) Statement(following, into); // the other ways stand
                return true;
            }

            var noun = Open(into)?.Cases[0].When.Subject ?? (into.LastOrDefault() is Step { Skill: "score" } ? "score" : _subject ?? Numeric(into));
            AddCase(Place(phrase, into), new Condition(Test.Number, noun, ">=", Amounts.Plain(low), phrase.To(4).Text) { And = new Condition(Test.Number, noun, "<=", Amounts.Plain(high), phrase.To(4).Text) }, way);
            if (otherwise is not null && !Else(otherwise, Place(phrase, into))) Missed(otherwise);
            if (following is not null) Statement(following, into);
            return true;
        }

        if (phrase.Count > 4 && phrase[0].Kind == TokenKind.Number && phrase.Low(1) is "to" or "-" or "–" && phrase[2].Kind == TokenKind.Number && (Lexicon.IsModal(phrase.Low(3)) || Lexicon.IsBe(phrase.Low(3)) || phrase.Low(3) is "go" or "goes" or "needs" or "need" or "requires" or "require" or ":" or "," || phrase.Low(3) is "to" or "into" && IsPlace(phrase[4])))
            return Amounted(Phrase.Of($"between {phrase[0].Text} and {phrase[2].Text}: {phrase.From(phrase[3].Kind == TokenKind.Mark ? 4 : 3).Text}"), into);
        for (var i = 0; i < Math.Min(6, phrase.Count); i++)
        {
            if (AmountSign.At(phrase, i) is not (> 0 and var sign) || sign >= phrase.Count || !Lexicon.IsNumber(phrase[sign])) continue;
            var subject = phrase.To(i);
            if (subject.Count > 0 && Combined(phrase, sign) is { } all) return If(all, into);
            if (subject.Any(t => t.Kind == TokenKind.Mark) || subject.Count > 0 && (Lexicon.OrderAt(subject, 0) == 0 && subject.Count > 1 && !IsThing(phrase, i, sign) || subject.Has("is", "are", "if", "keep", "for", "post", "send"))) return false;
            var end = sign + 1;
            if (phrase.Low(end) is "euros" or "dollars" or "euro" or "usd" or "eur" or "bucks" or "percent" or "points" or "%" or "stars" or "degrees" or "degree" or "kg" or "km" or "gb" or "mb" or "ms" or "seconds" or "minutes" or "hours" or "days") end++;
            if (phrase.Low(end) is "celsius" or "fahrenheit" or "c" or "f") end++;
            var rest = phrase.From(end).Trimmed();
            if (rest.Low(0) == "or" && rest.Low(1) is "more" or "less" or "higher" or "lower") rest = rest.From(2).Trimmed();
            if (rest.Low(0) is "it's" or "they're") rest = Phrase.Of($"{(rest.Low(0) == "it's" ? "it is" : "they are")} {rest.From(1).Text}");
            var isColon = phrase.Low(end) is ":" or "," or "->";
            if (rest.Count < 2 || !isColon && !Lexicon.IsModal(rest.Low(0)) && !Lexicon.IsBe(rest.Low(0)) && !(Lexicon.IsPronoun(rest.Low(0)) && Lexicon.IsBe(rest.Low(1))) && rest.Low(0) is not ("go" or "goes" or "need" or "needs" or "require" or "requires" or "become" or "becomes" or "trigger" or "want") && !IsElliptic(rest) && Lexicon.OrderAt(rest, 0) < 0 && Lexicon.PredicateAt(rest, 0) < 0 && Deciders.Row(rest) is null) return false;
            var words = phrase.Part(i, sign).Text;
            if (Conditions.ReadAmount(words, phrase[sign].Text.TrimStart('$', '€', '£').TrimEnd('%')) is not { } limit) return false;
            var noun = subject.Count == 0 ? into.LastOrDefault() is Step { Skill: "score" } ? "score" : _subject ?? (Open(into) is { Cases: [{ When: { Test: Test.Number, Subject: { Length: > 0 } asked } }, ..] } ? asked : Numeric(into)) : subject.Has("rated", "scored", "scoring", "rating", "score") || phrase.Part(i, sign).Has("score", "rating", "grade") ? "score" : subject.Has("amount", "amounts", "total", "totals") || subject.Low(0) is "anything" or "everything" or "amounts" ? "amount" : "amount";
            if (subject.Count > 0 && subject.Low(subject.Count - 1) is "totals" or "total") noun = "total";
            if (noun.Length == 0 && end > sign + 1 && phrase.Low(sign + 1) is "days" or "hours" or "minutes" or "degrees" or "kg" or "km") noun = phrase.Low(sign + 1); // "up to 3 days"
            var bounded = rest;
            if (Bound(ref bounded) is not null) return If(Phrase.Of($"if the {(noun.Length == 0 ? "score" : noun)} is {phrase.Part(i, end).Text}, {rest.Text}"), into); // "below 7 the writer does it again, three times at most"
            (rest, var next) = Ranged(rest);
            var (then, other, later) = Branches(LabelBody(rest));
            var items = Open(into) is { Cases.Count: > 0 } before && Likewise(then, before) is { } alike ? alike : Way(then, into);
            if (items.Count == 0) return false;
            var place = Place(phrase, into);
            limit = limit with { Subject = noun, Said = _literals.Unmask(phrase.To(end).Text) };
            AddCase(place, limit, rest.Has("also", "additionally", "too") ? Besides(place, limit, items) : items);
            if (later is not null && !Amounted(later.Low(0) == "if" ? later.From(3) : later, place)) Missed(later);
            if (other is not null && !Else(other, place)) Missed(other);
            if (next is not null) Statement(next, into);
            return true;
        }

        return Qualified(phrase, into);
    }

    // "Refund requests |under 50 euros are paid": things that are called by a verb.
    private static bool IsThing(Phrase phrase, int at, int number) => at == 2 && phrase.Low(1).EndsWith('s') && Enumerable.Range(number + 1, 2).Any(k => Lexicon.IsBe(phrase.Low(k)) || Lexicon.IsModal(phrase.Low(k)) || phrase.Low(k) is "go" or "need" or "require");

    // "Temperature above 39 or pulse above 120: …": more than one amount is a condition as it stands.
    private static Phrase? Combined(Phrase phrase, int number)
    {
        var colon = phrase.Find(number, ":", ",", "->");
        var joint = phrase.Find(number, "or", "and");
        if (joint < 0 || colon < joint || colon + 1 >= phrase.Count || AmountSign.In(phrase.Part(joint, colon)) is not var (_, end) || !Lexicon.IsNumber(phrase[Math.Min(joint + end, phrase.Count - 1)])) return null;
        return Phrase.Of($"if {phrase.To(colon).Text}, {phrase.From(colon + 1).Text}");
    }

    // Where the next range of the same number begins: "…, between 40 and 70 …".
    private static (Phrase Body, Phrase? Next) Ranged(Phrase body)
    {
        for (var i = 2; i < body.Count; i++)
            if (body[i - 1].Text is "," or ";" || body.Low(i - 1) is "and" && body[Math.Max(0, i - 2)].Text is "," or ";")
                if (Cutter.IsRange(body, i)) return (body.To(i).Trimmed(), body.From(i));
        return (body, null);
    }

    // "… above 1000 |the director must": what, was said of the one before.
    private static bool IsElliptic(Phrase rest) => rest.Count is > 1 and <= 5 && Lexicon.IsModal(rest.Low(rest.Count - 1)) && People.IsPerson(rest.To(rest.Count - 1));

    private static readonly HashSet<string> Quantities = ["amount", "total", "price", "cost", "sum", "value", "budget", "fee", "salary", "quantity", "number", "age", "size", "weight", "rent", "balance", "premium", "rating"];

    // What a bare number speaks of: the one number that is given, or all that is given where nothing was done yet.
    private string Numeric(List<PlanItem> into) => Before(into).LastOrDefault(s => s.Skill == "extract")?.Fields.FindAll(f => Quantities.Contains(f.Split('_')[^1])) is [var field] ? field : _plan.Inputs.Where(i => i.Type is "number" or "integer").ToList() is [{ } only] ? only.Name : _plan.Items.Count == 0 && _plan.Inputs is [{ Type: "string" } given] ? given.Name : "";

    // "Orders from outside the EU go to Anna": what they are is a condition.
    private bool Qualified(Phrase phrase, List<PlanItem> into)
    {
        if (phrase.Low(0) is "those" or "these" && Place(Phrase.Of("it"), into) is var decided && decided.LastOrDefault() is Step { Skill: "work" or "agent" } asked && Whether.In(Phrase.Of(asked.Said)) is not null && Lexicon.PredicateAt(phrase, 0) is > 0 and < 5 and var deed)
            return If(Phrase.Of($"if so, it {phrase.From(deed).Text}"), decided); // "… check whether it ends. Those members get a mail"
        var at = 0;
        while (at < 2 && phrase.Low(at) is "all" or "any" or "every" or "the") at++;
        if (!phrase.Low(at).EndsWith('s') || Words.Verb(phrase.Low(at)) is not null || phrase.Low(at + 1) is not ("of" or "from" or "with" or "about" or "containing" or "mentioning" or "concerning" or "that" or "which" or "who" or "without" or "in" or "marked" or "written" or "graded" or "rated" or "scored") || phrase.Low(at + 1) == "of" && !(at + 2 < phrase.Count && Lexicon.IsNumber(phrase[at + 2]))) return false;
        for (var i = at + 3; i < phrase.Count - 1; i++)
        {
            var low = phrase.Low(i);
            if (phrase[i].Kind == TokenKind.Mark && low != "-") return false;
            if (!(low is "should" or "must" or "go" or "get" or "need" or "become" || low is "are" && Lexicon.FormOf(phrase.Low(i + 1)) == VerbForm.Past && phrase.Low(at + 1) is not ("that" or "which" or "who"))) continue;
            var what = phrase.Part(at + 1, i);
            var (body, always) = Apart(phrase.From(i));
            var (way, other, _) = Branches(LabelBody(body));
            var then = Items(way, into);
            if (then.Count == 0) return false;
            var noun = Words.Singular(phrase.Low(at));
            var said = Settled(what, Place(phrase, into)) is { } question ? question : what.Low(0) is "that" or "which" or "who" ? $"the {noun} is one {what.Text}" : $"the {noun} is {what.Text}";
            var amount = what.Low(0) == "of" ? Numbered(what.From(1), noun) : null;
            var read = amount ?? new Conditions(_literals, _labels).Read(what.Low(0) is "graded" or "rated" or "scored" ? $"the score is {what.From(1).Text}" : $"it is {what.Text}");
            AddCase(Place(phrase, into), read.Test is Test.Number or Test.Contains ? read with { Subject = read.Subject.Length == 0 ? "score" : read.Subject } : new Condition(Test.Judge, "", "==", "", _literals.Unmask(said)), then);
            if (other is not null && !Else(other, Place(phrase, into))) Missed(other);
            if (always is not null) Statement(always, into);
            return true;
        }

        return false;
    }

    // "… decide whether it can be resold. Items that can be resold go to …": the question was asked, and is asked once.
    private string? Settled(Phrase what, List<PlanItem> place)
    {
        if (place.LastOrDefault() is not Step { Skill: "work" or "agent" } asked || Whether.In(Phrase.Of(asked.Said)) is not var (_, from)) return null;
        var question = Phrase.Of(asked.Said).From(from);
        if (what.Tokens.Any(t => t.IsWord && t.Low.Length == 3 && Lexicon.Lemma(t.Low) is null && !Lexicon.IsDeterminer(t.Low) && !Echoes.Contains(t.Low) && !question.Has(t.Low))) return null; // "good", and now "bad"
        if (what.Tokens.Count(t => t.IsWord && t.Low.Length > 3 && question.Has(t.Low)) * 2 < what.Tokens.Count(t => t.IsWord && t.Low.Length > 3)) return null;
        place.Remove(asked);
        var end = question.Find(1, ","); // "…, yes or no"
        return _literals.Unmask((end > 0 ? question.To(end) : question).Text);
    }

    // "of 1 or 2", "of 4 and more": the numbers a thing may be.
    private static Condition? Numbered(Phrase what, string noun)
    {
        var numbers = Enumerable.Range(0, what.Count).Where(k => Lexicon.IsNumber(what[k])).Select(k => Amounts.Of(what[k].Text)).OfType<double>().ToList();
        if (numbers.Count == 0) return null;
        if (what.Has("more", "above", "higher", "better")) return new Condition(Test.Number, noun, ">=", Amounts.Plain(numbers[0]), what.Text);
        if (what.Has("less", "below", "lower", "fewer")) return new Condition(Test.Number, noun, "<=", Amounts.Plain(numbers[0]), what.Text);
        if (numbers.Count == 1) return new Condition(Test.Number, noun, "==", Amounts.Plain(numbers[0]), what.Text);
        return new Condition(Test.Number, noun, ">=", Amounts.Plain(numbers.Min()), what.Text) { And = new Condition(Test.Number, noun, "<=", Amounts.Plain(numbers.Max()), what.Text) };
    }
}
