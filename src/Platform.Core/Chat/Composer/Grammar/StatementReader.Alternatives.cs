using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Places that are told in the order of the categories: "sort it into sales or support and forward it to sales@a.de or support@a.de".</summary>
internal sealed partial class StatementReader
{
    private static readonly Form Receives = new("get/gets/receive/receives/obtain/obtains/has/have | should/must/will/shall/can get/receive/have | is/are sent/given/told/informed/notified/mailed");
    private static readonly Form AMail = new("an/a/the? email/mail/message/note/post with/containing/about/of/holding | an/a/the? email/mail/message/note/post");

    // One of several places for each of as many categories; a list with "and" is for all of them.
    private bool Alternatives(Phrase phrase, List<PlanItem> into)
    {
        var at = Enumerable.Range(0, phrase.Count).FirstOrDefault(i => IsPlace(phrase[i]), -1);
        if (at < 0 || Places(phrase, at) is not var (places, end) || Before(into).LastOrDefault(s => s.Skill == "classify") is not { Labels: var all }) return false;
        var labels = all.Where(l => places.Count == all.Count || l is not "other").ToList();
        var head = phrase.To(at);
        while (head.Count > 0 && head[head.Count - 1].Kind == TokenKind.Mark) head = head.To(head.Count - 1);
        if (labels.Count != places.Count || Cutter.Next(head).Rest.Count > 0 || IfLead.Opens(head, out _)) return false;
        var (own, rest) = Cutter.Next(phrase.From(end)) is { Rest.Count: > 0 } clause ? (clause.First, clause.Rest) : (phrase.From(end), null);
        var deed = (string place) => $"{head.Text} {place} {own.Text}".Trim();
        if (Receives.Opens(own.Trimmed(), out var receives))
        {
            var what = own.Trimmed().From(receives);
            if (AMail.Opens(what, out var mail)) what = what.From(mail);
            if (what.Count > 0 && !Lexicon.IsPronoun(what.Low(0)) && Words.Singular(what.Low(what.Count - 1)) == "summary" && !Before(into).Any(s => s.Skill == "summarise"))
            {
                Statement(Phrase.Of($"write {what.Text}"), into);
                what = Phrase.Of("the summary");
            }

            if (head.Count > 0) Missed(head); // "open a task for the right one: …"
            deed = place => $"send {(what.Count == 0 ? "it" : what.Text)} to {place}";
        }
        else if (head.Count == 0) return false;

        var ways = labels.Select((l, i) => (Label: l, Place: Fitting(l, places) ?? Remaining(labels, places, i))).ToList();
        if (ways.DistinctBy(w => w.Place).Count() < ways.Count) return false;
        var target = into.LastOrDefault() is ForEach { Body: { } body } && body.Exists(i => i is Step { Skill: "classify" }) ? body : into;
        foreach (var (label, place) in ways) AddCase(target, new Condition(Test.Label, "", "==", label, label), Items(LabelBody(Phrase.Of(deed(place))), target));
        if (rest is not null) Statement(rest, into);
        return true;
    }

    private static bool IsPlace(Token token) => token.IsLiteral("mail") || token.IsLiteral("channel") || token.IsLiteral("file") || token.IsLiteral("url");

    private static (List<string> Places, int End)? Places(Phrase phrase, int at)
    {
        var (places, isChoice) = (new List<string>(), false);
        for (; at < phrase.Count && IsPlace(phrase[at]); at++)
        {
            places.Add(phrase[at].Text);
            var next = at + 1;
            while (next < phrase.Count && (phrase[next].Text is "," or "/" || phrase.Low(next) is "or" or "respectively")) isChoice |= phrase.Low(next++) is "or" or "/";
            if (next >= phrase.Count || !IsPlace(phrase[next])) return isChoice && places.Count > 1 ? (places, at + 1) : null;
            at = next - 1;
        }

        return null;
    }

    // The place that bears the name of the category: "roads@town.example".
    private string? Fitting(string label, List<string> places)
    {
        var stem = label.ToLowerInvariant().Split(' ')[0];
        stem = stem[..Math.Min(5, stem.Length)];
        return places.FindAll(p => _literals.Unmask(p).Split('@')[0].Contains(stem, StringComparison.OrdinalIgnoreCase)) is [var one] ? one : null;
    }

    // Else those that bear no name follow in the order of the categories that have none.
    private string Remaining(List<string> labels, List<string> places, int at)
    {
        var free = places.Where(p => !labels.Exists(l => Fitting(l, places) == p)).ToList();
        var before = labels.Take(at).Count(l => Fitting(l, places) is null);
        return before < free.Count ? free[before] : places[at];
    }
}
