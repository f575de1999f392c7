namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Statements with a subject, as orders: "the lawyer reviews it", "orders go to #shop", "it needs a manager's approval".</summary>
internal sealed partial class Shaper
{
    // "The lawyer reviews it", "orders go to #shop", "the trip is posted": a subject and what becomes of it.
    private List<string>? Stated(Phrase phrase)
    {
        var at = Lexicon.PredicateAt(phrase, 0);
        if (at < 0) return Lexicon.FormOf(phrase.Low(0)) == VerbForm.Third && phrase.Count > 1 ? [$"{Lexicon.Lemma(phrase.Low(0))} {phrase.From(1).Text}"] : Lexicon.FormOf(phrase.Low(0)) == VerbForm.Past && phrase.Count > 1 && Lexicon.IsPreposition(phrase.Low(1)) ? Done(Phrase.Of("it"), phrase) : null;
        var subject = Strip(phrase.To(at));
        var said = phrase.From(at);
        while (said.Count > 1 && (Lexicon.IsModal(said.Low(0)) && (said.Low(1) is "be" or "to" or "not" or "also" || Lexicon.IsAdverb(said.Low(1)) || Lexicon.FormOf(said.Low(1)) == VerbForm.Plain) || said.Low(0) is "to" || Lexicon.IsAdverb(said.Low(0))))
        {
            if (said.Low(0) is "need" or "needs" && said.Low(1) is not ("to" or "be")) break;
            said = said.From(1);
        }

        if (said.Count == 0) return null;
        if (Lexicon.IsBe(said.Low(0)))
        {
            said = said.From(1);
            while (said.Count > 1 && Lexicon.IsAdverb(said.Low(0))) said = said.From(1);
            if (said.Low(0) == "to" && said.Low(1) == "be") said = said.From(2);
            if (Lexicon.FormOf(said.Low(0)) is VerbForm.Past || said.Low(0) is "read" or "put" or "cut" or "proofread" or "rewritten" or "written") return Done(subject, said);
            return phrase.Low(at) is "gets" or "get" && said.Count > 0 ? Gets(subject, said) : null;
        }

        var thing = subject.Low(0) is "they" ? "them" : subject.Low(0) is "it" or "this" or "that" or "which" or "everything" ? subject.Low(0) is "which" ? "it" : subject.Text : subject.Text;
        switch (said.Low(0))
        {
            case "go" or "goes" when said.Low(1) is "to" or "into" or "in" or "straight" or "through" or "directly":
                return Goes(thing, said.From(said.Low(1) is "straight" or "directly" ? 3 : 2), said);
            case "become" or "becomes" or "lead" or "leads" or "trigger" or "triggers" or "cause" or "causes":
                var made = said.From(said.Low(1) is "to" ? 2 : 1);
                return Orders(Lexicon.OrderAt(made, 0) == 0 ? made.Text : $"create {made.Text}");
            case "get" or "gets" or "receive" or "receives" or "need" or "needs" or "require" or "requires" or "want" or "wants" or "deserve" or "deserves":
                return Gets(subject, said.From(1));
        }

        if (said.Low(0) is "say" or "says" or "tells" or "decides" or "judges" && said.Low(1) is "whether" or "if") said = Phrase.Of($"decides {said.From(1).Text}");
        var lemma = said.Low(0) is "say" or "says" && said.Has("yes", "ok", "okay") ? "approve" : Lexicon.Lemma(said.Low(0));
        if (lemma is null) return null;
        if (said.Low(0) is "say" or "says") said = Phrase.Of("approve it");
        var order = $"{lemma} {said.From(1).Text}".TrimEnd();
        if (said.Low(1) is "and" or "or" or "/" && Lexicon.FormOf(said.Low(2)) == VerbForm.Third) order = $"{lemma} {(said.Low(1) == "or" ? "or" : "and")} {Lexicon.Lemma(said.Low(2))} {said.From(3).Text}".TrimEnd();
        return subject.Count == 0 || subject.Low(0) is "it" or "this" or "they" or "we" or "i" or "you" or "which" or "that" && subject.Count == 1 ? [order] : Several(subject) is { } several ? [.. several.Select(w => $"ask {Team(w)} to {order}")] : [By(subject, order, phrase.Text)];
    }

    private static Phrase Strip(Phrase subject)
    {
        while (subject.Count > 1 && (Lexicon.IsAdverb(subject.Low(0)) || subject.Low(0) is "and" or "but" or "so")) subject = subject.From(1);
        while (subject.Count > 1 && Lexicon.IsAdverb(subject.Low(subject.Count - 1))) subject = subject.To(subject.Count - 1);
        return subject;
    }

    private static List<string> Goes(string thing, Phrase to, Phrase said)
    {
        if (to.Count == 0) return [said.Text];
        if (Due(to) is var (whom, span)) return [$"ask {whom} to handle {thing}{span}"];
        if (to.Any(t => t.IsLiteral("file"))) return [$"save {thing} to {to.Text}"];
        if (to.HasLiterals || to.Has("slack", "telegram", "email", "mail")) return [$"send {thing} to {to.Text}"];
        if (to.Has("step", "start", "beginning", "back")) return [said.Text];
        if (Phrase.Of(thing) is var sent && Lexicon.IsDeterminer(sent.Low(0)) && sent.Low(0) is "a" or "an" && sent.Has("email", "mail", "e-mail", "letter", "notification", "invitation", "confirmation", "reminder")) return [$"email {(sent.Count == 2 ? "it" : sent.Text)} to {to.Text}"];
        if (to.Find(2, "on", "at", "in", "from") is > 0 and var desk && People.IsPerson(to.To(desk))) to = to.To(desk); // "a human on the support desk"
        return People.IsPerson(to) ? [$"ask {Who(to)} to review {thing}"] : [$"send {thing} to {to.Text}"];
    }

    private static readonly Form AsTask = new("as a/an/the? task/job/assignment/todo/to-do");

    private static readonly Form Deadline = new("with a/an? # minute/minutes/hour/hours/day/days/week/weeks deadline/limit | with a deadline/limit of # minute/minutes/hour/hours/day/days/week/weeks | , due in # minute/minutes/hour/hours/day/days | within # minute/minutes/hour/hours/day/days");

    // "… to the engineer as a task with a one hour deadline": who has to do it, and by when.
    private static (string Who, string Span)? Due(Phrase to)
    {
        if (AsTask.In(to, 1) is not var (at, end) || !People.IsPerson(to.To(at))) return null;
        if (Deadline.At(to, end) is not (> 0 and var due)) return (to.To(at).Text, to.From(end).Text is { Length: > 0 } rest ? $" {rest}" : "");
        var number = Enumerable.Range(end, due - end).First(k => Lexicon.IsNumber(to[k]));
        return (to.To(at).Text, $" within {to[number].Text} {to[number + 1].Text}{(due < to.Count ? $" {to.From(due).Text}" : "")}");
    }

    private static string Who(Phrase to) => to.Find(0, "for", "to") is > 0 and var end ? to.To(end).Text : to.Text;

    // "It needs a manager's approval", "everyone gets a thank-you mail"
    private List<string> Gets(Phrase subject, Phrase what)
    {
        if (subject.Low(0) is "i" or "we" && Lexicon.IsDeterminer(what.Low(0)) && what.Find(1, "agent", "assistant", "model") is > 0 and <= 4) return [what.Text]; // "I need an agent that …"
        var it = subject.Low(0) is "they" ? "them" : subject.Count == 0 ? "it" : subject.Text;
        if (what.Has("approval", "approved", "ok", "okay", "sign-off", "signoff", "consent", "permission", "confirmation", "review", "reviewed", "go-ahead"))
        {
            var by = what.Find(0, "by", "from", "of");
            if (by > 0 && by + 1 < what.Count) return Several(what.From(by + 1)) is { } several ? [.. several.Select(w => $"ask {Team(w)} to approve {it}")] : [$"ask {what.From(by + 1).Text} to approve {it}"];
            for (var i = 0; i < what.Count; i++)
                if (People.IsRole(People.Bare(what.Low(i))) || People.IsName(what[i])) return [$"ask {(i > 0 && Lexicon.IsDeterminer(what.Low(0)) ? what.Low(0) + " " : "the ")}{People.Bare(what[i].Text)} to approve {it}"];
            return [$"ask a person to approve {it}"];
        }

        if (People.IsPerson(subject) && what.Count <= 3 && what.Has("task", "job", "to-do")) return [$"ask {subject.Text} to handle it"];
        if (People.IsPerson(subject) && what.Has("mail", "email", "e-mail", "message", "letter", "note", "reply", "answer", "reminder", "confirmation", "invitation", "link", "copy")) return what.HasLiterals ? [$"send {what.Text}"] : [$"email {what.Text} to {subject.Text}"];
        if (Lexicon.FormOf(what.Low(0)) == VerbForm.Past && what.Count > 0) return Done(subject, what);
        if (what.HasLiterals || what.Has("mail", "email", "e-mail")) return [$"send {what.Text}"];
        if (Several(what) is { } both) return [.. both.Select(w => $"ask {Team(w)} to approve {it}")];
        if (People.IsPerson(what) && !what.Has("reply", "answer")) return [$"ask {what.Text} to approve {it}"];
        return [$"write {what.Text}"];
    }

    // What has no verb: a noun that names an action is one.
    private static string Plain(Phrase phrase) => phrase.Text;
}
